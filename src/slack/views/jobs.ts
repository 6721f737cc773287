import type { RichTextElement } from '@slack/types';
import { type Instant, SECOND } from '../../domain/instant.ts';
import type { JobsView, JobView } from '../../use-cases/nudge-views.ts';
import { actions, button, context, header, lines, ours, words } from './blocks.ts';
import { lengthWords, whenRich } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { stormBlocks } from './storm.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_JOBS = 30;

/** What runs by itself: how it went, when it runs again, what waits; what failed comes first. */
export function jobsMessage(view: JobsView, now: Instant): Message {
  const jobs = view.jobs.toSorted((a, b) => Number(failed(b)) - Number(failed(a)));
  const broken = jobs.filter(failed).map(({ name }) => mrkdwn(name, 60));
  const trouble = broken.length === 0 ? 'None failed' : `${listed(broken, 3)} failed`;
  const held = view.held === null ? '' : ` ${count(view.held.messages, 'reminder')} held back.`;
  return fitted(Math.min(jobs.length, MOST_JOBS), (shown) => ({
    text: `${count(jobs.length, 'job')}. ${trouble} at the last run.${held}`,
    blocks: [
      header('What runs by itself'),
      ...(view.held === null ? [] : stormBlocks(view.held, { now, onJobs: true })),
      ...lines(jobs.slice(0, shown).map((job) => row(job, now))),
      ...context(
        jobs.length > shown
          ? `and ${count(jobs.length - shown, 'more job')}: \`npx ready jobs\` shows all`
          : '',
        view.waiting === 0
          ? 'No message waits to be sent.'
          : `${count(view.waiting, 'message')} waiting to be sent.`,
      ),
      ...actions([button('say', 'Look again', 'admin jobs')]),
    ],
  }));
}

function failed({ last }: JobView): boolean {
  return last !== null && !last.ok;
}

/** "✅ **nudges** · 5 minutes ago, took 2 seconds · next in 10 minutes · 3 people due" */
function row(job: JobView, now: Instant): RichTextElement[] {
  const { name, last, next, due, every } = job;
  const icon = last === null ? ICON.aside : last.ok ? ICON.ok : ICON.doubt;
  return [
    ours(`${icon} `),
    words(name, 60, true),
    ...(last === null
      ? [ours(' · has not run yet')]
      : [
          ours(last.ok ? ' · ' : ' · failed '),
          whenRich(last.at, now),
          ours(last.took < SECOND ? '' : `, took ${lengthWords(last.took)}`),
        ]),
    ...(last?.error == null ? [] : [ours(': '), words(last.error, 200)]),
    ...(next === null ? [ours(' · '), words(every, 40)] : [ours(' · next '), whenRich(next, now)]),
    ...(due === null ? [] : [ours(' · '), words(due, 100)]),
  ];
}

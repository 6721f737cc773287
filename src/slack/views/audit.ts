import type { RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { AuditLine, AuditView } from '../../use-cases/show-audit.ts';
import { context, header, lines, ours, section, words } from './blocks.ts';
import { whenRich } from './dates.ts';
import { fitted, type Message } from './message.ts';
import { count, mrkdwn } from './text.ts';

/** Who did what, newest first. */
export function auditMessage({ service, entries, more }: AuditView, now: Instant): Message {
  const gone = service === null || service.archivedAt === null ? '' : ' (archived)';
  const about = service === null ? '' : ` at ${mrkdwn(service.name, 100)}${gone}`;
  if (entries.length === 0) {
    const text = `Nobody has done anything that is kept here${about}.`;
    return { text, blocks: [section(text)] };
  }
  return fitted(entries.length, (shown) => ({
    text: `Who did what${about}: the newest ${count(shown, 'entry', 'entries')}.`,
    blocks: [
      header(service === null ? 'Who did what' : `Who did what at ${service.name}${gone}`),
      ...lines(entries.slice(0, shown).map((line) => row(line, service === null, now))),
      ...context(more || shown < entries.length ? 'Earlier ones: `npx ready audit --all`' : ''),
    ],
  }));
}

/** "**exception approve** payments-api · Ana · 2 days ago". */
function row(line: AuditLine, namesService: boolean, now: Instant): RichTextElement[] {
  const { act, actorName, at } = line;
  const about = aboutOf(line, namesService);
  return [
    words(act.replaceAll('.', ' '), 60, true),
    ...(about === null ? [] : [ours(' '), words(about, 80)]),
    ours(' · '),
    actorName === null ? ours('the bot') : words(actorName, 60),
    ours(' · '),
    whenRich(at, now),
  ];
}

/** What people call the thing that it was done to; ids that only programs know are left out. */
function aboutOf({ service, details, act, subject }: AuditLine, namesService: boolean): string | null {
  if (service !== null) return namesService ? service : null;
  if (typeof details.name === 'string') return details.name;
  return act.startsWith('scorecard.') ? subject : null;
}

/** What was asked and answered about many exceptions in one go, told once of them all. */
import type { KnownBlock } from '@slack/types';
import type { Exception } from '../../domain/exceptions/exception.ts';
import { type SaidTogether, saidTogether } from '../../domain/exceptions/talk.ts';
import type { BatchView } from '../../use-cases/batch-views.ts';
import { batchQuestionValue } from './batch-target.ts';
import { actions, button, context, section } from './blocks.ts';
import { moment } from './dates.ts';
import { batchTitles, REASON } from './exception-matter.ts';
import { person } from './exception-words.ts';
import type { Message } from './message.ts';
import { count, listed, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

const MOST_REMARKS = 4;
const MOST_ANSWERS = 3;
const MOST_NAMED = 12;

/** For those who decide, below what was asked for. */
export function batchTalk({ lines }: Pick<BatchView, 'lines'>): readonly KnownBlock[] {
  const talk = saidTogether(lines.map(({ exception }) => exception));
  const shown = talk.slice(-MOST_REMARKS).map(({ remark, answers }) => {
    const asker = talk.find(({ id }) => id === answers)?.remark.by;
    const to = asker === undefined ? '' : ` to ${person(asker)}`;
    return `*${person(remark.by)}*${to}, ${moment('', remark.at)}: ${mrkdwn(remark.text, 300)}`;
  });
  const earlier = talk.length - shown.length;
  return context(...(earlier > 0 ? [`${count(earlier, 'remark')} before these`] : []), ...shown);
}

/** Those about which this was said. */
export function concernedBy(said: unknown): (exception: Pick<Exception, 'talk'>) => boolean {
  return ({ talk }) => talk.some(({ together }) => together !== undefined && together === said);
}

/** To whoever asked for them: what somebody wants to know, then what was answered. `said`: the question. */
export function batchQuestion(view: BatchView, said: string): Message {
  const talk = talkOf(view);
  const asked = talk.find(({ id }) => id === said)?.remark;
  const answers = talk.filter((one) => one.answers === said);
  const isOpen = view.lines.some(({ exception }) => exception.state === 'pending');
  const who = asked === undefined ? 'Somebody' : person(asked.by);
  const text = asked === undefined ? '' : mrkdwn(asked.text, 600);
  const about = `about your exception for ${count(view.lines.length, 'service')}`;
  const spoken = answers.length > 0 ? `You answered what ${who} asked` : `${who} asks`;
  return {
    text: `${spoken} ${about}: ${mrkdwn(asked?.text ?? '', 300)}`,
    blocks: [
      section(
        `${answers.length > 0 ? ICON.ok : ICON.exception} *${who} ${answers.length > 0 || !isOpen ? 'asked' : 'asks'} ${about}*: ${batchTitles(view)}\n${servicesOf(view)}`,
      ),
      ...(text === '' ? [] : [section(`>${text.replaceAll('\n', '\n>')}`)]),
      ...context(
        ...answers
          .slice(-MOST_ANSWERS)
          .map(({ remark }) => `*You* ${moment('answered', remark.at)}: ${mrkdwn(remark.text, 600)}`),
      ),
      ...context(isOpen ? '' : 'They are all decided: nobody waits for an answer any more.'),
      ...actions([
        ...(isOpen ? [answerButton(view.id, said, answers)] : []),
        button('say', 'List them', 'exceptions mine'),
      ]),
    ],
  };
}

/** To whoever asked, that the requester answered. `said`: the answer. */
export function batchAnswered(view: BatchView, said: string): Message {
  const talk = talkOf(view);
  const answer = talk.find(({ id }) => id === said);
  const question = talk.find(({ id }) => id === answer?.answers);
  const who = answer === undefined ? 'Somebody' : person(answer.remark.by);
  const about = `about the exception for ${count(view.lines.length, 'service')}`;
  const words = mrkdwn(answer?.remark.text ?? '', 600);
  return {
    text: `${who} answered your question ${about}: ${mrkdwn(answer?.remark.text ?? '', 200)}`,
    blocks: [
      section(
        `${ICON.exception} *${who} answered your question ${about}*\n${batchTitles(view)}: ${servicesOf(view)}\nYou asked: ${mrkdwn(question?.remark.text ?? '', REASON)}\n*${words}*`,
      ),
      ...context(
        'My earlier message has the decision for all of them; `/ready exceptions to-decide` lists them.',
      ),
      ...actions([button('say', 'List them', 'exceptions to-decide')]),
    ],
  };
}

function answerButton(batch: string, said: string, answers: readonly SaidTogether[]) {
  const value = batchQuestionValue({ batch, said });
  return answers.length === 0
    ? button('exception-batch-question', 'Answer', value, { style: 'primary' })
    : button('exception-batch-question', 'Say more', value);
}

function talkOf({ lines }: BatchView): readonly SaidTogether[] {
  return saidTogether(lines.map(({ exception }) => exception));
}

function servicesOf({ lines }: BatchView): string {
  return listed(
    lines.map(({ service }) => mrkdwn(service.id, 60)),
    MOST_NAMED,
  );
}

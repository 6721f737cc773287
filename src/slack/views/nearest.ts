import type { LookUpAnswer } from '../../use-cases/look-up.ts';
import { actions, button, section } from './blocks.ts';
import type { Message } from './message.ts';
import { explainValue, shownValue } from './targets.ts';
import { listed, mrkdwn } from './text.ts';

const MOST = 5;

type Nearest = Extract<LookUpAnswer, { kind: 'nearest' }>;

/** Nothing by that name: the nearest as buttons that replace this answer. */
export function nearestMessage({ asked, nearest }: Nearest): Message {
  const shown = nearest.slice(0, MOST).filter(({ id }) => id.length <= 200);
  if (shown.length === 0) return nothingNear(asked);
  const question = `Nothing is called “${mrkdwn(asked, 80)}”. Did you mean one of these?`;
  const labels = shown.map(({ id, kind }) => (kind === 'service' ? id : `${id} (${kind})`));
  return {
    text: `${question} ${listed(
      labels.map((label) => mrkdwn(label, 60)),
      MOST,
    )}.`,
    blocks: [
      section(question),
      ...actions([
        ...shown.map(({ id, kind }, nth) => button('show', labels[nth] ?? id, shownValue(kind, id), { nth })),
        button('register', 'None: register it', asked.slice(0, 150), { spoken: 'Register it as a service' }),
      ]),
    ],
  };
}

function nothingNear(asked: string): Message {
  const what = `Nothing is called “${mrkdwn(asked, 80)}”, and nothing comes near.`;
  return {
    text: `${what} Type /ready list to look around.`,
    blocks: [
      section(
        `${what}\nA service, a team (\`@payments\`), a system, a repository, a \`#channel\` or an address finds it.`,
      ),
      ...actions([
        button('say', 'List all services', 'list'),
        button('register', 'Register it', asked.slice(0, 150), { spoken: 'Register it as a service' }),
        button('say', 'Help', 'help', { nth: 1 }),
      ]),
    ],
  };
}

/** The same for rules and scorecards; each button explains one. */
export function nearestRules(asked: string, nearest: readonly string[]): Message {
  const shown = nearest.slice(0, MOST).filter((words) => words.length <= 200);
  const what = `No rule or scorecard is called “${mrkdwn(asked, 80)}”.`;
  const question = shown.length === 0 ? what : `${what} Did you mean one of these?`;
  return {
    text: `${question} ${listed(
      shown.map((words) => mrkdwn(words, 60)),
      MOST,
    )}`.trim(),
    blocks: [
      section(question),
      ...actions([
        ...shown.map((words, nth) => button('explain', words, explainValue({ words, offset: 0 }), { nth })),
        button('explain', 'All rules', explainValue({ words: '', offset: 0 }), { nth: MOST }),
      ]),
    ],
  };
}

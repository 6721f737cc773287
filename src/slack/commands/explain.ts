import { explanationMessage } from '../views/explain.ts';
import type { Command } from './command.ts';

export const explain: Command = {
  name: 'explain',
  usage: 'explain [RULE | SCORECARD | facts]',
  summary: 'What is checked, why it matters, what to do, and who is not there yet.',
  invoked: 'by-name',
  async run(words, { verbs, viewer, now }) {
    const explanation = await verbs.explain(viewer, words);
    return { kind: 'private', message: explanationMessage(explanation, { words, offset: 0 }, now) };
  },
};

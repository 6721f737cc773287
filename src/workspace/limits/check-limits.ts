/**
 * What Slack would say about a message or view, all of it at once and in its own words. `blocks.validate` is the
 * only better judge, and needs the network.
 */
import { z } from 'zod';
import { problemsAcross } from './across-blocks.ts';
import { blocksOf, type Surface } from './blocks.ts';
import { list } from './checks.ts';
import { optionGroup, plainOption } from './composition.ts';
import { viewShell } from './views.ts';
import { inSlacksWords, pointer } from './wording.ts';

/** One refusal: Slack's error name, and a sentence that ends in a JSON pointer. */
export type LimitProblem = { error: string; message: string };

/** Undocumented: Slack refuses blocks whose characters together come near this (bolt-js#2509). Counted as JSON. */
const MOST_BLOCK_CHARACTERS = 13_200;
const MOST_TEXT = 40_000;
const MOST_VIEW_BYTES = 250_000;

/** Problems of what `chat.postMessage` and its relatives send. No problems: an empty array. */
export function messageProblems(message: { text?: unknown; blocks?: unknown }): LimitProblem[] {
  const { text, blocks } = message;
  const problems = blocks === undefined ? [] : blockProblems(blocks, 'message', ['blocks'], 'invalid_blocks');
  if (!text && !(Array.isArray(blocks) && blocks.length > 0)) {
    problems.push({ error: 'no_text', message: 'a message needs `text` or `blocks`' });
  }
  if (typeof text === 'string' && text.length > MOST_TEXT) {
    problems.push({
      error: 'msg_too_long',
      message: `must be less than ${MOST_TEXT + 1} characters ${pointer(['text'])}`,
    });
  }
  const characters = JSON.stringify(blocks ?? []).length;
  if (characters > MOST_BLOCK_CHARACTERS) {
    problems.push({
      error: 'msg_blocks_too_long',
      message: `${characters} characters of blocks, Slack refuses near ${MOST_BLOCK_CHARACTERS} ${pointer(['blocks'])}`,
    });
  }
  return problems;
}

/** Problems of a modal or Home view. */
export function viewProblems(view: unknown): LimitProblem[] {
  const error = 'invalid_arguments';
  const shell = viewShell.safeParse(view);
  const problems = shell.success
    ? []
    : inSlacksWords(shell.error.issues, ['view'], view).map((message) => ({ error, message }));
  const { type, blocks } = Object(view) as { type?: unknown; blocks?: unknown };
  const surface = type === 'home' ? 'home' : 'modal';
  if (Array.isArray(blocks)) problems.push(...blockProblems(blocks, surface, ['view', 'blocks'], error));
  problems.push(...inputsWithoutSubmit(view).map((message) => ({ error, message })));
  if (Buffer.byteLength(JSON.stringify(view) ?? '') > MOST_VIEW_BYTES) {
    problems.push({
      error: 'view_too_large',
      message: `a view is at most ${MOST_VIEW_BYTES} bytes ${pointer(['view'])}`,
    });
  }
  return problems;
}

const OFFERS = {
  options: z.strictObject({ options: list(plainOption, 100, 0) }),
  option_groups: z.strictObject({ option_groups: list(optionGroup, 100, 0) }),
};

/** Problems of what answers an external select's question. */
export function optionsProblems(answer: unknown): LimitProblem[] {
  const schema = OFFERS[Object(answer).option_groups === undefined ? 'options' : 'option_groups'];
  const parsed = schema.safeParse(answer);
  if (parsed.success) return [];
  return inSlacksWords(parsed.error.issues, [], answer).map((message) => ({
    error: 'invalid_options',
    message,
  }));
}

function blockProblems(blocks: unknown, surface: Surface, root: string[], error: string): LimitProblem[] {
  if (!Array.isArray(blocks)) {
    return [{ error: 'invalid_blocks_format', message: `must provide an array ${pointer(root)}` }];
  }
  const parsed = z.array(blocksOf[surface]).safeParse(blocks);
  const alone = parsed.success ? [] : inSlacksWords(parsed.error.issues, root, blocks);
  return [...alone, ...problemsAcross(blocks, surface, root)].map((message) => ({ error, message }));
}

function inputsWithoutSubmit(view: unknown): string[] {
  const { type, submit, blocks } = Object(view) as Record<string, unknown>;
  if (type !== 'modal' || submit !== undefined || !Array.isArray(blocks)) return [];
  const index = blocks.findIndex((block) => Object(block).type === 'input');
  if (index < 0) return [];
  return [
    `must define \`submit\` to use an \`input\` block in modals ${pointer(['view', 'blocks', index, 'input'])}`,
  ];
}

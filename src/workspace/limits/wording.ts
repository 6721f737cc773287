/** Turns zod's issues into the sentences that Slack's API answers with. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** The end of every such sentence. `path` counts from the request's root: `/blocks/0/text/text`. */
export const pointer = (path: readonly PropertyKey[]): string =>
  `[json-pointer:${path.map((step) => `/${String(step)}`).join('')}]`;

/** A value within a sentence; what should have been a name may be anything. */
export const named = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');

/** One sentence per problem; `root` is what the checked value is called in the request, `input` the value itself. */
export function inSlacksWords(issues: Issue[], root: string[], input: unknown): string[] {
  return issues.flatMap((issue) => sentences(issue, valueAt(input, issue.path)).map((say) => say(root)));
}

type Sentence = (root: string[]) => string;

function sentences(issue: Issue, value: unknown): Sentence[] {
  const at =
    (words: string, path = issue.path): Sentence =>
    (root) =>
      `${words} ${pointer([...root, ...path])}`;
  if (
    value === undefined &&
    issue.path.length > 0 &&
    issue.code !== 'custom' &&
    issue.code !== 'unrecognized_keys'
  ) {
    return [at(`missing required field: ${String(issue.path.at(-1))}`, issue.path.slice(0, -1))];
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => at(`invalid additional property: ${key}`));
  }
  return [at(words(issue, value))];
}

function words(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'string'
        ? `must be less than ${Number(issue.maximum) + 1} characters`
        : `must be at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'string'
        ? `must be more than ${Number(issue.minimum) - 1} characters`
        : `must be at least ${issue.minimum}`;
    case 'invalid_type':
      return `must provide ${WITH_ARTICLE[issue.expected] ?? issue.expected}`;
    case 'invalid_union':
      return issue.path.at(-1) === 'type'
        ? `unsupported type: ${named(value)}`
        : 'failed to match all allowed schemas';
    case 'invalid_value':
      return issue.path.at(-1) === 'type'
        ? `unsupported type: ${named(value)}`
        : 'must be a valid enum value';
    default:
      return issue.message;
  }
}

const WITH_ARTICLE: Record<string, string> = {
  string: 'a string',
  object: 'an object',
  array: 'an array',
  boolean: 'a boolean',
  number: 'a number',
  int: 'an integer',
};

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => Object(value)[step], input);
}

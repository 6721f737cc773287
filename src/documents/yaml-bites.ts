import { isMap, isScalar } from 'yaml';
import type { Complaint } from './complaint.ts';
import { quoted, restOfLine } from './quoted.ts';
import type { ShapeIssue } from './shape-complaints.ts';

type Words = Omit<Complaint, 'offset'>;

const WORDS_FOR_BOOLEANS: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  y: true,
  no: false,
  off: false,
  n: false,
};

/**
 * Recognises what YAML made of something that was meant otherwise: `#team` is a comment, a comma ends a value
 * within `{ }`, `? :` is a mapping, `007` is a number, `yes` is a text.
 */
export function yamlBite(shape: ShapeIssue): Words | undefined {
  const { issue } = shape;
  if (issue.code === 'unrecognized_keys') return splitAtComma(shape);
  if (issue.code !== 'invalid_type') return undefined;
  if (issue.expected === 'boolean') return wordForBoolean(shape);
  if (shape.value === null) return comment(shape);
  return issue.expected === 'string' && shape.found.exact ? unquoted(shape) : undefined;
}

/** `{expression: exists(l, l.type == "x")}` has a key `l.type == "x")` without a value. */
function splitAtComma({ found, path, value }: ShapeIssue): Words | undefined {
  const key = String(path.at(-1));
  if (value !== null || found.node?.range?.[0] !== found.node?.range?.[1] || !/[^\w.@/-]/.test(key))
    return undefined;
  return {
    message: `within { } a comma ends a value, so ${quoted(key)} became a key of its own`,
    remedy: 'Put the value that holds the comma in quotes',
  };
}

function wordForBoolean({ value, path }: ShapeIssue): Words | undefined {
  const meant = typeof value === 'string' ? WORDS_FOR_BOOLEANS[value.toLowerCase()] : undefined;
  if (meant === undefined) return undefined;
  return { message: `${quoted(String(path.at(-1)))} is the text "${value}"`, remedy: `Write ${meant}` };
}

/** `channel: #payments` has no value, since a comment follows. */
function comment({ text, found }: ShapeIssue): Words | undefined {
  const offset = (found.key ?? found.node)?.range?.[0];
  if (offset === undefined) return undefined;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const swallowed = /[:-][ \t]+(#\S.*?)\s*$/.exec(text.slice(start, end === -1 ? undefined : end))?.[1];
  if (swallowed === undefined) return undefined;
  return {
    message: `${quoted(swallowed)} is read as a comment`,
    remedy: `Write it in quotes: ${quoted(swallowed)}`,
  };
}

function unquoted({ text, found, value, path }: ShapeIssue): Words | undefined {
  const name = quoted(String(path.at(-1)));
  if (isScalar(found.node) && value !== undefined) {
    const source = found.node.source ?? String(value);
    return {
      message: `${name} must be a text, and ${source} is read as ${kindOf(value)}`,
      remedy: `Write it in quotes: ${quoted(source)}`,
    };
  }
  if (!isMap(found.node)) return undefined;
  const whole = restOfLine(text, found.node.range?.[0] ?? 0);
  return {
    message: `${name} must be a text, and ${quoted(whole)} is read as a mapping`,
    remedy: 'Put it in quotes, or below the key as a | block',
  };
}

function kindOf(value: unknown): string {
  return typeof value === 'boolean' ? `the truth value ${value}` : `the number ${value}`;
}

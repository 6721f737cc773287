import type { core } from 'zod';
import type { Json } from '../domain/json.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import type { Complaint } from './complaint.ts';
import { quoted } from './quoted.ts';
import { yamlBite } from './yaml-bites.ts';
import type { Found, Path } from './yaml-document.ts';

type Words = Omit<Complaint, 'offset'>;

/** A schema's complaint with what is needed to say it well. */
export interface ShapeIssue {
  readonly issue: core.$ZodIssue;
  /** For an unknown key: those that are known in its place. */
  readonly known: readonly string[];
  readonly path: Path;
  readonly found: Found;
  readonly value: Json | undefined;
  /** Of the whole file. */
  readonly text: string;
}

/** A schema's complaint in our words, with a remedy where YAML itself played a trick. */
export function shapeComplaint(shape: ShapeIssue): Words {
  const { issue, value } = shape;
  const bite = yamlBite(shape);
  if (bite !== undefined) return bite;
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKey(shape);
    case 'invalid_type':
      return wrongType(shape, issue.expected);
    case 'invalid_union':
      return wrongType(shape, 'different');
    case 'invalid_value':
      return wrongWord(shape, issue.values.map(String));
    case 'too_small':
      return tooSmall(shape, issue);
    case 'too_big':
      return { message: `${nameOf(shape.path)} must be at most ${issue.maximum}, not ${shown(value)}` };
    case 'custom':
      return customWords(shape, issue);
    default:
      return { message: `${nameOf(shape.path)}: ${issue.message}` };
  }
}

function unknownKey({ path, known }: ShapeIssue): Words {
  const key = String(path.at(-1));
  const near = didYouMean(key, known);
  const remedy = near === '' && known.length > 0 ? `Known here: ${known.join(', ')}` : undefined;
  return { message: `unknown key ${quoted(key)}${near}`, remedy };
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping with keys',
  record: 'a mapping with keys',
};

function wrongType({ path, found, value }: ShapeIssue, expected: string): Words {
  const name = nameOf(path);
  if (!found.exact || value === undefined) return { message: `${name} is missing` };
  if (value === null) return { message: `${name} has no value`, remedy: 'Give it one, or leave the key out' };
  const wanted = KINDS[expected];
  return {
    message:
      wanted === undefined
        ? `${name} cannot be ${shown(value)}`
        : `${name} must be ${wanted}, not ${shown(value)}`,
  };
}

function wrongWord({ path, found, value }: ShapeIssue, words: readonly string[]): Words {
  if (!found.exact || value === undefined) return { message: `${nameOf(path)} is missing` };
  const near = typeof value === 'string' ? didYouMean(value, words) : '';
  return {
    message: `${nameOf(path)} cannot be ${shown(value)}${near}`,
    remedy: `It is one of: ${words.join(', ')}`,
  };
}

function tooSmall({ path, value }: ShapeIssue, issue: core.$ZodIssueTooSmall): Words {
  if (issue.origin === 'string' || issue.origin === 'array')
    return { message: `${nameOf(path)} must not be empty` };
  const bound = issue.inclusive === false ? 'more than' : 'at least';
  return { message: `${nameOf(path)} must be ${bound} ${issue.minimum}, not ${shown(value)}` };
}

/** Our own checks say `is no …`, which follows the name of the key and its value. */
function customWords({ path, value }: ShapeIssue, { message, params }: core.$ZodIssueCustom): Words {
  const remedy = typeof params?.remedy === 'string' ? params.remedy : undefined;
  // It is about a part of the text, which its place shows.
  if (typeof params?.offset === 'number') return { message: `${nameOf(path)}: ${message}`, remedy };
  const holder = typeof value === 'string' || typeof value === 'number' ? `: ${shown(value)}` : '';
  return { message: `${nameOf(path)}${holder} ${message}`, remedy };
}

/** `"weight"`, `item 2 of "levels"`, or `the document`. */
function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the document';
  if (typeof last !== 'number') return quoted(String(last));
  return path.length > 1 ? `item ${last + 1} of ${nameOf(path.slice(0, -1))}` : `item ${last + 1}`;
}

function shown(value: Json | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a mapping';
  return typeof value === 'string' ? `the text ${quoted(value)}` : String(value);
}

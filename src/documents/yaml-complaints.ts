import type { ErrorCode, YAMLError } from 'yaml';
import type { Complaint } from './complaint.ts';
import { quoted, restOfLine } from './quoted.ts';
import type { YamlRead } from './yaml-limits.ts';

export const NESTED_MAPPING = 'a colon followed by a space makes this value a mapping';
const WHOLE_VALUE = 'Put the whole value in single quotes, or below the key as a | block';

/** Mistakes within one value: what stands around it is still read as it was meant. */
const MILD: readonly ErrorCode[] = [
  'BLOCK_AS_IMPLICIT_KEY',
  'TAG_RESOLVE_FAILED',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
  'BAD_ALIAS',
  'NON_STRING_KEY',
];

/**
 * What the YAML library finds wrong with a document, in our words and in the order of the text. Its warnings
 * count as errors. Whatever follows a severe mistake is left out: it would only be an echo.
 */
export function syntaxComplaints(document: YamlRead, text: string): Complaint[] {
  const errors = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  const complaints: Complaint[] = [];
  for (const error of errors) {
    if (isEchoed(error, errors)) continue;
    const complaint = complaintOf(error, text);
    complaints.push(complaint);
    if (complaint.severe) break;
  }
  return complaints;
}

/** An item indented under a finished value is told twice, as a nested mapping and as a key over two lines. */
function isEchoed(error: YAMLError, errors: readonly YAMLError[]): boolean {
  return (
    error.code === 'BLOCK_AS_IMPLICIT_KEY' &&
    errors.some(({ code, pos }) => code === 'MULTILINE_IMPLICIT_KEY' && pos[0] === error.pos[0])
  );
}

function complaintOf(error: YAMLError, text: string): Complaint {
  const [offset] = error.pos;
  const words = inOurWords(error, text) ?? { message: error.message };
  return { offset, ...words, severe: !isWithinLine(error, text) && !MILD.includes(error.code) };
}

/** Something stands behind a complete value, on the same line: `"a" == b`. */
function isWithinLine({ code, message, pos }: YAMLError, text: string): boolean {
  const before = lineBefore(text, pos[0]);
  return code === 'UNEXPECTED_TOKEN' && message.endsWith('at node end') && before.trim() !== '';
}

type Words = Pick<Complaint, 'message' | 'remedy'>;

function inOurWords(error: YAMLError, text: string): Words | undefined {
  const [start, end] = error.pos;
  const rest = quoted(restOfLine(text, start));
  switch (error.code) {
    case 'TAG_RESOLVE_FAILED': {
      const tag = text.slice(start, end);
      return { message: `"${tag}" is read as a YAML tag`, remedy: `Write the value in quotes: ${rest}` };
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { message: NESTED_MAPPING, remedy: WHOLE_VALUE };
    case 'MULTILINE_IMPLICIT_KEY':
      return lineBefore(text, start).trim() === '' ? noKey(rest) : DEEPER;
    case 'BAD_SCALAR_START':
      return {
        message: `a value cannot begin with ${text.slice(start, end)} unless it is in quotes`,
        remedy: `Write ${rest}`,
      };
    case 'BAD_DQ_ESCAPE':
      return {
        message: `${text.slice(start, start + 2)} is no escape within double quotes`,
        remedy: 'Use single quotes: in them a backslash is just a backslash',
      };
    case 'TAB_AS_INDENT':
      return { message: 'YAML cannot be indented with tabs', remedy: 'Use spaces' };
    case 'BAD_INDENT':
      return { message: error.message, remedy: 'Compare its indentation with that of its neighbours' };
    case 'NON_STRING_KEY':
      return {
        message: 'a key must be a text, not a list or a mapping',
        remedy: 'If this is a template that was left unfilled, fill it; else write the value in quotes',
      };
    case 'MISSING_CHAR':
      return missing(error, restOfLine(text, text.lastIndexOf('\n', start - 1) + 1));
    case 'UNEXPECTED_TOKEN':
      return error.message.endsWith('at node end')
        ? { message: `the value has already ended before ${rest}`, remedy: WHOLE_VALUE }
        : undefined;
    default:
      return undefined;
  }
}

const DEEPER: Words = {
  message: 'the next line is indented deeper, though the value above it is complete',
  remedy: 'Keys of one mapping begin at the same column',
};

function noKey(line: string): Words {
  return { message: `${line} is no "key: value"`, remedy: 'Every key needs a colon and a space' };
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
}

function missing(error: YAMLError, line: string): Words | undefined {
  if (error.message.startsWith('Missing closing'))
    return { message: 'a quotation mark is opened and never closed', remedy: 'Close it' };
  if (error.message.startsWith('Implicit map keys')) return noKey(quoted(line));
  return undefined;
}

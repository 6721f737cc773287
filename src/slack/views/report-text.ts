import type { RichTextBlock } from '@slack/types';
import { context, section } from './blocks.ts';
import { fitted, type Message } from './message.ts';
import type { Format } from './report-target.ts';
import { clean, clip, mrkdwn } from './text.ts';

export interface ReportText {
  /** "Release check of Checkout". */
  readonly title: string;
  readonly format: Format;
  readonly text: string;
  /** Writes all of it, at a shell. */
  readonly command: string;
}

const LABELS: Readonly<Record<Format, string>> = { markdown: 'Markdown', csv: 'CSV' };
const MOST_LINES = 200;
const LONGEST_LINE = 2_000;

/** A report as text to be copied. A message holds a part of a long one: it says so, and where the whole is. */
export function reportText({ title, format, text, command }: ReportText): Message {
  const all = text.trimEnd().split(/\r?\n/);
  const said = `${mrkdwn(title, 150)} as ${LABELS[format]}`;
  return fitted(Math.min(all.length, MOST_LINES), (shown) => ({
    text: `${said}.`,
    blocks: [
      section(`*${said}*`),
      ...preformatted(all.slice(0, shown)),
      ...context(
        shown < all.length
          ? `${shown} of ${all.length} lines. All of them: \`${mrkdwn(command, 200)}\` at a shell.`
          : `To a file: \`${mrkdwn(command, 200)}\` at a shell.`,
      ),
    ],
  }));
}

/** Nothing in it means anything but itself. */
function preformatted(lines: readonly string[]): RichTextBlock[] {
  if (lines.length === 0) return [];
  const text = lines.map((line) => (line === '' ? '' : clip(clean(line), LONGEST_LINE))).join('\n');
  return [
    { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }] },
  ];
}

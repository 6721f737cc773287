import type { RichTextBlock } from '@slack/types';
import { context, section } from './blocks.ts';
import { fitted, type Message } from './message.ts';
import type { Format } from './report-target.ts';
import { clean, clip, mrkdwn } from './text.ts';

export interface ReportText {
  /** "Release check of Checkout". */
  readonly title: string;
  /** Its name. */
  readonly file: string;
  readonly format: Format;
  readonly text: string;
  /** Writes all of it, at a shell. */
  readonly command: string;
}

const LABELS: Readonly<Record<Format, string>> = { markdown: 'Markdown', csv: 'CSV' };
const MOST_LINES = 20;
const LONGEST_LINE = 2_000;

/** The beginning of a report as text to be copied; the whole comes as a file, and can be had at a shell. */
export function reportText({ title, file, format, text, command }: ReportText): Message {
  const all = text.trimEnd().split(/\r?\n/);
  const said = `${mrkdwn(title, 150)} as ${LABELS[format]}`;
  return fitted(Math.min(all.length, MOST_LINES), (shown) => ({
    text: `${said}. It comes as a direct message from me: ${mrkdwn(file, 120)}.`,
    blocks: [
      section(`*${said}* comes as a direct message from me: ${mrkdwn(file, 120)}`),
      ...preformatted(all.slice(0, shown)),
      ...context(
        `${shown < all.length ? `${shown} of ${all.length} lines. ` : ''}At a shell: \`${mrkdwn(command, 200)}\``,
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

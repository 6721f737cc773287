import type { KnownBlock, RichTextElement } from '@slack/types';
import { lines, section } from './blocks.ts';

const MOST_BLOCKS = 90;

/** Lines under one heading (mrkdwn). A line is drawn when it is on the page, and only then. */
export interface LineGroup {
  readonly heading: string;
  readonly rows: readonly (() => readonly RichTextElement[])[];
}

/** Which lines are shown: `offset` counts from 0, `total` is all there are. */
export interface Window {
  readonly offset: number;
  readonly size: number;
  readonly total: number;
}

/**
 * The window's lines with the headings that they belong to; a group that began on an earlier page says so.
 * Groups without lines keep their heading, where the window begins on or before them.
 * At most 90 blocks, whatever the groups: a modal takes 100.
 */
export function groupedLines(groups: readonly LineGroup[], { offset, size }: Window): KnownBlock[] {
  let at = 0;
  const blocks = groups.flatMap(({ heading, rows }) => {
    const start = at;
    at += rows.length;
    const shown = rows.slice(Math.max(0, offset - start), Math.max(0, offset + size - start));
    const empty = rows.length === 0 && start >= offset && start < offset + size;
    if (shown.length === 0 && !empty) return [];
    return [
      section(offset > start ? `${heading} _(continued)_` : heading),
      ...lines(shown.map((row) => row())),
    ];
  });
  return blocks.slice(0, MOST_BLOCKS);
}

export function totalRows(groups: readonly LineGroup[]): number {
  return groups.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** The offsets of the pages before and after, where there are any. */
export function turns({ offset, size, total }: Window): {
  readonly back: number | null;
  readonly on: number | null;
} {
  return {
    back: offset > 0 ? Math.max(0, offset - size) : null,
    on: offset + size < total ? offset + size : null,
  };
}

/** "13–24 of 200"; empty where everything is on one page. */
export function windowWords({ offset, size, total }: Window): string {
  if (offset === 0 && size >= total) return '';
  return `${offset + 1}–${Math.min(offset + size, total)} of ${total}`;
}

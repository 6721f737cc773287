import { styleText } from 'node:util';
import type { Instant } from '../../domain/instant.ts';

/** What rendering depends on: nothing else of the terminal reaches the verbs. */
export interface Page {
  /** Columns. */
  readonly width: number;
  readonly paint: Paint;
  readonly now: Instant;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** Styles text, or leaves it as it is where colour is not wanted. */
export type Paint = (style: Style, text: string) => string;

/** A terminal or a pipe, as far as we look. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Whoever reads is behind. */
  readonly writableNeedDrain?: boolean;
};

/** In a pipe lines are as long as they are: whoever reads it (grep, less) breaks them better than we could. */
const PIPE_WIDTH = 10_000;
const NARROWEST = 40;
const WIDEST = 110;

/** A page for this output. Colour follows NO_COLOR, FORCE_COLOR and whether it is a terminal, as Node decides. */
export function pageFor(output: Output, now: Instant): Page {
  const paint: Paint = (style, text) => styleText(style, text, { stream: output });
  if (output.isTTY !== true) return { width: PIPE_WIDTH, paint, now };
  return { width: Math.min(Math.max(output.columns ?? 80, NARROWEST), WIDEST), paint, now };
}

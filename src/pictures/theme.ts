/**
 * Colours by what they mean. Blue and orange are told apart by everybody (M. Okabe and K. Ito, "Color Universal
 * Design", https://jfly.uni-koeln.de/color/); no colour means anything without the symbol on it.
 */
import type { Outcome } from '../domain/outcome.ts';

export type ThemeName = 'light' | 'dark';

interface Paint {
  readonly fill: string;
  /** Of the symbol on it. */
  readonly ink: string;
}

export interface Theme {
  readonly background: string;
  readonly ink: string;
  /** Of what is read second. */
  readonly quiet: string;
  readonly line: string;
  /** Behind the names of levels. */
  readonly band: string;
  readonly outcomes: Readonly<Record<Outcome, Paint>>;
  /** Ends and middle of the scale from nothing ok to all ok, as red, green and blue. */
  readonly scale: readonly [none: Colour, half: Colour, all: Colour];
  readonly line1: string;
  readonly mark: string;
  readonly exception: string;
}

type Colour = readonly [red: number, green: number, blue: number];

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: {
    background: '#ffffff',
    ink: '#1d1c1d',
    quiet: '#5c5f66',
    line: '#d5d8dc',
    band: '#eceef1',
    outcomes: {
      pass: { fill: '#0072b2', ink: '#ffffff' },
      fail: { fill: '#d55e00', ink: '#ffffff' },
      unknown: { fill: '#c3c7cd', ink: '#1d1c1d' },
      exempt: { fill: '#8fcdf0', ink: '#06304a' },
      not_applicable: { fill: '#f4f5f7', ink: '#9297a0' },
    },
    scale: [
      [213, 94, 0],
      [250, 243, 232],
      [0, 114, 178],
    ],
    line1: '#0072b2',
    mark: '#5c5f66',
    exception: '#8fcdf0',
  },
  dark: {
    background: '#1a1d21',
    ink: '#f1f2f4',
    quiet: '#b0b4bb',
    line: '#3f444b',
    band: '#2b2f35',
    outcomes: {
      pass: { fill: '#2a8fd0', ink: '#ffffff' },
      fail: { fill: '#e8772e', ink: '#1a1d21' },
      unknown: { fill: '#565c65', ink: '#ffffff' },
      exempt: { fill: '#a5daf7', ink: '#06304a' },
      not_applicable: { fill: '#22262b', ink: '#7d838c' },
    },
    scale: [
      [232, 119, 46],
      [66, 68, 72],
      [42, 143, 208],
    ],
    line1: '#56b4e9',
    mark: '#b0b4bb',
    exception: '#2f5f7d',
  },
};

const STEPS = 10;

/** The colour of a share of 0–100, in eleven steps: few enough to be told apart. */
export function shareColour({ scale: [none, half, all] }: Theme, share: number): Paint {
  const step = Math.round((share / 100) * STEPS) / STEPS;
  const [from, to, way] = step < 0.5 ? [none, half, step * 2] : [half, all, step * 2 - 1];
  const mixed = [0, 1, 2].map((at) => Math.round((from[at] ?? 0) * (1 - way) + (to[at] ?? 0) * way));
  return { fill: `#${mixed.map(hex).join('')}`, ink: inkOn(mixed) };
}

function hex(part: number): string {
  return part.toString(16).padStart(2, '0');
}

/** What reads better on it, by contrast: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function inkOn(colour: readonly number[]): string {
  const light = luminance(colour) + 0.05;
  return light ** 2 > 1.05 * (luminance(DARK_INK) + 0.05) ? `#${DARK_INK.map(hex).join('')}` : '#ffffff';
}

const DARK_INK = [0x1a, 0x1d, 0x21];

function luminance([red = 0, green = 0, blue = 0]: readonly number[]): number {
  const [r, g, b] = [red, green, blue].map((part) => (part / 255) ** 2.2);
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

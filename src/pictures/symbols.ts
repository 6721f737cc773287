/**
 * Outcomes as symbols, and numbers, drawn as lines of our own: thousands of texts in one picture take resvg seconds,
 * as many uses of one shape take it a moment.
 */
import type { Outcome } from '../domain/outcome.ts';
import { n } from './svg.ts';

/** Around the middle of a cell, 12 units high: ✓ ✗ ? ⛨ –. */
export const SYMBOLS: Readonly<Record<Outcome, string>> = {
  pass: 'M-5 .5L-1.6 4L5 -4',
  fail: 'M-4 -4L4 4M4 -4L-4 4',
  unknown: 'M-2.8 -2.8C-2.6 -6.2 3 -6.2 3 -2.7C3 -.4 0 -.4 0 2M0 5V5.1',
  exempt: 'M0 -5.6L5 -4V-.5C5 2.6 2.6 4.6 0 5.8C-2.6 4.6 -5 2.6 -5 -.5V-4ZM0 -2.6V3M-2.6 0H2.6',
  not_applicable: 'M-3.5 0H3.5',
};

/** Four wide and seven high, from the upper left corner. */
const DIGITS: Readonly<Record<string, string>> = {
  '0': 'M2 0C.6 0 0 1.5 0 3.5S.6 7 2 7 4 5.5 4 3.5 3.4 0 2 0Z',
  '1': 'M.8 1.3L2.4 0V7',
  '2': 'M.1 1.8C.2 .7 1 0 2 0C3.2 0 3.9 .8 3.9 1.9C3.9 3.6 .8 5 .1 7H4',
  '3': 'M.2 1C.5 .4 1.2 0 2 0C3.1 0 3.8 .7 3.8 1.7S3 3.3 1.6 3.3C3.2 3.3 4 4.1 4 5.2S3.2 7 2 7C1.1 7 .4 6.6 0 5.9',
  '4': 'M3.1 7V0L0 5H4',
  '5': 'M3.7 0H.8L.4 3.2C.8 2.8 1.4 2.6 2 2.6C3.2 2.6 4 3.5 4 4.8S3.1 7 1.9 7C1.1 7 .4 6.7 0 6.1',
  '6': 'M3.6 .6C3.1 .2 2.6 0 2.1 0C.8 0 0 1.4 0 3.8C0 6 .8 7 2 7C3.2 7 4 6.1 4 4.8S3.2 2.7 2 2.7C1.1 2.7 .3 3.3 0 4.3',
  '7': 'M0 0H4L1.5 7',
  '8': 'M2 3.3C.9 3.3 .3 2.6 .3 1.7S.9 0 2 0S3.7 .7 3.7 1.7S3.1 3.3 2 3.3C.8 3.3 0 4.1 0 5.2S.8 7 2 7S4 6.2 4 5.2S3.2 3.3 2 3.3Z',
  '9': 'M.4 6.4C.9 6.8 1.4 7 1.9 7C3.2 7 4 5.6 4 3.2C4 1 3.2 0 2 0C.8 0 0 .9 0 2.2S.8 4.3 2 4.3C2.9 4.3 3.7 3.7 4 2.7',
  '/': 'M3.4 -.6L.6 7.6',
};

const DIGIT_STEP = 5.6;
const DIGIT_HEIGHT = 7;

/** Of a number of this many characters whose digits are `height` high. */
export function numeralWidth(text: string, height: number): number {
  return ((text.length * DIGIT_STEP - 1.6) * height) / DIGIT_HEIGHT;
}

/** A definition of digits and slashes around their middle, `height` high, to be used as `#id`. */
export function numeral(id: string, text: string, height: number, weight: number): string {
  const scale = height / DIGIT_HEIGHT;
  const left = -numeralWidth(text, height) / 2;
  const digits = [...text].map((digit, nth) => {
    const shape = DIGITS[digit] ?? '';
    return `<path d="${shape}" transform="translate(${n(left + nth * DIGIT_STEP * scale)} ${n(-height / 2)}) scale(${Math.round(scale * 100) / 100})"/>`;
  });
  return `<g id="${id}" fill="none" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round">${digits.join('')}</g>`;
}

/** A definition of an outcome's symbol, to be used as `#pass`. */
export function symbolShape(outcome: Outcome): string {
  return `<path id="${outcome}" d="${SYMBOLS[outcome]}" fill="none" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/>`;
}

export function used(id: string, x: number, y: number, ink: string): string {
  return `<use xlink:href="#${id}" x="${n(x)}" y="${n(y)}" stroke="${ink}"/>`;
}

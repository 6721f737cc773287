import { OUTCOMES_SHOWN } from './outcomes-shown.ts';
import { box, label } from './svg.ts';
import { used } from './symbols.ts';
import { textWidth } from './text-width.ts';
import { shareColour, type Theme } from './theme.ts';

export interface Drawn {
  readonly svg: string;
  /** Where it ends, from the top of the picture. */
  readonly height: number;
}

const SIZE = 13;
const SWATCH = 20;
const LINE = 28;
const GAP = 18;

interface Sign {
  readonly width: number;
  readonly draw: (x: number, y: number) => string;
}

/** What the colours and symbols mean, in as many lines as it takes. */
export function legend(
  place: { readonly x: number; readonly y: number; readonly width: number },
  isGrouped: boolean,
  theme: Theme,
): Drawn {
  const grouped = [scaleSign(theme), textSign('12/14: 12 of 14 known are ok', theme)];
  const outcomes = OUTCOMES_SHOWN.filter(
    ({ outcome }) => !isGrouped || (outcome !== 'pass' && outcome !== 'fail'),
  );
  const signs = [
    ...(isGrouped ? grouped : []),
    ...outcomes.map(({ outcome, words }): Sign => {
      const { fill, ink } = theme.outcomes[outcome];
      return {
        width: SWATCH + 6 + textWidth(words, SIZE),
        draw: (x, y) =>
          box({ x, y, width: SWATCH, height: SWATCH }, fill, 3) +
          used(outcome, x + SWATCH / 2, y + SWATCH / 2, ink) +
          label(x + SWATCH + 6, y + 15, words, { size: SIZE, fill: theme.ink }),
      };
    }),
  ];
  let x = place.x;
  let y = place.y;
  const drawn = signs.map((sign) => {
    if (x > place.x && x + sign.width > place.x + place.width) {
      x = place.x;
      y += LINE;
    }
    const svg = sign.draw(x, y);
    x += sign.width + GAP;
    return svg;
  });
  return { svg: drawn.join(''), height: y + SWATCH };
}

const STEPS = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100] as const;
const STEP = 11;

function scaleSign(theme: Theme): Sign {
  const [from, to] = ['0 %', '100 % ok'];
  const left = textWidth(from, SIZE) + 6;
  const style = { size: SIZE, fill: theme.ink };
  return {
    width: left + STEPS.length * STEP + 6 + textWidth(to, SIZE),
    draw: (x, y) =>
      [
        label(x, y + 15, from, style),
        ...STEPS.map((share, nth) =>
          box({ x: x + left + nth * STEP, y, width: STEP, height: SWATCH }, shareColour(theme, share).fill),
        ),
        label(x + left + STEPS.length * STEP + 6, y + 15, to, style),
      ].join(''),
  };
}

function textSign(words: string, theme: Theme): Sign {
  return {
    width: textWidth(words, SIZE),
    draw: (x, y) => label(x, y + 15, words, { size: SIZE, fill: theme.ink }),
  };
}

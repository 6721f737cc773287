import type { Picture } from '../../src/pictures/svg.ts';
import { textWidth } from '../../src/pictures/text-width.ts';

export interface DrawnText {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly leans: boolean;
}

const TEXT =
  /<text (?:x="([^"]+)" y="([^"]+)"|transform="translate\(([^ ]+) ([^)]+)\) rotate\(([^)]+)\)") font-size="([^"]+)"( font-weight="bold")?(?: text-anchor="([^"]+)")? fill="[^"]+">([^<]*)</g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** Every text of a picture with where it stands, as wide as it may be. */
export function drawnTexts({ svg }: Picture): readonly DrawnText[] {
  return Array.from(svg.matchAll(TEXT), (found) => {
    const [, x, y, movedX, movedY, turned, size, bold, anchor = 'start', escaped = ''] = found;
    const words = escaped.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? '');
    const [from, baseline, leans] = [Number(x ?? movedX), Number(y ?? movedY), turned !== undefined];
    const length = textWidth(words, Number(size), bold !== undefined);
    const width = leans ? length * Math.SQRT1_2 : length;
    const before = anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0;
    const left = from - before;
    return { words, left, right: left + width, baseline, size: Number(size), leans };
  });
}

/** Pairs that stand on each other, `one / other`; leaning ones count as near as their lines come. */
export function overlaps(texts: readonly DrawnText[]): string[] {
  const level = texts.filter(({ leans }) => !leans);
  const onOneLine = level.flatMap((one, nth) =>
    level
      .slice(nth + 1)
      .filter(
        (other) =>
          Math.abs(one.baseline - other.baseline) < Math.min(one.size, other.size) &&
          one.left < other.right &&
          other.left < one.right,
      )
      .map((other) => `${one.words} / ${other.words}`),
  );
  const leaning = texts.filter(({ leans }) => leans).toSorted((a, b) => a.left - b.left);
  const tooNear = leaning.flatMap((one, nth) => {
    const next = leaning[nth + 1];
    return next !== undefined && (next.left - one.left) * Math.SQRT1_2 < one.size * 1.1
      ? [`${one.words} / ${next.words}`]
      : [];
  });
  return [...onOneLine, ...tooNear];
}

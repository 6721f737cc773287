import type { ReadinessMap } from '../use-cases/picture-views.ts';
import { drawableMap } from './drawable-words.ts';
import { tallMap } from './heat-map-tall.ts';
import { wideMap } from './heat-map-wide.ts';
import type { Picture } from './svg.ts';
import { THEMES, type ThemeName } from './theme.ts';

/** More columns than that are wider than a phone held upright can show. */
const WIDEST = 16;

/**
 * Services, or groups of them, and rules: who has what, at a glance. Many rules of few services stand below each other,
 * so that the picture grows downwards, where a phone scrolls. The same map always gives the same picture.
 */
export function heatMap(map: ReadinessMap, theme: ThemeName): Picture {
  const drawn = drawableMap(map);
  const isTall = map.columns.length > WIDEST && map.columns.length > map.rows.length;
  return isTall ? tallMap(drawn, THEMES[theme]) : wideMap(drawn, THEMES[theme]);
}

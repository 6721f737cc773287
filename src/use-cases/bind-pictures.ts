import type { Context } from './context.ts';
import type { PictureVerbs } from './picture-views.ts';
import { readinessMap } from './pictures/readiness-map.ts';
import { readinessTrend } from './pictures/readiness-trend.ts';

export function bindPictures(context: Context): PictureVerbs {
  return {
    map: (viewer, words) => readinessMap(context, viewer, words),
    trend: (viewer, words) => readinessTrend(context, viewer, words),
  };
}

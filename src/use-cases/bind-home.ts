import type { Context } from './context.ts';
import type { HomeVerbs } from './home-views.ts';
import { showHome } from './show-home.ts';

/** The verb of Home, bound to what it works with. */
export function bindHome(context: Context): HomeVerbs {
  return { show: (viewer, ask) => showHome(context, viewer, ask) };
}

import type { Theme } from '../model/model.ts';

export const THEME_KEY = 'workspace-theme';

/** The remembered theme; the system's when none is. */
export function rememberedTheme(storage: Storage): Theme {
  const stored = storage.getItem(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

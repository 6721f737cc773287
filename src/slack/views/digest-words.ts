/** Parts that the digest's message and its thread share. */
import type { Digest, DigestPart, Move } from '../../domain/digest.ts';
import { levelName } from './words.ts';

export const UP = '▲';
export const DOWN = '▼';

/** " (▲2)"; nothing where nothing moved. */
export function moved(by: number | null): string {
  if (by === null || by === 0) return '';
  return ` (${by > 0 ? UP : DOWN}${Math.abs(by)})`;
}

/** "to Gold", "lost Silver", "met the minimum bar", "score 12 lower": the weightiest of what moved. */
export function moveWords({ from, to, bar, score }: Move): string {
  const rise = (to?.rank ?? -1) - (from?.rank ?? -1);
  if (rise > 0) return `to ${levelName(to)}`;
  if (rise < 0) return `lost ${levelName(from)}`;
  if (bar === 'lost') return 'lost the minimum bar';
  if (bar === 'met') return 'met the minimum bar';
  return `score ${Math.abs(score ?? 0)} ${(score ?? 0) < 0 ? 'lower' : 'higher'}`;
}

/** "minimum bar 11 of 12 (▼1)"; empty where no rule is part of it. */
export function barWords({ bar }: Digest): string {
  if (bar.of === 0) return '';
  return `minimum bar ${bar.met} of ${bar.of}${moved(bar.moved)}`;
}

export const PART_NAMES: Readonly<Record<DigestPart, string>> = {
  movement: 'Who improved and who dropped',
  rules: 'Rules that fail most',
  exceptions: 'Exceptions granted and ending',
  initiatives: 'Initiatives and their progress',
  unknown: 'What is not known, and why',
  map: 'A heat map, as a picture in the thread',
};

import type { HomeAsk, HomeOf } from '../../use-cases/home-views.ts';

/**
 * Whose services a Home shows, from the `offset`th on, and from which one on those to be confirmed: "me 0",
 * "organisation 20", "me 0,5", "team 0 payments".
 */
export function homeValue({ of, offset, confirming = 0 }: HomeAsk): string {
  const from = confirming === 0 ? `${offset}` : `${offset},${confirming}`;
  return of.kind === 'team' ? `team ${from} ${of.id}` : `${of.kind} ${from}`;
}

/** Undefined for anything that {@link homeValue} did not write. */
export function readHome(value: string): HomeAsk | undefined {
  const match = /^(me|organisation|team) (\d{1,6})(?:,(\d{1,6}))?(?: (.+))?$/s.exec(value);
  const of = match === null ? undefined : ofIn(match[1], match[4]);
  if (of === undefined) return undefined;
  const confirming = Number(match?.[3] ?? 0);
  return { of, offset: Number(match?.[2]), ...(confirming === 0 ? {} : { confirming }) };
}

function ofIn(kind: string | undefined, id: string | undefined): HomeOf | undefined {
  if (kind === 'team') return id === undefined ? undefined : { kind, id };
  return id === undefined && (kind === 'me' || kind === 'organisation') ? { kind } : undefined;
}

import type { HomeAsk, HomeOf } from '../../use-cases/home-views.ts';

/** Whose services a Home shows, from the `offset`th on: "me 0", "organisation 20", "team 0 payments". */
export function homeValue({ of, offset }: HomeAsk): string {
  return of.kind === 'team' ? `team ${offset} ${of.id}` : `${of.kind} ${offset}`;
}

/** Undefined for anything that {@link homeValue} did not write. */
export function readHome(value: string): HomeAsk | undefined {
  const match = /^(me|organisation|team) (\d{1,6})(?: (.+))?$/s.exec(value);
  const of = match === null ? undefined : ofIn(match[1], match[3]);
  return of === undefined ? undefined : { of, offset: Number(match?.[2]) };
}

function ofIn(kind: string | undefined, id: string | undefined): HomeOf | undefined {
  if (kind === 'team') return id === undefined ? undefined : { kind, id };
  return id === undefined && (kind === 'me' || kind === 'organisation') ? { kind } : undefined;
}

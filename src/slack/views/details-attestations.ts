import type { RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { AttestationLine } from '../../use-cases/attestation-views.ts';
import { linked, ours, words } from './blocks.ts';
import { dayRich, whenRich } from './dates.ts';
import type { LineGroup } from './pages.ts';
import { ICON } from './words.ts';

/** Who stated what, what counts first, then the history, newest first. */
export function attestationGroups(lines: readonly AttestationLine[], now: Instant): LineGroup[] {
  if (lines.length === 0) return [];
  const sorted = lines.toSorted((a, b) => Number(b.counts) - Number(a.counts));
  return [{ heading: '*Attested by people*', rows: sorted.map((line) => () => row(line, now)) }];
}

function row(line: AttestationLine, now: Instant): RichTextElement[] {
  const { title, byName, at, until, counts, withdrawal, hidden, statement, evidence } = line;
  const subject = [
    ours(`${counts ? ICON.ok : ICON.aside} `),
    words(title, 100, true),
    ours(withdrawal ? ' · withdrawn by ' : ' · '),
    words(byName, 60),
    ours(withdrawal ? ', ' : ', as of '),
  ];
  if (withdrawal) return [...subject, whenRich(at, now)];
  return [
    ...subject,
    dayRich(at),
    ours(counts ? ', until ' : ', was to end '),
    dayRich(until),
    ...linked(evidence, 'Evidence'),
    ...(hidden || statement === '' ? [] : [ours('\n      '), words(statement, 300)]),
  ];
}

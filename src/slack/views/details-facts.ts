import type { RichTextElement } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { Json } from '../../domain/json.ts';
import type { FactsView, ReadinessDetails } from '../../use-cases/show-details.ts';
import type { ServiceHeading } from '../../use-cases/show-readiness.ts';
import { ours, words } from './blocks.ts';
import { when, whenRich } from './dates.ts';
import { attestationGroups } from './details-attestations.ts';
import { instantIn, valueWords } from './fact-values.ts';
import type { LineGroup } from './pages.ts';
import { mrkdwn, plain, safeUrl } from './text.ts';
import { ICON } from './words.ts';

/** What the catalog says first, then each collector's last answer. */
export function factGroups({ service, facts, attestations }: ReadinessDetails, now: Instant): LineGroup[] {
  return [
    { heading: `*${mrkdwn(service.name, 100)}*`, rows: aboutRows(service) },
    ...attestationGroups(attestations, now),
    ...facts.map((document) => ({
      heading: documentHeading(document, now),
      rows: documentRows(document, now),
    })),
  ];
}

function aboutRows(service: ServiceHeading): LineGroup['rows'] {
  const described = service.description === null ? [] : [() => [words(service.description ?? '', 500)]];
  return [
    ...described,
    () => [words(`${service.type}, ${service.lifecycle}, ${service.tier.id} (${service.tier.name})`, 200)],
    ...(service.system === null ? [] : [systemRow(service.system.name)]),
    ...service.links.map(
      ({ title, url, type }) =>
        () =>
          linkRow(title, url, type),
    ),
    ...service.flags.map((flag) => () => [ours(`${ICON.doubt} `), words(flag, 200)]),
  ];
}

function systemRow(name: string): () => RichTextElement[] {
  return () => [ours('Part of '), words(name, 100, true)];
}

function linkRow(title: string, url: string, type: string): RichTextElement[] {
  const address = safeUrl(url);
  const shown = plain(title, 80);
  return [
    ours(`${plain(type, 30)}: `),
    address === null ? ours(shown) : { type: 'link', url: address, text: shown },
  ];
}

/** "*On-call* · pagerduty · 3 hours ago"; a failed attempt is said beside the last good answer. */
function documentHeading(document: FactsView, now: Instant): string {
  const { collectedAt, failedAt, error } = document;
  const name = plain(document.words, 60);
  const parts = [
    `*${mrkdwn(name.charAt(0).toUpperCase() + name.slice(1), 60)}*`,
    mrkdwn(document.collector, 40),
    collectedAt === null ? 'no answer yet' : when(collectedAt, now),
    document.stale ? 'too old to count' : '',
  ];
  const trouble =
    error === null
      ? ''
      : `\n${ICON.unknown} ${mrkdwn(error, 200)}${failedAt === null ? '' : `, ${when(failedAt, now)}`}`;
  return `${parts.filter((part) => part !== '').join(' · ')}${trouble}`;
}

function documentRows({ values, notes }: FactsView, now: Instant): LineGroup['rows'] {
  return [
    ...values.map(({ words: label, value }) => () => [
      ours(`${plain(label, 80)}: `),
      valueElement(value, now),
    ]),
    ...notes.map(({ path, reason }) => () => [
      ours(`${ICON.unknown} `),
      words(path === '' ? reason : `${path.replaceAll('_', ' ')}: ${reason}`, 250),
    ]),
  ];
}

function valueElement(value: Json, now: Instant): RichTextElement {
  const at = instantIn(value);
  return at === null ? ours(valueWords(value, 200), { bold: true }) : whenRich(at, now);
}

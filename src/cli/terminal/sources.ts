import type { SourcesView, SourceView } from '../../use-cases/show-sources.ts';
import type { Page } from './page.ts';
import { columns, count, hanging, padded, plain } from './text.ts';
import { when } from './times.ts';

/** One paragraph for each collector, in order of precedence. */
export function renderSources({ sources }: SourcesView, page: Page): string {
  const width = Math.max(0, ...sources.map(({ collector }) => columns(plain(collector))));
  return sources.map((source) => paragraph(source, width, page).join('\n')).join('\n');
}

function paragraph(source: SourceView, width: number, page: Page): string[] {
  const name = padded(plain(source.collector), width);
  const { configured } = source;
  if (configured !== true)
    return hanging(
      `${page.paint('dim', `– ${name}`)}  `,
      page.paint('dim', plain(configured.lacks)),
      page.width,
    );
  const mark = isTroubled(source) ? page.paint('yellow', '!') : page.paint('green', '✓');
  const lead = `${mark} ${page.paint('bold', name)}  `;
  return [
    ...hanging(lead, stateOf(source, page), page.width),
    ...trouble(source, page).flatMap((line) => hanging(' '.repeat(columns(lead)), line, page.width)),
  ];
}

function isTroubled({ failing, outageSince, pausedUntil }: SourceView): boolean {
  return outageSince !== null || pausedUntil !== null || failing > 0;
}

function stateOf({ told, services, due, lastGoodAt, rate }: SourceView, { now }: Page): string {
  if (told) return 'told to us over the HTTP API, never asked';
  const remaining = rate?.remaining ?? null;
  return [
    count(services, 'service'),
    lastGoodAt === null ? 'nothing answered yet' : `last answer ${when(lastGoodAt, now)}`,
    ...(due === 0 ? [] : [`${due.toLocaleString('en')} due`]),
    ...(remaining === null ? [] : [`${remaining.toLocaleString('en')} requests left`]),
  ].join(', ');
}

function trouble(source: SourceView, { now, paint }: Page): string[] {
  const { outageSince, pausedUntil, failing, lastError } = source;
  return [
    ...(outageSince === null ? [] : [`answers nobody, began ${when(outageSince, now)}`]),
    ...(pausedUntil === null ? [] : [`asks us to wait, goes on ${when(pausedUntil, now)}`]),
    ...(outageSince !== null || failing === 0 ? [] : [`no answer about ${count(failing, 'service')}`]),
    ...(lastError === null || !isTroubled(source)
      ? []
      : [`${plain(lastError.message)} (${when(lastError.at, now)})`]),
  ].map((line) => paint('yellow', line));
}

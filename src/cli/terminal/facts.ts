import type { Json } from '../../domain/json.ts';
import type { FactsView } from '../../use-cases/show-details.ts';
import type { Page } from './page.ts';
import { columns, hanging, padded, plain } from './text.ts';
import { when } from './times.ts';

/** What is known of a service, by namespace, with where and when it was learned. */
export function renderFacts(service: string, facts: readonly FactsView[], page: Page): string {
  if (facts.length === 0) return `Nothing is known of ${plain(service)} yet.`;
  return facts.map((view) => namespace(view, page).join('\n')).join('\n\n');
}

function namespace(view: FactsView, page: Page): string[] {
  const paths = [...view.values, ...view.notes].map(({ path }) => plain(fullPath(view, path)));
  const width = Math.max(0, ...paths.map(columns));
  return [
    `${page.paint('bold', plain(view.namespace))}  ${page.paint('dim', provenance(view, page))}`,
    ...trouble(view, page),
    ...(paths.length === 0 && view.error === null ? [page.paint('dim', '  nothing')] : []),
    ...view.values.flatMap(({ path, value }) =>
      hanging(`  ${padded(plain(fullPath(view, path)), width)}  `, shown(value), page.width),
    ),
    ...view.notes.flatMap(({ path, reason }) =>
      hanging(
        `  ${padded(plain(fullPath(view, path)), width)}  `,
        page.paint('yellow', plain(reason)),
        page.width,
      ),
    ),
  ];
}

/** As a rule would write it. */
function fullPath(view: FactsView, path: string): string {
  return path === '' ? view.namespace : `${view.namespace}.${path}`;
}

function provenance({ collector, collectedAt, stale }: FactsView, { now }: Page): string {
  const at = collectedAt === null ? 'never answered' : when(collectedAt, now);
  return `${plain(collector)}, ${at}${stale ? ', stale' : ''}`;
}

function trouble({ error, failedAt }: FactsView, page: Page): string[] {
  if (error === null) return [];
  const since = failedAt === null ? '' : ` (${when(failedAt, page.now)})`;
  return hanging('  ! ', page.paint('yellow', `${plain(error)}${since}`), page.width);
}

/** Texts as they are, everything else as JSON: what one sees is what a rule compares with. */
function shown(value: Json): string {
  return plain(typeof value === 'string' ? value : JSON.stringify(value));
}

import { csvOf } from '../../domain/csv.ts';
import type { ReadinessMap } from '../../use-cases/picture-views.ts';

/** Slack and spreadsheets take it for UTF-8 by this mark. */
const BYTE_ORDER_MARK = '\uFEFF';

const HEAD = [
  'services',
  'rule',
  'title',
  'level',
  'ok',
  'not yet',
  'unknown',
  'by exception',
  'does not apply',
];

/** The numbers behind a map, also of the rows that it has no room for: one line for each row and rule. */
export function mapCsv({ by, rows, columns }: ReadinessMap): string {
  const lines = rows.flatMap(({ id, name, services, cells }) =>
    columns.map(({ rule, title, level }, place) => {
      const counts = cells[place];
      const { pass = 0, fail = 0, unknown = 0, exempt = 0, not_applicable: none = 0 } = counts ?? {};
      return [id, name, services, rule, title, level, pass, fail, unknown, exempt, none];
    }),
  );
  return BYTE_ORDER_MARK + csvOf([by, 'name', ...HEAD], lines);
}

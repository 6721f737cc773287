import type { DependenciesView } from '../../use-cases/show-dependencies.ts';
import type { LineGroup } from './pages.ts';
import { serviceRow } from './service-rows.ts';
import { count, listed, mrkdwn } from './text.ts';
import { levelWithIcon } from './words.ts';

/** What the service stands on, with the lowest level among it, and what stands on the service. */
export function dependencyGroups({ unsaid, up, down, weakest }: DependenciesView): LineGroup[] {
  if (up.length === 0 && down.length === 0) return [];
  const needs = unsaid ? '*It needs* · nobody said what' : `*It needs* · ${count(up.length, 'service')}`;
  return [
    {
      heading: [needs, weakestWords(weakest)].filter((line) => line !== '').join('\n'),
      rows: up.map((line) => () => serviceRow(line)),
    },
    {
      heading: `*Needed by* · ${count(down.length, 'service')}`,
      rows: down.map((line) => () => serviceRow(line)),
    },
  ];
}

function weakestWords(weakest: DependenciesView['weakest']): string {
  if (weakest === null) return '';
  const { services, level, ids } = weakest;
  const who = listed(
    ids.map((id) => mrkdwn(id, 60)),
    3,
  );
  return `It stands on ${count(services, 'service')} in all; the lowest level among them is ${levelWithIcon(level)}: ${who}`;
}

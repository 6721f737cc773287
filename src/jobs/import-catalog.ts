import { evaluateAll } from '../use-cases/evaluate-services.ts';
import type { ImportReport } from '../use-cases/import-catalog.ts';
import { defineJob } from './job.ts';

export const importCatalogAgain = defineJob({
  name: 'import-catalog',
  summary:
    "Takes over what changed in the catalog's files, asks GitHub's organisations for new and gone services, and judges what that altered; what cannot be read stays as it was.",
  every: '13 * * * *',
  async run(_now, deps) {
    const report = await deps.importDue();
    if (report === 'unchanged') return;
    for (const { message } of report.rejected.flatMap(({ problems }) => problems))
      deps.log.warn({ problem: message }, 'not taken into the catalog');
    if (!changedAnything(report)) return;
    deps.log.info(counts(report), 'catalog imported');
    deps.collecting.wake();
    await evaluateAll(deps, 'catalog');
  },
});

function changedAnything({ added, changed, archived, revived, teams, systems }: ImportReport): boolean {
  const moved = [teams, systems].flatMap((movement) => [movement.added, movement.changed, movement.removed]);
  return [added, changed, archived, revived, ...moved].some(({ length }) => length > 0);
}

function counts({ added, changed, archived, revived, rejected }: ImportReport) {
  const lists = { added, changed, archived, revived, rejected };
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.length]));
}

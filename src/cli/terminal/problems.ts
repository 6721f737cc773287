import { relative } from 'node:path';
import type { Problem } from '../../domain/errors.ts';
import type { Page, Style } from './page.ts';
import { hanging, plain } from './text.ts';

/** Mistakes, each at `file:line:column` (terminals and editors jump there), with its remedy below. */
export function renderProblems(
  problems: readonly Problem[],
  kind: 'error' | 'warning',
  cwd: string,
  page: Page,
): string {
  const [sign, style]: [string, Style] = kind === 'error' ? ['✗', 'red'] : ['!', 'yellow'];
  return problems
    .flatMap((problem) => [
      ...hanging(`${page.paint(style, sign)} `, heading(problem, cwd, page), page.width),
      ...(problem.remedy === undefined ? [] : hanging('  ', plain(problem.remedy), page.width)),
    ])
    .join('\n');
}

function heading(problem: Problem, cwd: string, page: Page): string {
  const place = placeOf(problem, cwd);
  const message = plain(problem.message);
  return place === '' ? message : `${page.paint('bold', plain(place))} ${message}`;
}

/** `catalog/shop.yml:12:5`, from the folder that the person is in. */
export function placeOf({ file, line, column }: Problem, cwd: string): string {
  if (file === undefined) return '';
  const near = relative(cwd, file);
  const path = near === '' || near.startsWith('..') ? file : near;
  return [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

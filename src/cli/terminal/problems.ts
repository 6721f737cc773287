import { relative, resolve } from 'node:path';
import type { Problem } from '../../domain/errors.ts';
import type { Page, Style } from './page.ts';
import { hanging, plain } from './text.ts';

/** Where the person is, and the folder that relative paths of problems start from; both absolute. */
export interface Whereabouts {
  readonly cwd: string;
  readonly home: string;
}

/** Mistakes, each at `file:line:column` (terminals and editors jump there), with its remedy below. */
export function renderProblems(
  problems: readonly Problem[],
  kind: 'error' | 'warning',
  where: Whereabouts,
  page: Page,
): string {
  const [sign, style]: [string, Style] = kind === 'error' ? ['✗', 'red'] : ['!', 'yellow'];
  return problems
    .flatMap((problem) => [
      ...hanging(`${page.paint(style, sign)} `, heading(problem, where, page), page.width),
      ...(problem.remedy === undefined ? [] : hanging('  ', plain(problem.remedy), page.width)),
    ])
    .join('\n');
}

function heading(problem: Problem, where: Whereabouts, page: Page): string {
  const place = placeOf(problem, where);
  const message = plain(problem.message);
  return place === '' ? message : `${page.paint('bold', plain(place))} ${message}`;
}

/** `catalog/shop.yml:12:5`, from the folder that the person is in. */
function placeOf({ file, line, column }: Problem, { cwd, home }: Whereabouts): string {
  if (file === undefined) return '';
  const path = nearPath(resolve(home, file), cwd);
  return [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** Relative to where the person is where that is shorter to read, else in full. */
export function nearPath(path: string, cwd: string): string {
  const near = relative(cwd, path);
  return near === '' || near.startsWith('..') ? path : near;
}

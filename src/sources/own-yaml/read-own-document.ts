import type { z } from 'zod';
import { checkShape, valueAt } from '../../documents/check-shape.ts';
import { inOrder, type YamlDocument } from '../../documents/yaml-document.ts';
import type { CatalogReading, Origin, Rejection, Sourced } from '../../domain/catalog.ts';
import { describeProblem, type Problem } from '../../domain/errors.ts';
import { slug } from '../../domain/slug.ts';
import type { CatalogDocument } from '../source.ts';
import { serviceOf, systemOf, teamOf } from './entries.ts';
import { fileShape, serviceShape, systemShape, teamShape } from './shapes.ts';

type OwnReading = Pick<CatalogReading, 'services' | 'teams' | 'systems' | 'rejections'>;

/** Reads one document. What is wrong with the file as a whole is told beside what is wrong with its entries. */
export function readOwnDocument(document: CatalogDocument, source: string): OwnReading {
  const { yaml, folder } = document;
  const file = checkShape(yaml, [], fileShape);
  const rejections: Rejection[] = [];
  const of = <Shape, Entry>(list: List<Shape, Entry>) => readList(document, source, list, rejections);
  const reading = {
    services: of({
      key: 'services',
      kind: 'service',
      shape: serviceShape,
      entry: (shape) => serviceOf(shape, folder),
    }),
    teams: of({ key: 'teams', kind: 'team', shape: teamShape, entry: teamOf }),
    systems: of({ key: 'systems', kind: 'system', shape: systemShape, entry: systemOf }),
  };
  const general = generalProblems(yaml, file.ok ? [] : file.problems, rejections);
  if (general.length > 0) {
    const { line } = general[0] ?? {};
    rejections.unshift({ origin: { source, file: yaml.file, line }, problems: general });
  }
  return { ...reading, rejections };
}

/**
 * What is told of no entry. A severe mistake always is of the file: entries that follow it may have been lost,
 * so that nothing of this file counts as removed.
 */
function generalProblems(
  yaml: YamlDocument,
  problems: readonly Problem[],
  rejections: readonly Rejection[],
): readonly Problem[] {
  const told = new Set(rejections.flatMap((rejection) => rejection.problems.map(describeProblem)));
  const severe = yaml.problems.filter((_, index) => yaml.complaints[index]?.severe);
  return inOrder([...severe, ...problems.filter((problem) => !told.has(describeProblem(problem)))]);
}

interface List<Shape, Entry> {
  readonly key: 'services' | 'teams' | 'systems';
  readonly kind: Exclude<Rejection['kind'], undefined>;
  readonly shape: z.ZodType<Shape>;
  readonly entry: (shape: Shape) => Entry;
}

function readList<Shape, Entry>(
  { yaml }: CatalogDocument,
  source: string,
  { key, kind, shape, entry }: List<Shape, Entry>,
  rejections: Rejection[],
): Sourced<Entry>[] {
  const listed = valueAt(yaml.value, [key]);
  const entries: Sourced<Entry>[] = [];
  for (const index of Array.isArray(listed) ? listed.keys() : []) {
    const path = [key, index];
    const origin: Origin = { source, file: yaml.file, line: yaml.placeOf(path).line };
    const checked = checkShape(yaml, path, shape);
    if (checked.ok) entries.push({ entry: entry(checked.value), origin });
    else
      rejections.push({
        kind,
        id: declaredId(valueAt(yaml.value, [...path, 'id'])),
        origin,
        problems: checked.problems,
      });
  }
  return entries;
}

/** The id of an entry that is wrong otherwise: what is known by that id stays as it was. */
function declaredId(id: unknown): string | undefined {
  return typeof id === 'string' && slug(id) !== '' ? slug(id) : undefined;
}

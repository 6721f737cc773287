/** Rules over several blocks at once: ids, focus, and what Slack counts per message. */

import type { Surface } from './blocks.ts';
import { named, pointer } from './wording.ts';

type Loose = Record<string, unknown>;
type Spot = { element: Loose; path: PropertyKey[] };

const MOST_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

/** Surfaces that an element is limited to, by its reference page; the others go everywhere. */
const ELEMENT_SURFACES: Record<string, Surface[]> = {
  datetimepicker: ['message', 'modal'],
  email_text_input: ['modal'],
  file_input: ['modal'],
  number_input: ['modal'],
  rich_text_input: ['modal', 'home'],
  url_text_input: ['modal'],
  workflow_button: ['message'],
};

/** Problems of blocks that each may be fine alone; `root` is where they stand in the request. */
export function problemsAcross(blocks: unknown[], surface: Surface, root: string[]): string[] {
  const records = blocks.map(loose);
  return [
    ...tooMany(records, surface),
    ...repeated(
      records.map((block, index) => ({ element: block, path: [index] })),
      'block_id',
    ),
    ...records.flatMap((block, index) => repeated(elementsIn(block, index), 'action_id')),
    ...strangers(records, surface),
    ...severalFoci(records),
    ...(surface === 'message' ? perMessage(records) : []),
  ].map(([words, path]) => `${words} ${pointer([...root, ...path])}`);
}

type Problem = [words: string, path: PropertyKey[]];

function tooMany(blocks: Loose[], surface: Surface): Problem[] {
  const most = MOST_BLOCKS[surface];
  return blocks.length > most ? [[`no more than ${most} items allowed`, []]] : [];
}

function repeated(spots: Spot[], key: 'block_id' | 'action_id'): Problem[] {
  const seen = new Set<unknown>();
  return spots.flatMap(({ element, path }): Problem[] => {
    const id = element[key];
    if (id === undefined || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [[`\`${key}\` "${named(id)}" already exists`, [...path, key]]];
  });
}

function strangers(blocks: Loose[], surface: Surface): Problem[] {
  return blocks.flatMap(elementsIn).flatMap(({ element, path }): Problem[] => {
    const surfaces = ELEMENT_SURFACES[named(element.type)];
    return surfaces && !surfaces.includes(surface)
      ? [[`unsupported type: ${named(element.type)}`, [...path, 'type']]]
      : [];
  });
}

function severalFoci(blocks: Loose[]): Problem[] {
  const focused = blocks.flatMap(elementsIn).filter(({ element }) => element.focus_on_load === true);
  return focused
    .slice(1)
    .map(({ path }) => ['only one element can `focus_on_load`', [...path, 'focus_on_load']]);
}

function perMessage(blocks: Loose[]): Problem[] {
  const ofType = (...types: string[]) => blocks.filter((block) => types.includes(named(block.type)));
  const tables = ofType('table', 'data_table');
  const problems: Problem[] = [];
  if (tables.length > 1) problems.push(['only_one_table_allowed', []]);
  if (textLength(tables.map((table) => table.rows)) > 10_000) {
    problems.push(['tables must have less than 10001 characters', []]);
  }
  if (textLength(ofType('markdown')) > 12_000) {
    problems.push(['markdown blocks must have less than 12001 characters together', []]);
  }
  if (ofType('data_visualization').length > 2) problems.push(['too many data_visualization blocks', []]);
  return problems;
}

/** The interactive elements of a block, wherever its kind keeps them. */
function elementsIn(block: Loose, index: number): Spot[] {
  const spots: Spot[] = [];
  for (const key of ['accessory', 'element']) {
    if (block[key] !== undefined) spots.push({ element: loose(block[key]), path: [index, key] });
  }
  if (Array.isArray(block.elements)) {
    block.elements.forEach((element, at) => {
      spots.push({ element: loose(element), path: [index, 'elements', at] });
    });
  }
  return spots;
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (key === 'text' && typeof item === 'string' ? item.length : textLength(item)),
    0,
  );
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

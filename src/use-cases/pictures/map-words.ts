import { UserError } from '../../domain/errors.ts';
import { GROUP_NAMES, type GroupName } from './grouped-rows.ts';

export interface MapWords {
  /** Its id or name as typed; null = the primary one. */
  readonly scorecard: string | null;
  /** As `/ready list` takes them. */
  readonly filters: readonly string[];
  /** In lower case. */
  readonly category: string | null;
  readonly by: GroupName | null;
}

/** Reads `[SCORECARD] [team:x …] [category:x] [by team|tier|system]`. */
export function mapWords(words: string): MapWords {
  const typed = words.trim().split(/\s+/).filter(Boolean);
  const at = typed.findIndex((word) => word.toLowerCase() === 'by');
  const by = at === -1 ? null : groupOf(typed[at + 1]);
  const rest = at === -1 ? typed : typed.toSpliced(at, 2);
  const terms = rest.filter((word) => word.includes(':'));
  const named = rest.filter((word) => !word.includes(':'));
  const category = terms.find(isCategory);
  return {
    scorecard: named.length === 0 ? null : named.join(' '),
    filters: terms.filter((term) => !isCategory(term)),
    category: category === undefined ? null : category.slice(CATEGORY.length).toLowerCase(),
    by,
  };
}

const CATEGORY = 'category:';

function isCategory(term: string): boolean {
  return term.toLowerCase().startsWith(CATEGORY) && term.length > CATEGORY.length;
}

function groupOf(word = ''): GroupName {
  const found = GROUP_NAMES.find((name) => name === word.toLowerCase());
  if (found === undefined) throw new UserError('Say `by team`, `by tier` or `by system`.');
  return found;
}

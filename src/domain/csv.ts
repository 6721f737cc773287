/** Tables for spreadsheets (RFC 4180). */

/** Null is an empty cell. */
export type Cell = string | number | null;

/** Each row on a line of its own, the head first; lines end in CRLF. */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * What a spreadsheet takes for the beginning of a formula, also behind blanks, and its wide forms. Such a cell would be
 * computed where the file is opened: https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  // A number of ours may be negative: it is no formula.
  if (typeof cell === 'number') return String(cell);
  const text = cell.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  // Some spreadsheets take other marks than a comma for a separator, and a formula may stand behind one.
  return /[",;|]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

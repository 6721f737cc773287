/** Foreign text in Markdown, as GitHub and others read it. */

/** One line that means nothing but itself, also in a table's cell or at the beginning of a line. */
export function markdownText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
      // What hides or reorders: a reader could not see what stands there.
      .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
      .trim()
      // A mention has no escape: it is read from what Markdown has become.
      .replaceAll('@', '＠')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replace(/[\\`*_{}[\]|~#!$>]/g, '\\$&')
      .replace(/^[-+](?=\s|$)/, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
  );
}

/** A table of foreign text; its head is ours. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(markdownText)))].join(
    '\n',
  );
}

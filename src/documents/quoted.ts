const LONGEST = 60;

/** The text as YAML would have it in quotes, clipped: `"!git.archived"`, or `'a == "b"'` where it holds quotes. */
export function quoted(text: string): string {
  const clipped = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return /["\\]/.test(clipped) ? `'${clipped.replaceAll("'", "''")}'` : `"${clipped}"`;
}

/** What stands from an offset to the end of its line, without a comment. */
export function restOfLine(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text
    .slice(offset, end === -1 ? undefined : end)
    .replace(/\s#.*$/, '')
    .trim();
}

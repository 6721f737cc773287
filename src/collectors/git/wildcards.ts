/**
 * Whether the pattern covers the whole text, element by element. A star stands for any number of elements,
 * none included. At most pattern × text steps, since only the last star is ever tried again: file names and
 * patterns come from strangers, and regular expressions made of them could take for ever.
 */
function covers<P, T>(
  pattern: ArrayLike<P>,
  text: ArrayLike<T>,
  isStar: (element: P | undefined) => boolean,
  fits: (element: P | undefined, piece: T | undefined) => boolean,
): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    if (p < pattern.length && isStar(pattern[p])) {
      star = p++;
      resume = t;
    } else if (p < pattern.length && fits(pattern[p], text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (p < pattern.length && isStar(pattern[p])) p++;
  return p === pattern.length;
}

/** Whether a name without `/` fits a pattern with `*` and `?`. */
export function nameCovers(pattern: string, name: string): boolean {
  return covers(
    pattern,
    name,
    (letter) => letter === '*',
    (letter, piece) => letter === '?' || letter === piece,
  );
}

/** Whether a path's pieces fit a pattern's, in which `**` stands for any number of folders. */
export function pathCovers(pattern: readonly string[], path: readonly string[]): boolean {
  return covers(
    pattern,
    path,
    (piece) => piece === '**',
    (piece, name) => piece !== undefined && name !== undefined && nameCovers(piece, name),
  );
}

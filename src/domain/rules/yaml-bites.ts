/**
 * YAML reads some expressions otherwise than they were meant; what arrives here is what YAML left. Said beside
 * the error, since the error itself ("Expected RPAREN, got EOF") sends people looking in the wrong place.
 */
export function yamlBite(source: string, code: string, summary: string): string | undefined {
  if (source.trim() === '') {
    return 'Where something stands in the file, YAML took it away: a leading "!" is a tag and a "#" begins a comment, so put the expression in quotes.';
  }
  if (code === 'unterminated_string' || code === 'unterminated_triple_quoted_string') {
    return 'Does a "#" follow? After a space YAML takes the rest of the line for a comment: put the whole expression in quotes.';
  }
  if (!summary.includes('EOF')) return undefined;
  if (summary.includes('COLON')) {
    return 'YAML reads "? :" as a mapping: put the whole expression in quotes, or write it as a "|" block.';
  }
  return 'The text ends early. Inside of { } YAML splits at a comma, and " #" begins a comment: put the whole expression in quotes, or write it as a "|" block.';
}

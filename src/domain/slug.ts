/** Longest id that is accepted: it rides in Slack's `action_id` and `value` beside other things. */
export const LONGEST_ID = 100;

/**
 * The id that a name gives: lower case, with a dash for whatever is neither letter, digit, dot nor underscore.
 * `C` and `C++` both give `c`; a name without any letter or digit gives the empty string.
 */
export function slug(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}._]+/gu, '-')
    .replace(/^[-._]+|[-._]+$/g, '');
}

/** What templates leave for people to fill: `team-TEAM-NAME`, `<owner>`, `${{ values.owner }}`, `CHANGEME`. */
const BLANKS: readonly RegExp[] = [
  /\{\{.*\}\}/,
  /<[^>]+>/,
  /\$\{[^}]*\}/,
  /\b(?:TEAM|OWNER|GROUP|SERVICE|COMPONENT|YOUR|MY)[-_ ]?(?:NAME|TEAM|OWNER|ID|HERE)\b/,
  /^(?:todo|tbd|fixme|change[-_ ]?me|replace[-_ ]?me|your[-_ ]team|your[-_ ]name|x{3,})$/i,
];

/** Whether somebody copied a template and left this part of it as it was. */
export function isUnfilled(written: string): boolean {
  return BLANKS.some((blank) => blank.test(written.trim()));
}

const NAMES: Readonly<Record<string, string>> = {
  'Apache-2.0': 'Apache License 2.0',
  MIT: 'MIT License',
  'GPL-3.0': 'GNU General Public License v3.0',
  NOASSERTION: 'Other',
};

/** As GitHub describes the licence of this SPDX id. */
export function licenceOf(spdxId: string) {
  const key = spdxId === 'NOASSERTION' ? 'other' : spdxId.toLowerCase();
  return { key, name: NAMES[spdxId] ?? spdxId, spdxId, url: `http://choosealicense.com/licenses/${key}/` };
}

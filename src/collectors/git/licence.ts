/** SPDX ids by phrases that only their texts contain, all of them. The more special come first. */
const LICENCES: readonly (readonly [id: string, ...phrases: string[]])[] = [
  ['AGPL-3.0', 'gnu affero general public license version 3'],
  ['LGPL-3.0', 'gnu lesser general public license version 3'],
  ['LGPL-2.1', 'gnu lesser general public license version 2.1'],
  ['GPL-3.0', 'gnu general public license version 3'],
  ['GPL-2.0', 'gnu general public license version 2'],
  ['Apache-2.0', 'apache license version 2.0'],
  ['MPL-2.0', 'mozilla public license version 2.0'],
  ['EPL-2.0', 'eclipse public license - v 2.0'],
  ['BUSL-1.1', 'business source license 1.1'],
  ['CC0-1.0', 'cc0 1.0 universal'],
  ['Unlicense', 'free and unencumbered software released into the public domain'],
  ['BSD-3-Clause', 'redistribution and use in source and binary forms', 'neither the name'],
  ['BSD-2-Clause', 'redistribution and use in source and binary forms'],
  ['ISC', 'permission to use, copy, modify', 'distribute this software for any purpose with or without fee'],
  ['MIT', 'permission is hereby granted, free of charge', 'the software is provided "as is"'],
];

/** The longest of them is 35 kB. */
const READ_CHARACTERS = 40_000;

/** The SPDX id of a licence's text, or `other`. */
export function recogniseLicence(text: string): string {
  const head = text.slice(0, READ_CHARACTERS);
  const stated = /spdx-license-identifier: ([a-z0-9.+-]+)/i.exec(head)?.[1];
  if (stated !== undefined) return stated;
  const words = head.toLowerCase().replaceAll(/\s+/g, ' ').replaceAll(', version', ' version');
  return LICENCES.find(([, ...phrases]) => phrases.every((phrase) => words.includes(phrase)))?.[0] ?? 'other';
}

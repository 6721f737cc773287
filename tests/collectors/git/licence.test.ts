import { expect, test } from 'vitest';
import { recogniseLicence } from '../../../src/collectors/git/licence.ts';

test.each([
  ['Apache License\n                           Version 2.0, January 2004', 'Apache-2.0'],
  ['GNU GENERAL PUBLIC LICENSE\n                       Version 3, 29 June 2007', 'GPL-3.0'],
  [
    'GNU LESSER GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n… the GNU General Public License version 3',
    'LGPL-3.0',
  ],
  ['Mozilla Public License Version 2.0', 'MPL-2.0'],
  ['Mozilla Public License, version 2.0', 'MPL-2.0'],
  [
    'Redistribution and use in source\nand binary forms, with or without … Neither the name of',
    'BSD-3-Clause',
  ],
  ['Redistribution and use in source and binary forms, with or without', 'BSD-2-Clause'],
  [
    'Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee',
    'ISC',
  ],
  ['Permission is hereby granted, free of charge … THE SOFTWARE IS PROVIDED "AS IS"', 'MIT'],
  ['// SPDX-License-Identifier: EUPL-1.2', 'EUPL-1.2'],
  ['All rights reserved.', 'other'],
  ['', 'other'],
])('%j is %s', (text, id) => {
  expect(recogniseLicence(text)).toBe(id);
});

import { z } from 'zod';

/** A host as an operator names it: `wiki.corp.example`, or `*.corp.example` for all below it. */
export const hostName = z.string().refine((name) => /^(\*\.)?[^\s*/@]+$/.test(name), {
  error: 'is no name of a host',
  params: { remedy: 'Write it like wiki.corp.example, or *.corp.example' },
});

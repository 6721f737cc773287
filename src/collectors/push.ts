import { z } from 'zod';
import { duration } from '../documents/field-shapes.ts';
import { DAY } from '../domain/instant.ts';
import { namespaces } from '../facts/index.ts';
import { defineCollector } from './collector.ts';

/** What no pipeline may say: what the catalog says, and what a person states. `custom` it always may. */
const OTHERS = ['service', 'custom', 'attested'];
const FILLABLE = namespaces.map(({ name }) => name).filter((name) => !OTHERS.includes(name));

/** Facts that pipelines send to the HTTP API. It asks nobody; its documents are written where they arrive. */
export const push = defineCollector({
  name: 'push',
  vendor: 'Pipelines',
  summary:
    'What pipelines send to the HTTP API: `custom` facts always, other namespaces where `fills` names them. A pushed fact counts for `max_age`, or as long as its sender says.',
  fills: ({ fills }) => fills,
  told: true,
  interval: DAY,
  maxAge: ({ max_age }) => max_age,
  settings: z.strictObject({
    fills: z.array(z.enum(FILLABLE)).default([]),
    max_age: duration.default(90 * DAY),
  }),
  secrets: z.object({}),
  open: () => undefined,
  collect: () => Promise.resolve({}),
});

import { z } from 'zod';
import { idText, text } from '../../documents/field-shapes.ts';
import type { Origin } from '../../domain/catalog.ts';

/** Other people's files: unknown keys are none of our business, and an empty key is an absent one. */
function maybe<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value) => value ?? undefined);
}

const texts = maybe(z.array(text));
/** Backstage wants texts; numbers are what people write. */
const words = maybe(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)));

const profile = maybe(z.object({ displayName: maybe(text), email: maybe(text) }));

const spec = z.object({
  type: maybe(text),
  lifecycle: maybe(text),
  owner: maybe(text),
  system: maybe(text),
  domain: maybe(text),
  subdomainOf: maybe(text),
  dependsOn: texts,
  consumesApis: texts,
  profile,
  parent: maybe(text),
  members: texts,
  memberOf: texts,
  target: maybe(text),
  targets: texts,
});

export const entityShape = z.object({
  metadata: z.object({
    name: idText,
    namespace: maybe(text),
    title: maybe(text),
    description: maybe(text),
    labels: words,
    annotations: words,
    tags: texts,
    links: maybe(z.array(z.object({ url: text, title: maybe(text), type: maybe(text), icon: maybe(text) }))),
  }),
  spec: maybe(spec),
});

export const kindShape = z.object({ apiVersion: text, kind: text });

/** Of Backstage's own kinds, those that we have a word for. */
export const KINDS = ['component', 'api', 'resource', 'group', 'user', 'system', 'domain'] as const;
export type Kind = (typeof KINDS)[number];

/** What makes an entity unique in Backstage. */
export interface Named {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
}

export interface Entity extends Named {
  readonly metadata: z.infer<typeof entityShape>['metadata'];
  readonly spec: Partial<z.infer<typeof spec>>;
  readonly origin: Origin;
  /** Absolute path of the checkout that the file is the description of, where it lies in one. */
  readonly checkout?: string;
}

import { z } from 'zod';
import {
  channel,
  country,
  idText,
  jsonObject,
  person,
  repository,
  text,
  texts,
  timezone,
  webAddress,
} from '../../documents/field-shapes.ts';

/** `@payments` and `payments` are the same team. */
const reference = text.transform((written) => written.replace(/^@/, ''));
const references = z.array(reference).default([]);

export const teamShape = z.strictObject({
  id: idText,
  name: text.optional(),
  channel: channel.optional(),
  members: z.array(person).default([]),
  stewards: z.array(person).default([]),
  nudges: z.enum(['dm', 'channel']).default('dm'),
  slack_usergroup: text.optional(),
  timezone: timezone.optional(),
  holidays: country.optional(),
  parent: reference.optional(),
});

export const systemShape = z.strictObject({
  id: idText,
  name: text.optional(),
  description: text.optional(),
  parent: reference.optional(),
  owner: reference.optional(),
});

const link = z.strictObject({
  type: text.toLowerCase(),
  title: text.optional(),
  url: webAddress,
});

const repositoryEntry = z
  .strictObject({ url: repository, paths: texts })
  // Paths said beside the address go before those that the address itself leads to.
  .transform(({ url, paths }) => ({ url: url.url, paths: paths.length > 0 ? paths : url.paths }));

export const serviceShape = z.strictObject({
  id: idText,
  name: text.optional(),
  description: text.optional(),
  type: text.toLowerCase().optional(),
  lifecycle: z.enum(['experimental', 'production', 'deprecated']).optional(),
  tier: text.optional(),
  system: reference.optional(),
  owner: text.optional(),
  also: references,
  repo: repository.optional(),
  repos: z.array(repositoryEntry).default([]),
  formerly: z.array(idText).default([]),
  channel: channel.optional(),
  links: z.array(link).default([]),
  tags: texts,
  depends_on: z.union([z.literal('none'), z.array(reference)]).optional(),
  annotations: z.record(z.string(), text).default({}),
  custom: jsonObject.default({}),
  path: text.optional(),
});

export type TeamShape = z.infer<typeof teamShape>;
export type SystemShape = z.infer<typeof systemShape>;
export type ServiceShape = z.infer<typeof serviceShape>;

/** The lists that a file may hold; the entries are checked one by one, so that one bad entry rejects only itself. */
export const fileShape = z.strictObject({
  teams: z.array(z.unknown()).nullish(),
  systems: z.array(z.unknown()).nullish(),
  services: z.array(z.unknown()).nullish(),
});

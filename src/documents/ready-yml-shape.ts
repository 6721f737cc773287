import { z } from 'zod';
import { USUAL_VERIFY_DAYS } from '../domain/catalog.ts';
import { DAY } from '../domain/instant.ts';
import { USUAL_STORM, WEEKDAYS } from '../domain/policy.ts';
import {
  channel,
  country,
  duration,
  exactId,
  mail,
  person,
  personOrGroup,
  text,
  texts,
  timeOfDay,
  timezone,
} from './field-shapes.ts';

const weekday = z.enum(WEEKDAYS);
const people = z.array(personOrGroup).default([]);
const WORKING_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** `category:security` or `system:checkout`. */
const subject = z.string().refine((written) => /^(category|system):\S+$/.test(written), {
  error: 'says neither category:… nor system:…',
});

const tier = z.strictObject({
  id: exactId,
  name: text.optional(),
  jobs: texts,
  approvers: people,
  approvers_for: z.record(subject, z.array(personOrGroup)).default({}),
  ask: z.enum(['dm', 'channel']).default('dm'),
  approvals_required: z.int().min(1).default(1),
  fallback_approvers: people,
  exception_max_days: z.int().min(1).default(30),
  follow_up_required: z.boolean().default(false),
  nudge_every_days: z.int().min(1).default(7),
  escalate_after: z.int().min(1).default(3),
  gate: z.enum(['block', 'warn', 'off']).default('off'),
  unknown: z.enum(['block', 'warn', 'allow']).default('warn'),
  confidence: z.number().min(0).max(100).optional(),
  verify_every_days: z.int().min(1).default(USUAL_VERIFY_DAYS),
});

const workingHours = z
  .strictObject({
    days: z
      .array(weekday)
      .min(1)
      .default([...WORKING_DAYS]),
    from: timeOfDay.default('09:00'),
    to: timeOfDay.default('17:00'),
    holidays: country.optional(),
  })
  .refine(({ from, to }) => from < to, { error: 'must end after they begin', path: ['to'] });

const rollout = z.strictObject({
  mode: z.enum(['silent', 'preview', 'on']).default('preview'),
  teams: texts,
});

/** Without tiers of its own an organisation has these three, named as FORMATS' example has them. */
const DEFAULT_TIERS = ['tier-1', 'tier-2', 'tier-3'].map((id) => ({ id }));

/** `topics: web` is `topics: [web]`. */
const oneOrMore = z.union([text, z.array(text)]).transform((said) => [said].flat());

const slackDiscovery = z.strictObject({ user_groups: oneOrMore.default(['*']) });

const githubDiscovery = z.strictObject({
  organisation: z
    .string()
    .refine((said) => /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(said), { error: "is no organisation's login" }),
  topics: oneOrMore.default([]),
  exclude_topics: oneOrMore.default([]),
  property: z.record(z.string(), text).default({}),
  language: oneOrMore.default([]),
  archived: z.boolean().default(false),
  forks: z.boolean().default(false),
  name: text.optional(),
  properties: z
    .strictObject({
      tier: text.default('tier'),
      owner: text.default('owner'),
      lifecycle: text.default('lifecycle'),
      type: text.default('type'),
      system: text.default('system'),
    })
    .prefault({}),
});

export const readyYmlShape = z.strictObject({
  organisation: text,
  timezone: timezone.default('UTC'),
  working_hours: workingHours.prefault({}),
  admins: z.array(person).default([]),
  rollout: rollout.prefault({}),
  primary_scorecard: text.optional(),
  catalog: z
    .array(
      z.union([text, z.strictObject({ github: githubDiscovery }), z.strictObject({ slack: slackDiscovery })]),
    )
    .default(['catalog/*.yml', 'catalog/*.yaml']),
  scorecards: z.array(text).default(['scorecards/*.yml', 'scorecards/*.yaml']),
  tiers: z.array(tier).min(1).prefault(DEFAULT_TIERS),
  default_tier: text.optional(),
  people: z
    .array(
      z.strictObject({
        email: mail,
        name: text.optional(),
        slack: text.optional(),
        github: text.optional(),
        timezone: timezone.optional(),
        holidays: country.optional(),
      }),
    )
    .default([]),
  digest: z.strictObject({ channel, day: weekday.default('mon'), at: timeOfDay.default('09:00') }).optional(),
  exceptions: z.strictObject({ channel }).optional(),
  storm: z
    .strictObject({
      messages_per_hour: z.int().min(1).default(USUAL_STORM.messagesPerHour),
      share_of_owners: z.number().min(1).max(100).default(USUAL_STORM.shareOfOwners),
    })
    .optional(),
  custom_valid_for: duration.default(90 * DAY),
  /** Each collector checks its own part. */
  collectors: z.record(z.string(), z.unknown()).nullish(),
});

export type ReadyYmlShape = z.infer<typeof readyYmlShape>;
export type TierShape = ReadyYmlShape['tiers'][number];

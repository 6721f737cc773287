import type { z } from 'zod';
import type { Tier } from '../domain/catalog.ts';
import type { Problem } from '../domain/errors.ts';
import type { Json } from '../domain/json.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import type { Organisation } from '../domain/organisation.ts';
import { type Checked, checkShape, valueAt } from './check-shape.ts';
import { quoted } from './quoted.ts';
import { type ReadyYmlShape, readyYmlShape, type TierShape } from './ready-yml-shape.ts';
import { inOrder, problemOf, readYaml, type YamlDocument } from './yaml-document.ts';

/** The settings of one collector as they are written, with their places. */
export interface Settings {
  readonly value: Json;
  /** Holds them against the collector's own schema; problems carry file, line and column. */
  readonly check: <T>(schema: z.ZodType<T>) => Checked<T>;
  /** A problem at a path within them (empty = the collector's key). */
  readonly problem: (path: readonly PropertyKey[], message: string, remedy?: string) => Problem;
}

export interface ReadyYml {
  /** Undefined when there are problems. */
  readonly organisation?: Organisation;
  /** By collector, in the order in which they are written. */
  readonly collectors: ReadonlyMap<string, Settings>;
  readonly problems: readonly Problem[];
}

/** Reads an organisation's policy with its defaults; every mistake is told at once. */
export function readReadyYml(file: string, text: string): ReadyYml {
  const yaml = readYaml(file, text);
  const [document, second] = yaml.documents;
  if (document === undefined) {
    const empty = { file, message: 'the file is empty.', remedy: 'It needs at least "organisation: NAME".' };
    return { collectors: new Map(), problems: yaml.problems.length > 0 ? yaml.problems : [empty] };
  }
  const shape = checkShape(document, [], readyYmlShape);
  const extra =
    second === undefined
      ? []
      : [problemOf(second.placeOf([]), { message: '"---" begins a second document' })];
  const problems = inOrder([...(shape.ok ? [] : shape.problems), ...extra, ...tierProblems(document)]);
  return {
    collectors: collectorsOf(document),
    problems,
    ...(shape.ok && problems.length === 0 ? { organisation: organisationOf(shape.value) } : {}),
  };
}

/** Read from the plain value, so that they are told beside any other mistake. */
function tierProblems(document: YamlDocument): Problem[] {
  const tiers = valueAt(document.value, ['tiers']);
  const ids = Array.isArray(tiers)
    ? tiers.map((tier) => valueAt(tier, ['id']))
    : ['tier-1', 'tier-2', 'tier-3'];
  const words = ids.filter((id) => typeof id === 'string');
  const repeated = words.flatMap((id, index) =>
    words.indexOf(id) === index
      ? []
      : [
          problemOf(document.placeOf(['tiers', index, 'id']), {
            message: `the tier ${quoted(id)} is here twice`,
          }),
        ],
  );
  const chosen = valueAt(document.value, ['default_tier']);
  if (typeof chosen !== 'string' || words.includes(chosen)) return repeated;
  const message = `"default_tier" cannot be ${quoted(chosen)}${didYouMean(chosen, words)}`;
  const remedy = `It is one of: ${words.join(', ')}`;
  return [...repeated, problemOf(document.placeOf(['default_tier']), { message, remedy })];
}

function collectorsOf(document: YamlDocument): ReadonlyMap<string, Settings> {
  const written = valueAt(document.value, ['collectors']);
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return new Map();
  return new Map(Object.keys(written).map((name) => [name, settingsAt(document, name)]));
}

function settingsAt(document: YamlDocument, name: string): Settings {
  const path = ['collectors', name];
  return {
    // `github:` without anything below it switches a collector on with its defaults.
    value: valueAt(document.value, path) ?? {},
    check: (schema) => checkShape(document, path, schema),
    problem: (within, message, remedy) =>
      problemOf(document.placeOf([...path, ...within]), { message, remedy }),
  };
}

function organisationOf(shape: ReadyYmlShape): Organisation {
  const tiers = shape.tiers.map(tierOf);
  return {
    organisation: shape.organisation,
    timezone: shape.timezone,
    workingHours: shape.working_hours,
    admins: shape.admins,
    rollout: shape.rollout,
    primaryScorecard: shape.primary_scorecard,
    catalog: shape.catalog.filter((entry) => typeof entry === 'string'),
    discovery: shape.catalog.flatMap((entry) => (typeof entry === 'string' ? [] : [discoveryOf(entry)])),
    scorecards: shape.scorecards,
    tiers,
    // Unsaid, a service is taken for the least critical.
    defaultTier: shape.default_tier ?? tiers.at(-1)?.id ?? '',
    people: shape.people,
    digest: shape.digest,
    exceptions: shape.exceptions,
    ...(shape.storm === undefined
      ? {}
      : {
          storm: {
            messagesPerHour: shape.storm.messages_per_hour,
            shareOfOwners: shape.storm.share_of_owners,
          },
        }),
    customValidFor: shape.custom_valid_for,
  };
}

function discoveryOf(
  entry: Exclude<ReadyYmlShape['catalog'][number], string>,
): Organisation['discovery'][number] {
  if ('slack' in entry) return { userGroups: entry.slack.user_groups };
  const { exclude_topics: excludeTopics, language: languages, ...same } = entry.github;
  return { ...same, excludeTopics, languages };
}

function tierOf(shape: TierShape): Tier {
  return {
    id: shape.id,
    name: shape.name ?? shape.id,
    jobs: shape.jobs,
    approvers: shape.approvers,
    approversFor: shape.approvers_for,
    ask: shape.ask,
    approvalsRequired: shape.approvals_required,
    fallbackApprovers: shape.fallback_approvers,
    exceptionMaxDays: shape.exception_max_days,
    followUpRequired: shape.follow_up_required,
    nudgeEveryDays: shape.nudge_every_days,
    escalateAfter: shape.escalate_after,
    gate: shape.gate,
    unknown: shape.unknown,
    confidence: shape.confidence,
    verifyEveryDays: shape.verify_every_days,
  };
}

/** Which of GitHub's scanners look at a repository, and what they found. */
import { ExternalServiceError } from '../../domain/errors.ts';
import { DAY, type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import { createSharedReading } from '../calling/shared-reading.ts';
import type { Memory, Surroundings } from '../running/surroundings.ts';
import {
  type Asking,
  codeFindings,
  type Finding,
  type Switches,
  secretFindings,
  switchesOf,
} from './alerts.ts';
import type { GithubClient } from './client.ts';
import { keyOf, type RepositoryName, type RepositoryRead } from './read-repositories.ts';
import type { Listed } from './rest.ts';
import { forbidden } from './told.ts';

export type Scan =
  | { readonly state: 'on'; readonly findings: readonly Finding[] }
  | { readonly state: 'off' }
  /** It found nothing, if it is on. */
  | { readonly state: 'not asked' }
  | { readonly state: 'not shown'; readonly reason: string };

export interface Scans {
  readonly code: Scan;
  readonly secrets: Scan;
}

/** Reads what scanners found in repositories; by key. */
export interface Scanning {
  readonly of: (
    repositories: readonly Scanned[],
    occasion: { readonly now: Instant; readonly signal: AbortSignal },
  ) => Promise<ReadonlyMap<string, Scans | ExternalServiceError>>;
}

export interface Scanned {
  readonly name: RepositoryName;
  readonly read: RepositoryRead;
}

/** So many of an owner are asked for one by one; more are looked up in the lists of the organisation. */
const A_FEW = 3;
/** For the batches of one round. */
const LIST_IS_YOUNG_FOR: Duration = 10 * MINUTE;
/** The lists tell of findings, not of scanners: for so long counts what was learned when one was asked about by itself. */
const LESSON_HOLDS: Duration = 7 * DAY;

/** What is known of an organisation. */
interface Lists {
  readonly code: Listed<Finding>;
  readonly secrets: Listed<Finding>;
  readonly codeBy: ReadonlyMap<string, readonly Finding[]>;
  readonly secretsBy: ReadonlyMap<string, readonly Finding[]>;
  readonly switches: ReadonlyMap<string, Switches>;
}

export function createScanning(
  client: GithubClient,
  { clock, memory }: Pick<Surroundings, 'clock' | 'memory'>,
): Scanning {
  const byOwner = new Map<string, ReturnType<typeof createSharedReading<Lists>>>();

  function listsOf(owner: string) {
    const known =
      byOwner.get(owner) ??
      createSharedReading({
        clock,
        youngFor: LIST_IS_YOUNG_FOR,
        read: (signal) => readLists({ client, memory, signal }, owner),
      });
    byOwner.set(owner, known);
    return known;
  }

  return {
    async of(repositories, { now, signal }) {
      const asking = { client, memory, signal };
      const groups = [...Map.groupBy(repositories, ({ name }) => name.owner).values()];
      const scans = await Promise.all(
        groups.map(async (group) => {
          const owner = group[0]?.name.owner ?? '';
          const isOrganisation = group.every(({ read }) => read.answer.isInOrganization);
          if (group.length <= A_FEW || !isOrganisation)
            return each(group, (one) => askDirectly(asking, one, now));
          const lists = await listsOf(owner)(signal).catch(vendorsFailure);
          if (lists instanceof ExternalServiceError)
            return group.map(({ name }) => [keyOf(name), lists] as const);
          const known = await lessons(memory, group, now);
          return group.map((one) => [keyOf(one.name), fromLists(one, lists.value, known)] as const);
        }),
      );
      return new Map(scans.flat());
    },
  };
}

/** One after the other; a failure is that repository's alone. */
async function each(group: readonly Scanned[], ask: (one: Scanned) => Promise<Scans>) {
  const told: (readonly [string, Scans | ExternalServiceError])[] = [];
  for (const one of group) told.push([keyOf(one.name), await ask(one).catch(vendorsFailure)]);
  return told;
}

function vendorsFailure(error: unknown): ExternalServiceError {
  if (error instanceof ExternalServiceError) return error;
  throw error;
}

async function readLists(asking: Asking, organisation: string): Promise<Lists> {
  const code = await codeFindings(asking, { organisation });
  const secrets = await secretFindings(asking, { organisation });
  const switches = await switchesOf(asking, organisation);
  return {
    code,
    secrets,
    codeBy: byRepository(code),
    secretsBy: byRepository(secrets),
    switches: new Map(
      'entries' in switches ? switches.entries.map((one) => [one.repository, one] as const) : [],
    ),
  };
}

function byRepository(listed: Listed<Finding>): ReadonlyMap<string, readonly Finding[]> {
  return 'entries' in listed ? Map.groupBy(listed.entries, ({ repository = '' }) => repository) : new Map();
}

function fromLists(one: Scanned, lists: Lists, known: ReadonlyMap<string, Lesson>): Scans {
  const key = one.read.answer.nameWithOwner.toLowerCase();
  const switches = lists.switches.get(key);
  return {
    code: codeFromLists(lists, key, one, known.get(lessonKey(one.name))),
    secrets: secretsFromLists(lists, key, switches),
  };
}

function codeFromLists(lists: Lists, key: string, { read }: Scanned, lesson: Lesson | undefined): Scan {
  if ('refused' in lists.code) return notShown(forbidden('Code scanning alerts'));
  const findings = lists.codeBy.get(key) ?? [];
  if (findings.length > 0 || ranCodeScanning(read) || lesson?.isOn === true) return { state: 'on', findings };
  const switches = lists.switches.get(key);
  if (lesson?.isOn === false || switches?.code === 'disabled') return { state: 'off' };
  // Who may see a repository's switches may see its findings.
  return switches?.isShown === true ? { state: 'not asked' } : notShown(forbidden('Administration'));
}

function secretsFromLists({ secrets, secretsBy }: Lists, key: string, told: Switches | undefined): Scan {
  if ('refused' in secrets) return notShown(forbidden('Secret scanning alerts'));
  const findings = secretsBy.get(key) ?? [];
  if (findings.length > 0 || told?.secrets === 'enabled') return { state: 'on', findings };
  return told?.secrets === 'disabled' ? { state: 'off' } : notShown(forbidden('Administration'));
}

function notShown(reason: string): Scan {
  return { state: 'not shown', reason };
}

/** GitHub's own analysis is a workflow whose file is `codeql`, or is none in its default setup. */
function ranCodeScanning({ answer }: RepositoryRead): boolean {
  const commits = answer.defaultBranchRef?.target?.newest.nodes ?? [];
  const runs = commits.flatMap(({ checkSuites }) => checkSuites?.nodes ?? []);
  return runs.some(({ workflowRun }) =>
    /\/(codeql(-analysis)?\.ya?ml|github-code-scanning\/.*)$/.test(workflowRun?.workflow.url ?? ''),
  );
}

async function askDirectly(asking: Asking, { name }: Scanned, now: Instant): Promise<Scans> {
  const code = judge(await codeFindings(asking, name), forbidden('Code scanning alerts'));
  const secrets = judge(await secretFindings(asking, name), forbidden('Secret scanning alerts'));
  await learn(asking.memory, name, code, now);
  return { code, secrets };
}

/** GitHub refuses alike what is switched off and what is not to be seen: its words tell them apart. */
function judge(listed: Listed<Finding>, lacking: string): Scan {
  if ('entries' in listed) return { state: 'on', findings: listed.entries };
  const isOff = /no analysis found|is disabled|not enabled|must be enabled/i.test(listed.message);
  return isOff ? { state: 'off' } : notShown(lacking);
}

/** Whether code scanning was on, and when. */
interface Lesson {
  readonly isOn: boolean;
  readonly at: Instant;
}

function lessonKey(name: RepositoryName): string {
  return `code scanning of ${keyOf(name)}`;
}

async function lessons(
  memory: Memory,
  group: readonly Scanned[],
  now: Instant,
): Promise<ReadonlyMap<string, Lesson>> {
  const told = await memory.read(group.map(({ name }) => lessonKey(name)));
  const all = [...told].map(([key, text]) => [key, JSON.parse(text) as Lesson] as const); // Written below.
  return new Map(all.filter(([, { at }]) => now - at < LESSON_HOLDS));
}

async function learn(memory: Memory, name: RepositoryName, { state }: Scan, at: Instant): Promise<void> {
  if (state !== 'on' && state !== 'off') return;
  const lesson: Lesson = { isOn: state === 'on', at };
  await memory.write(new Map([[lessonKey(name), JSON.stringify(lesson)]]));
}

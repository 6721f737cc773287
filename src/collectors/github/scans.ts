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
/** The list tells of findings, not of scanners: for so many repositories a round it is asked whether one is on. */
const PROBES = 100;
const PROBE_HOLDS: Duration = 7 * DAY;

/** What is known of an organisation, and how many probes are left. */
interface Lists {
  readonly code: Listed<Finding>;
  readonly secrets: Listed<Finding>;
  readonly codeBy: ReadonlyMap<string, readonly Finding[]>;
  readonly secretsBy: ReadonlyMap<string, readonly Finding[]>;
  readonly switches: ReadonlyMap<string, Switches>;
  readonly probes: { left: number };
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
          if (group.length <= A_FEW || !isOrganisation) return each(group, (one) => askDirectly(asking, one));
          const lists = await listsOf(owner)(signal).catch(vendorsFailure);
          if (lists instanceof ExternalServiceError)
            return group.map(({ name }) => [keyOf(name), lists] as const);
          const known = await rememberedProbes(memory, group, now);
          return each(group, (one) => fromLists(asking, one, lists.value, known, now));
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
    probes: { left: PROBES },
  };
}

function byRepository(listed: Listed<Finding>): ReadonlyMap<string, readonly Finding[]> {
  return 'entries' in listed ? Map.groupBy(listed.entries, ({ repository = '' }) => repository) : new Map();
}

async function fromLists(
  asking: Asking,
  one: Scanned,
  lists: Lists,
  probes: ReadonlyMap<string, Probe>,
  now: Instant,
): Promise<Scans> {
  const key = one.read.answer.nameWithOwner.toLowerCase();
  const switches = lists.switches.get(key);
  const probe = probes.get(probeKey(one.name));
  const code = codeFromLists(lists, key, one, probe);
  const secrets = secretsFromLists(lists, key, switches);
  const settled = code ?? (switches?.code === 'disabled' ? OFF : undefined);
  if (settled !== undefined && secrets !== undefined) return { code: settled, secrets };
  // A list that is refused says nothing of a repository; and who may see its switches may see its findings.
  const isShown = switches?.isShown === true;
  if (lists.probes.left <= 0) {
    const otherwise: Scan = isShown ? { state: 'not asked' } : notShown(NOT_YET);
    return { code: settled ?? otherwise, secrets: secrets ?? notShown(NOT_YET) };
  }
  lists.probes.left -= 1;
  const asked = {
    code: settled ?? (await askForCode(asking, one.name)),
    secrets: secrets ?? (await askForSecrets(asking, one.name)),
  };
  if (settled === undefined) await rememberProbe(asking.memory, one.name, asked.code, now);
  return asked;
}

const OFF: Scan = { state: 'off' };
const NOT_YET = 'GitHub was not asked yet: it is asked about some repositories each time';

function notShown(reason: string): Scan {
  return { state: 'not shown', reason };
}

/** Undefined = the lists do not tell. */
function codeFromLists(
  { code, codeBy }: Lists,
  key: string,
  { read }: Scanned,
  probe: Probe | undefined,
): Scan | undefined {
  if ('refused' in code) return notShown(forbidden('Code scanning alerts'));
  const findings = codeBy.get(key) ?? [];
  if (findings.length > 0 || ranCodeScanning(read)) return { state: 'on', findings };
  if (probe === undefined) return undefined;
  return probe.isOn ? { state: 'on', findings } : OFF;
}

function secretsFromLists(
  { secrets, secretsBy }: Lists,
  key: string,
  told: Switches | undefined,
): Scan | undefined {
  if ('refused' in secrets) return notShown(forbidden('Secret scanning alerts'));
  const findings = secretsBy.get(key) ?? [];
  if (findings.length > 0 || told?.secrets === 'enabled') return { state: 'on', findings };
  return told?.secrets === 'disabled' ? OFF : undefined;
}

/** GitHub's own analysis is a workflow whose file is `codeql`, or is none in its default setup. */
function ranCodeScanning({ answer }: RepositoryRead): boolean {
  const commits = answer.defaultBranchRef?.target?.newest.nodes ?? [];
  const runs = commits.flatMap(({ checkSuites }) => checkSuites?.nodes ?? []);
  return runs.some(({ workflowRun }) =>
    /\/(codeql(-analysis)?\.ya?ml|github-code-scanning\/.*)$/.test(workflowRun?.workflow.url ?? ''),
  );
}

async function askDirectly(asking: Asking, { name }: Scanned): Promise<Scans> {
  return { code: await askForCode(asking, name), secrets: await askForSecrets(asking, name) };
}

async function askForCode(asking: Asking, name: RepositoryName): Promise<Scan> {
  return judge(await codeFindings(asking, name), forbidden('Code scanning alerts'));
}

async function askForSecrets(asking: Asking, name: RepositoryName): Promise<Scan> {
  return judge(await secretFindings(asking, name), forbidden('Secret scanning alerts'));
}

/** GitHub refuses alike what is switched off and what is not to be seen: its words tell them apart. */
function judge(listed: Listed<Finding>, lacking: string): Scan {
  if ('entries' in listed) return { state: 'on', findings: listed.entries };
  const isOff = /no analysis found|is disabled|not enabled|must be enabled/i.test(listed.message);
  return isOff ? OFF : notShown(lacking);
}

/** Whether code scanning was found to be on, and when. */
interface Probe {
  readonly isOn: boolean;
  readonly at: Instant;
}

function probeKey(name: RepositoryName): string {
  return `code scanning of ${keyOf(name)}`;
}

async function rememberedProbes(
  memory: Memory,
  group: readonly Scanned[],
  now: Instant,
): Promise<ReadonlyMap<string, Probe>> {
  const told = await memory.read(group.map(({ name }) => probeKey(name)));
  const probes = [...told].map(([key, text]) => [key, JSON.parse(text) as Probe] as const); // Written below.
  return new Map(probes.filter(([, { at }]) => now - at < PROBE_HOLDS));
}

async function rememberProbe(
  memory: Memory,
  name: RepositoryName,
  { state }: Scan,
  at: Instant,
): Promise<void> {
  if (state !== 'on' && state !== 'off') return;
  const probe: Probe = { isOn: state === 'on', at };
  await memory.write(new Map([[probeKey(name), JSON.stringify(probe)]]));
}

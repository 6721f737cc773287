/** Which of GitHub's scanners look at a repository, and what they found. */
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, MINUTE } from '../../domain/instant.ts';
import { createSharedReading } from '../calling/shared-reading.ts';
import type { Memory, Surroundings } from '../running/surroundings.ts';
import {
  type Asking,
  codeFindings,
  type Finding,
  type Switches,
  secretFindings,
  switchesOf,
  switchesOfOne,
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
    occasion: { readonly signal: AbortSignal },
  ) => Promise<ReadonlyMap<string, Scans | ExternalServiceError>>;
}

export interface Scanned {
  readonly name: RepositoryName;
  readonly read: RepositoryRead;
}

/** So many of an owner are asked for one by one; more are looked up in the lists of the organisation. */
const A_FEW = 3;
/**
 * The lists tell of findings, not of scanners. In an organisation with so many repositories, each of which nothing is
 * known is asked about by itself; in a larger one none is, so that what is told never hangs on who asks together.
 */
const SMALL = 100;
/** For the batches of one round. */
const LIST_IS_YOUNG_FOR: Duration = 10 * MINUTE;

/** What is known of an organisation. */
interface Lists {
  readonly code: Listed<Finding>;
  readonly secrets: Listed<Finding>;
  readonly codeBy: ReadonlyMap<string, readonly Finding[]>;
  readonly secretsBy: ReadonlyMap<string, readonly Finding[]>;
  readonly switches: ReadonlyMap<string, Switches>;
  /** Repositories; infinite where they are not shown. */
  readonly size: number;
}

export function createScanning(
  client: GithubClient,
  { clock, memory }: Pick<Surroundings, 'clock' | 'memory'>,
): Scanning {
  const byOwner = new Map<string, ReturnType<typeof createSharedReading<Lists>>>();

  function sharedLists(owner: string) {
    const read = (signal: AbortSignal) => readLists({ client, memory, signal }, owner);
    const known = byOwner.get(owner) ?? createSharedReading({ clock, youngFor: LIST_IS_YOUNG_FOR, read });
    byOwner.set(owner, known);
    return known;
  }

  async function ofOrganisation(owner: string, group: readonly Scanned[], signal: AbortSignal) {
    const asking = { client, memory, signal };
    const areFew = group.length <= A_FEW;
    if (areFew && (await sizeOf(memory, owner)) > SMALL) return each(group, (one) => askInLarge(asking, one));
    // Who asks about a few wants to know it now.
    const lists = areFew ? await readLists(asking, owner) : (await sharedLists(owner)(signal)).value;
    return each(group, (one) => fromLists(asking, one, lists));
  }

  return {
    async of(repositories, { signal }) {
      const groups = [...Map.groupBy(repositories, ({ name }) => name.owner)];
      const scans = await Promise.all(
        groups.map(async ([owner, group]) => {
          if (!group.every(({ read }) => read.answer.isInOrganization))
            return each(group, (one) => askDirectly({ client, memory, signal }, one));
          const told = await ofOrganisation(owner, group, signal).catch(vendorsFailure);
          return told instanceof ExternalServiceError
            ? group.map(({ name }) => [keyOf(name), told] as const)
            : told;
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
  const listed = await switchesOf(asking, organisation);
  const switches = new Map(
    'entries' in listed ? listed.entries.map((one) => [one.repository, one] as const) : [],
  );
  const size = 'entries' in listed ? switches.size : Number.POSITIVE_INFINITY;
  await asking.memory.write(new Map([[sizeKey(organisation), String(size)]]));
  return { code, secrets, codeBy: byRepository(code), secretsBy: byRepository(secrets), switches, size };
}

function sizeKey(organisation: string): string {
  return `repositories of ${organisation}`;
}

/** As it was when its lists were read last; 0 = they never were. */
async function sizeOf(memory: Memory, organisation: string): Promise<number> {
  const key = sizeKey(organisation);
  return Number((await memory.read([key])).get(key) ?? 0);
}

function byRepository(listed: Listed<Finding>): ReadonlyMap<string, readonly Finding[]> {
  return 'entries' in listed ? Map.groupBy(listed.entries, ({ repository = '' }) => repository) : new Map();
}

async function fromLists(asking: Asking, one: Scanned, lists: Lists): Promise<Scans> {
  const key = one.read.answer.nameWithOwner.toLowerCase();
  const switches = lists.switches.get(key);
  const code = 'refused' in lists.code ? undefined : codeOf(lists.codeBy.get(key) ?? [], one, switches);
  const secrets =
    'refused' in lists.secrets ? undefined : secretsOf(lists.secretsBy.get(key) ?? [], switches);
  if (lists.size > SMALL) {
    return {
      code: code ?? ('refused' in lists.code ? notShown(CODE) : unsettled(switches)),
      secrets: secrets ?? notShown('refused' in lists.secrets ? SECRETS : SWITCHES),
    };
  }
  return {
    code: code ?? (await askForCode(asking, one)),
    secrets: secrets ?? (await askForSecrets(asking, one)),
  };
}

/** As if it had been looked up in the lists, without reading all of them. */
async function askInLarge(asking: Asking, one: Scanned): Promise<Scans> {
  const secrets = await askForSecrets(asking, one);
  const code = await askForCode(asking, one);
  if (code.state === 'not shown') return { code, secrets };
  const switches = await switchesOfOne(asking, one.name);
  const findings = code.state === 'on' ? code.findings : [];
  return { code: codeOf(findings, one, switches) ?? unsettled(switches), secrets };
}

/** Undefined = findings and switches do not tell. */
function codeOf(
  findings: readonly Finding[],
  { read }: Scanned,
  switches: Switches | undefined,
): Scan | undefined {
  if (findings.length > 0 || ranCodeScanning(read)) return { state: 'on', findings };
  return switches?.code === 'disabled' ? { state: 'off' } : undefined;
}

/** Who may see a repository's switches may see its findings. */
function unsettled(switches: Switches | undefined): Scan {
  return switches?.isShown === true ? { state: 'not asked' } : notShown(SWITCHES);
}

function secretsOf(findings: readonly Finding[], switches: Switches | undefined): Scan | undefined {
  if (findings.length > 0 || switches?.secrets === 'enabled') return { state: 'on', findings };
  return switches?.secrets === 'disabled' ? { state: 'off' } : undefined;
}

const CODE = forbidden('Code scanning alerts');
const SECRETS = forbidden('Secret scanning alerts');
const SWITCHES = forbidden('Administration');

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

async function askDirectly(asking: Asking, one: Scanned): Promise<Scans> {
  return { code: await askForCode(asking, one), secrets: await askForSecrets(asking, one) };
}

async function askForCode(asking: Asking, { name }: Scanned): Promise<Scan> {
  return judge(await codeFindings(asking, name), CODE);
}

async function askForSecrets(asking: Asking, { name }: Scanned): Promise<Scan> {
  return judge(await secretFindings(asking, name), SECRETS);
}

/** GitHub refuses alike what is switched off and what is not to be seen: its words tell them apart. */
function judge(listed: Listed<Finding>, lacking: string): Scan {
  if ('entries' in listed) return { state: 'on', findings: listed.entries };
  const isOff = /no analysis found|is disabled|not enabled|must be enabled/i.test(listed.message);
  return isOff ? { state: 'off' } : notShown(lacking);
}

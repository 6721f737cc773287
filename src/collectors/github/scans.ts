/** Which of GitHub's scanners look at a repository, and what they found. */
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import { createSharedReading } from '../calling/shared-reading.ts';
import type { Surroundings } from '../running/surroundings.ts';
import { codeFindings, type Finding, type Switches, secretFindings } from './alerts.ts';
import type { GithubClient } from './client.ts';
import type { Listed } from './lists.ts';
import { createOrganisationLists, type OrganisationLists, sizeOf } from './organisation-lists.ts';
import { keyOf, type RepositoryName, type RepositoryRead } from './read-repositories.ts';
import type { Asking } from './rest.ts';
import { forbidden } from './told.ts';
import { createTurns, type Learned, type Turns } from './turns.ts';

export type Scan =
  | { readonly state: 'on'; readonly findings: readonly Finding[] }
  | { readonly state: 'off' }
  /** It found nothing, if it is on: its turn to be asked about has not come. */
  | { readonly state: 'not asked' }
  | { readonly state: 'not shown'; readonly reason: string };

export interface Scans {
  readonly code: Scan;
  readonly secrets: Scan;
  /** When the reading of the lists began that tell it; absent = it was asked just now. */
  readonly readAt?: Instant;
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
 * known is asked about by itself; in a larger one by turns.
 */
const SMALL = 100;
/** For the batches of one round. Older ones serve while new ones are read, see {@link createScanning}. */
const LIST_IS_YOUNG_FOR: Duration = 10 * MINUTE;
/** Of a batch, for silences that only its lists meet: well within the collector's time for an attempt. */
const PATIENCE: Duration = 3 * MINUTE;

/**
 * The lists of a large organisation may take longer to read than they are young, where GitHub asks to wait again and
 * again. Meanwhile the last ones serve, and so they do where GitHub fails or asks for a longer silence.
 * @param servesFor how old lists may be that serve: the max_age of what is told of them, since it counts no longer then
 */
export function createScanning(
  client: GithubClient,
  around: Pick<Surroundings, 'clock' | 'wait' | 'memory'>,
  servesFor: Duration,
): Scanning {
  const owners = new Map<string, Owner>();

  function ownerOf(name: string): Owner {
    const known = owners.get(name) ?? createOwner(client, around, name, servesFor);
    owners.set(name, known);
    return known;
  }

  async function ofOrganisation(owner: string, group: readonly Scanned[], signal: AbortSignal) {
    const { turns, shared } = ownerOf(owner);
    // Who asks about a few wants to know it now, or that it is to be waited for.
    if (group.length <= A_FEW) return ofFew({ ...around, client, signal }, turns, owner, group);
    const asking = { ...around, client, signal, patientUntil: around.clock.now() + PATIENCE };
    const { value: lists, readAt } = await shared(signal);
    const told = await ofMany({ asking, turns, lists }, group);
    return told.map(([key, scans]) => [key, isFailure(scans) ? scans : { ...scans, readAt }] as const);
  }

  return {
    async of(repositories, { signal }) {
      const groups = [...Map.groupBy(repositories, ({ name }) => name.owner)];
      const scans = await Promise.all(
        groups.map(async ([owner, group]) => {
          if (!group.every(({ read }) => read.answer.isInOrganization))
            return each(group, (one) => askDirectly({ ...around, client, signal }, one));
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

async function ofFew(asking: Asking, turns: Turns, owner: string, group: readonly Scanned[]) {
  if ((await sizeOf(asking.memory, owner)) > SMALL) return each(group, (one) => askNow(asking, turns, one));
  return ofMany({ asking, turns, lists: await createOrganisationLists(owner)(asking) }, group);
}

async function ofMany(looking: Looking, group: readonly Scanned[]) {
  const { turns, lists } = looking;
  const names = group.map(({ name }) => name);
  const known = lists.size > SMALL ? await turns.recall(names, lists.size) : new Map<string, Learned>();
  return each(group, (one) => fromLists(looking, one, known.get(keyOf(one.name))));
}

function isFailure(scans: Scans | ExternalServiceError): scans is ExternalServiceError {
  return scans instanceof ExternalServiceError;
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

/** What is kept of an organisation as long as we run. */
interface Owner {
  readonly turns: Turns;
  readonly shared: ReturnType<typeof createSharedReading<OrganisationLists>>;
}

function createOwner(
  client: GithubClient,
  around: Pick<Surroundings, 'clock' | 'wait' | 'memory'>,
  name: string,
  servesFor: Duration,
): Owner {
  const { clock } = around;
  const readLists = createOrganisationLists(name);
  const read = (signal: AbortSignal) =>
    readLists({ ...around, client, signal, patientUntil: clock.now() + PATIENCE });
  const shared = createSharedReading({ clock, youngFor: LIST_IS_YOUNG_FOR, servesFor, read });
  return { turns: createTurns(around), shared };
}

interface Looking {
  readonly asking: Asking;
  readonly turns: Turns;
  readonly lists: OrganisationLists;
}

async function fromLists(looking: Looking, one: Scanned, known: Learned | undefined): Promise<Scans> {
  const { asking, lists } = looking;
  const key = one.read.answer.nameWithOwner.toLowerCase();
  const switches = lists.switches.get(key);
  const code = 'refused' in lists.code ? undefined : codeOf(lists.codeBy.get(key) ?? [], one, switches);
  const secrets =
    'refused' in lists.secrets ? undefined : secretsOf(lists.secretsBy.get(key) ?? [], switches);
  if (lists.size > SMALL) {
    return {
      code: code ?? ('refused' in lists.code ? notShown(CODE) : await byTurns(looking, one, known)),
      secrets: secrets ?? notShown('refused' in lists.secrets ? SECRETS : SWITCHES),
    };
  }
  return {
    code: code ?? (await askForCode(asking, one)),
    secrets: secrets ?? (await askForSecrets(asking, one)),
  };
}

/** Of a repository without findings: asked when it is its turn, and else as it was at its last one. */
async function byTurns(
  { asking, turns, lists: { size } }: Looking,
  one: Scanned,
  known: Learned | undefined,
): Promise<Scan> {
  if (turns.take(known, size)) {
    const told = await askAtItsTurn(asking, turns, one).catch(vendorsFailure);
    if (!(told instanceof ExternalServiceError)) return told;
  }
  if (known === undefined) return { state: 'not asked' };
  return known.isOn ? { state: 'on', findings: [] } : { state: 'off' };
}

async function askAtItsTurn(asking: Asking, turns: Turns, one: Scanned): Promise<Scan> {
  const told = await askForCode(asking, one);
  if (told.state === 'on' || told.state === 'off') await turns.remember(one.name, told.state === 'on');
  return told;
}

/** Whoever asks about a few of a large organisation waits for no turn. */
async function askNow(asking: Asking, turns: Turns, one: Scanned): Promise<Scans> {
  return { secrets: await askForSecrets(asking, one), code: await askAtItsTurn(asking, turns, one) };
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
  return judge(await codeFindings(name)(asking), CODE);
}

async function askForSecrets(asking: Asking, { name }: Scanned): Promise<Scan> {
  return judge(await secretFindings(name)(asking), SECRETS);
}

/** GitHub refuses alike what is switched off and what is not to be seen: its words tell them apart. */
function judge(listed: Listed<Finding>, lacking: string): Scan {
  if ('entries' in listed) return { state: 'on', findings: listed.entries };
  const isOff = /no analysis found|is disabled|not enabled|must be enabled/i.test(listed.message);
  return isOff ? { state: 'off' } : notShown(lacking);
}

/** What GitHub lists about all repositories of an organisation at once. */
import type { Instant } from '../../domain/instant.ts';
import type { Memory } from '../running/surroundings.ts';
import { codeFindings, type Finding, type Switches, secretFindings, switchesOf } from './alerts.ts';
import { GOES_ON_FOR, type Listed, type ReadList } from './lists.ts';
import type { Asking } from './rest.ts';

export interface OrganisationLists {
  readonly code: Listed<Finding>;
  readonly secrets: Listed<Finding>;
  readonly codeBy: ReadonlyMap<string, readonly Finding[]>;
  readonly secretsBy: ReadonlyMap<string, readonly Finding[]>;
  readonly switches: ReadonlyMap<string, Switches>;
  /** Repositories; infinite where they are not shown. */
  readonly size: number;
}

/** Keeps its place in lists that could not be read to their end. */
export function createOrganisationLists(
  organisation: string,
): (asking: Asking) => Promise<OrganisationLists> {
  const readCode = goingOn(codeFindings({ organisation }));
  const readSecrets = goingOn(secretFindings({ organisation }));
  const readSwitches = goingOn(switchesOf(organisation));
  return async (asking) => {
    const code = await readCode.read(asking);
    const secrets = await readSecrets.read(asking);
    const listed = await readSwitches.read(asking);
    for (const { isOver } of [readCode, readSecrets, readSwitches]) isOver();
    const switches = new Map(
      'entries' in listed ? listed.entries.map((one) => [one.repository, one] as const) : [],
    );
    const size = 'entries' in listed ? switches.size : Number.POSITIVE_INFINITY;
    await asking.memory.write(new Map([[sizeKey(organisation), String(size)]]));
    return { code, secrets, codeBy: byRepository(code), secretsBy: byRepository(secrets), switches, size };
  };
}

/** Where one of several lists could not be read, the others need not be read again. */
function goingOn<Entry>(readList: ReadList<Entry>) {
  let kept: { readonly at: Instant; readonly listed: Listed<Entry> } | undefined;
  return {
    async read(asking: Asking): Promise<Listed<Entry>> {
      const at = asking.clock.now();
      const isYoung = kept !== undefined && kept.at <= at && at - kept.at < GOES_ON_FOR;
      if (kept === undefined || !isYoung) kept = { at, listed: await readList(asking) };
      return kept.listed;
    },
    isOver() {
      kept = undefined;
    },
  };
}

function sizeKey(organisation: string): string {
  return `repositories of ${organisation}`;
}

/** As it was when its lists were read last; 0 = they never were. */
export async function sizeOf(memory: Memory, organisation: string): Promise<number> {
  const key = sizeKey(organisation);
  return Number((await memory.read([key])).get(key) ?? 0);
}

function byRepository(listed: Listed<Finding>): ReadonlyMap<string, readonly Finding[]> {
  return 'entries' in listed ? Map.groupBy(listed.entries, ({ repository = '' }) => repository) : new Map();
}

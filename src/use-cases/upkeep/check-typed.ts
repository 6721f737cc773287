/** What somebody typed of a service, held against what can be: each mistake is said at its field. */
import { didYouMean } from '../../domain/nearest-word.ts';
import { repositoryAddress } from '../../domain/repository-address.ts';
import { LONGEST_ID, slug } from '../../domain/slug.ts';
import type { Context } from '../context.ts';
import type { TypedFields, UpkeepField, UpkeepProblem } from '../upkeep-views.ts';

const LONGEST: Readonly<Partial<Record<UpkeepField, number>>> = {
  name: 150,
  description: 500,
  type: 40,
  system: 100,
};
const LONGEST_LINK = 2_000;

type Typed = readonly [field: UpkeepField, value: string];

/** `id`: of the service itself, which it cannot depend on. */
export async function typedProblems(
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  id: string,
  typed: TypedFields,
): Promise<readonly UpkeepProblem[]> {
  const said = (Object.entries(typed) as Typed[]).map(([field, value]): Typed => [field, value.trim()]);
  const teams = (await store.catalog.teams()).map((team) => team.id);
  const tiers = policy.tiers.map((tier) => tier.id);
  const needed = new Map(said).get('depends_on') ?? '';
  const strange = needed === '' ? undefined : await strangeDependency({ store }, id, needed);
  return [
    ...said.flatMap(([field, value]) => {
      const message = wrong(field, value, { teams, tiers });
      return message === undefined ? [] : [{ field, message }];
    }),
    ...(strange === undefined ? [] : [{ field: 'depends_on' as const, message: strange }]),
  ];
}

function wrong(
  field: UpkeepField,
  value: string,
  { teams, tiers }: { readonly teams: readonly string[]; readonly tiers: readonly string[] },
): string | undefined {
  const most = LONGEST[field];
  if (most !== undefined && value.length > most) return `Say it in ${most} characters.`;
  switch (field) {
    case 'name':
    case 'type':
      return value === '' ? 'Say something here.' : undefined;
    case 'owner':
      return value === '' || teams.includes(value)
        ? undefined
        : `There is no team “${value}”${didYouMean(value, teams)}.`;
    case 'tier':
      return tiers.includes(value) ? undefined : 'Choose a tier.';
    case 'lifecycle':
      return ['experimental', 'production', 'deprecated'].includes(value)
        ? undefined
        : 'Choose where it is in its life.';
    case 'channel':
      return value === '' || /^(#?[\p{L}\p{N}_-]{1,80}|[CG][A-Z0-9]{7,})$/u.test(value)
        ? undefined
        : 'Write #name, or the id of the channel.';
    case 'repo':
      return value === '' || repositoryAddress(value) !== undefined
        ? undefined
        : 'Write host, owner and name: github.com/acme/shop';
    case 'runbook':
    case 'dashboard':
    case 'logs':
      return value === '' || isLink(value) ? undefined : 'Give a link that begins with https:// or http://.';
    default:
      return undefined;
  }
}

function isLink(value: string): boolean {
  return value.length <= LONGEST_LINK && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
}

async function strangeDependency(
  { store }: Pick<Context, 'store'>,
  id: string,
  value: string,
): Promise<string | undefined> {
  if (value.toLowerCase() === 'none') return undefined;
  const words = value.split(/[\s,]+/).filter((word) => word !== '');
  if (words.includes(id)) return 'It cannot depend on itself.';
  const names = (await store.catalog.names()).flatMap((one) => [one.id, ...one.formerly]);
  const strange = words.find((word) => !names.includes(slug(word)));
  return strange === undefined ? undefined : `There is no service “${strange}”${didYouMean(strange, names)}.`;
}

/** The id that is meant, or what is wrong with it. */
export async function newId(
  { store }: Pick<Context, 'store'>,
  { id = '', name = '' }: TypedFields,
): Promise<{ readonly id: string } | UpkeepProblem> {
  const field = id.trim() === '' && name.trim() === '' ? 'name' : 'id';
  const wanted = slug(id.trim() === '' ? name : id);
  if (wanted === '') return { field, message: 'It needs a letter or a digit to be called by.' };
  if (wanted.length > LONGEST_ID)
    return { field, message: `Its id can have ${LONGEST_ID} characters at most.` };
  const found = await store.catalog.find(wanted);
  if (found === undefined) return { id: wanted };
  const who =
    found.service.id === wanted ? 'There is one already' : `That is a former id of “${found.service.id}”`;
  return { field: 'id', message: `${who}. Choose another id, or edit it on its card.` };
}

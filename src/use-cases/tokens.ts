import { hash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { UserError } from '../domain/errors.ts';
import { DAY, type Duration, type Instant } from '../domain/instant.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import type { AuditAct } from './audit-ports.ts';
import type { Context } from './context.ts';
import { pushableNamespaces } from './pushable-namespaces.ts';
import type { Token } from './token-ports.ts';

/** What a token is made with. */
export interface TokenRequest {
  readonly name: string;
  /** `facts:custom`. */
  readonly scopes: readonly string[];
  /** Ids, or `all`: said out loud, since it is for those of the future too. */
  readonly services: readonly string[] | 'all';
  /** Absent = it does not expire by itself. */
  readonly validFor?: Duration;
  readonly by: string;
}

/** A token as people see it: never its secret, never its hash. `services` are ids as they are now. */
export type TokenView = Omit<Token, 'hash'>;

/** Begins every secret, so that scanners and our own log know one when they see it. */
const PREFIX = 'readybot_';

/** Calendars end, and so should doors. */
const LONGEST_LIFE = 3_660 * DAY;

/** Makes a token. The secret is in this answer and nowhere else. Throws a `UserError` for what cannot be granted. */
export async function createToken(
  context: Context,
  { name, scopes, services, validFor, by }: TokenRequest,
): Promise<{ readonly token: TokenView; readonly secret: string }> {
  checkScopes(context, scopes);
  if ((validFor ?? 0) > LONGEST_LIFE) throw new UserError('A token lives for at most ten years.');
  const now = context.clock.now();
  const secret = `${PREFIX}${randomBytes(32).toString('base64url')}`;
  const token: Token = {
    id: uuidv7({ msecs: now }),
    hash: hashOf(secret),
    name,
    scopes: [...new Set(scopes)],
    services: services === 'all' ? null : await keysOf(context, services),
    createdAt: now,
    createdBy: by,
    expiresAt: validFor === undefined ? null : now + validFor,
    lastUsedAt: null,
    revokedAt: null,
  };
  await context.store.transaction(async ({ tokens, audit }) => {
    await tokens.write(token);
    await audit.append([tokenAct(token, 'token.create', by, now)]);
  });
  return { token: await viewOf(context, token), secret };
}

export async function listTokens(context: Context): Promise<readonly TokenView[]> {
  const tokens = await context.store.tokens.list();
  return Promise.all(tokens.map((token) => viewOf(context, token)));
}

/** Ends a token at once, named by its id or the beginning of it. Revoking it again changes nothing. */
export async function revokeToken(context: Context, id: string, by: string): Promise<TokenView> {
  return context.store.transaction(async (ports) => {
    const found = (await ports.tokens.list()).filter((token) => id !== '' && token.id.startsWith(id));
    const [token, another] = found;
    if (token === undefined) throw new UserError(`There is no token "${id}". See them: ready token list`);
    if (another !== undefined)
      throw new UserError(`"${id}" begins ${found.length} tokens: write more of it.`);
    const revoked = { ...token, revokedAt: token.revokedAt ?? context.clock.now() };
    if (token.revokedAt === null) {
      await ports.tokens.write(revoked);
      await ports.audit.append([tokenAct(token, 'token.revoke', by, context.clock.now())]);
    }
    return viewOf({ store: ports }, revoked);
  });
}

/** The living token of this secret; undefined = unknown, expired or revoked, which nobody is told apart. */
export async function tokenOf(
  { store, clock }: Pick<Context, 'clock'> & { readonly store: Pick<Context['store'], 'tokens'> },
  secret: string,
): Promise<Token | undefined> {
  if (!secret.startsWith(PREFIX)) return undefined;
  const token = await store.tokens.byHash(hashOf(secret));
  if (token === undefined || token.revokedAt !== null) return undefined;
  return token.expiresAt !== null && token.expiresAt <= clock.now() ? undefined : token;
}

function tokenAct({ id, name, scopes }: Token, act: string, by: string, at: Instant): AuditAct {
  const details = { name, scopes: [...scopes] };
  return { at, actor: `cli:${by}`, actorName: by, from: 'cli', act, serviceKey: null, subject: id, details };
}

/** 256 random bits need no salt and no slow hash: there is nothing to guess. */
function hashOf(secret: string): string {
  return hash('sha256', secret, 'hex');
}

function checkScopes(context: Context, scopes: readonly string[]): void {
  const known = pushableNamespaces(context).map((namespace) => `facts:${namespace}`);
  if (scopes.length === 0) throw new UserError(`Say what it may do: --scope ${known[0]}`);
  const strange = scopes.find((scope) => !known.includes(scope));
  if (strange === undefined) return;
  throw new UserError(
    `There is no scope "${strange}"${didYouMean(strange, known)}. There are: ${known.join(', ')}. Others come with \`collectors: {push: {fills: […]}}\` in ready.yml.`,
  );
}

async function keysOf({ store }: Context, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) throw new UserError('Say for which services: --service ID, or --all-services.');
  const found = await Promise.all(ids.map(async (id) => ({ id, record: await store.catalog.find(id) })));
  const strange = found.find(({ record }) => record === undefined);
  if (strange !== undefined) {
    const names = (await store.catalog.names()).map(({ id }) => id);
    throw new UserError(`There is no service "${strange.id}"${didYouMean(strange.id, names)}.`);
  }
  return found.flatMap(({ record }) => (record === undefined ? [] : [record.key]));
}

async function viewOf(
  { store }: { readonly store: Pick<Context['store'], 'catalog'> },
  token: Token,
): Promise<TokenView> {
  const { hash: _, services, ...rest } = token;
  if (services === null) return { ...rest, services };
  const records = await store.catalog.byKeys(services);
  return { ...rest, services: [...records.values()].map(({ service }) => service.id).sort() };
}

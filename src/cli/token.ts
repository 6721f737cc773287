import { UserError } from '../domain/errors.ts';
import { parseDuration } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import type { TokenRequest, TokenView } from '../use-cases/tokens.ts';
import { isoOrNull } from './shell/documents.ts';
import { renderNewToken, renderTokens } from './terminal/tokens.ts';
import { type Answer, type Call, defineVerb, type Tokens } from './verb.ts';

export const token = defineVerb({
  name: 'token',
  summary: 'Let a pipeline push facts over the HTTP API: create, list and revoke its tokens',
  arguments: [
    { usage: '<action>', description: 'create, list or revoke' },
    { usage: '[id]', description: 'of the token to revoke; its beginning is enough' },
  ],
  options: [
    { flags: '--scope <scope...>', description: 'create: what it may do, such as facts:custom' },
    { flags: '--service <id...>', description: 'create: for these services only' },
    { flags: '--all-services', description: 'create: for every service, those of the future too' },
    { flags: '--name <name>', description: 'create: what it is for, for whoever finds it in the list' },
    {
      flags: '--expires <duration>',
      description: 'create: after 30d, 26w, … it ends by itself (default: 365d)',
    },
  ],
  json: `
create: { token: TOKEN, secret: shown this once }
list: { tokens[TOKEN] }
revoke: { token: TOKEN }
TOKEN: { id, name, scopes[], services[id] or null for all, created_at, created_by, expires_at, last_used_at, revoked_at }`,
  async run(call, workshop) {
    const [action = '', id = ''] = call.words;
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action as keyof typeof ACTIONS] : undefined;
    if (run === undefined) {
      const known = Object.keys(ACTIONS);
      throw new UserError(
        `There is no action "${action}"${didYouMean(action, known)}. There are: ${known.join(', ')}.`,
      );
    }
    return run(id, call, workshop);
  },
});

interface Opening {
  readonly user: string;
  readonly read: () => Promise<{ readonly tokens: Tokens }>;
  readonly write: () => Promise<{ readonly tokens: Tokens }>;
}

const ACTIONS = {
  async create(_id: string, call: Call, workshop: Opening): Promise<Answer> {
    const request = requestOf(call, workshop.user);
    const { tokens } = await workshop.write();
    const created = await tokens.create(request);
    return {
      exit: 0,
      document: { token: tokenDocument(created.token), secret: created.secret },
      render: (page) => renderNewToken(created.token, created.secret, page),
    };
  },

  async list(_id: string, _call: Call, workshop: Opening): Promise<Answer> {
    const all = await (await workshop.read()).tokens.list();
    return {
      exit: 0,
      document: { tokens: all.map(tokenDocument) },
      render: (page) => renderTokens(all, page),
    };
  },

  async revoke(id: string, _call: Call, workshop: Opening): Promise<Answer> {
    if (id === '') throw new UserError('Say which: ready token revoke ID. See them: ready token list');
    const revoked = await (await workshop.write()).tokens.revoke(id, workshop.user);
    return {
      exit: 0,
      document: { token: tokenDocument(revoked) },
      render: (page) => renderTokens([revoked], page),
    };
  },
};

const A_YEAR = '365d';

function requestOf({ options }: Call, by: string): TokenRequest {
  const { scope, service, name, expires = A_YEAR } = options;
  const validFor = parseDuration(String(expires));
  if (validFor === undefined) throw new UserError(`"${expires}" is no duration. Write 30d, 12h or 26w.`);
  if (options.allServices === true && service !== undefined)
    throw new UserError('Either --service or --all-services, not both.');
  const scopes = words(scope);
  return {
    name: typeof name === 'string' ? name : `${scopes.join(', ')} by ${by}`,
    scopes,
    services: options.allServices === true ? 'all' : words(service),
    validFor,
    by,
  };
}

function words(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.map(String) : [];
}

function tokenDocument(view: TokenView): JsonObject {
  const { id, name, scopes, services, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt } = view;
  return {
    ...{ id, name, scopes: [...scopes], services: services === null ? null : [...services] },
    created_at: isoOrNull(createdAt),
    created_by: createdBy,
    expires_at: isoOrNull(expiresAt),
    last_used_at: isoOrNull(lastUsedAt),
    revoked_at: isoOrNull(revokedAt),
  };
}

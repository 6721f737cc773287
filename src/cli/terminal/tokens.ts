import type { TokenView } from '../../use-cases/tokens.ts';
import type { Page } from './page.ts';
import { hanging, plain } from './text.ts';
import { when } from './times.ts';

/** A token that was just made, with its secret: nobody can show that again. */
export function renderNewToken(token: TokenView, secret: string, page: Page): string {
  return [
    page.paint('bold', secret),
    '',
    ...hanging('', "Keep it in your pipeline's secrets now: it is not shown again.", page.width),
    '',
    ...tokenLines(token, page),
  ].join('\n');
}

export function renderTokens(tokens: readonly TokenView[], page: Page): string {
  if (tokens.length === 0)
    return 'There are no tokens. Make one: ready token create --scope facts:custom --service ID';
  return tokens.map((token) => tokenLines(token, page).join('\n')).join('\n\n');
}

function tokenLines(token: TokenView, page: Page): string[] {
  const { id, name, scopes, services } = token;
  const about = services === null ? 'all services' : services.join(', ') || 'no service any more';
  return [
    `${page.paint('bold', plain(name))}  ${page.paint('dim', id)}  ${state(token, page)}`,
    ...hanging('  ', `${scopes.join(', ')} of ${plain(about)}`, page.width),
    ...hanging('  ', page.paint('dim', dates(token, page)), page.width),
  ];
}

function state({ revokedAt, expiresAt }: TokenView, { now, paint }: Page): string {
  if (revokedAt !== null) return paint('red', `revoked ${when(revokedAt, now)}`);
  if (expiresAt === null) return paint('green', 'valid');
  return expiresAt <= now
    ? paint('red', `expired ${when(expiresAt, now)}`)
    : paint('green', `expires ${when(expiresAt, now)}`);
}

function dates({ createdAt, createdBy, lastUsedAt }: TokenView, { now }: Page): string {
  const used = lastUsedAt === null ? 'never used' : `last used ${when(lastUsedAt, now)}`;
  return `made ${when(createdAt, now)} by ${plain(createdBy)}, ${used}`;
}

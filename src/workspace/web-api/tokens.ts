import type { Method } from '../methods/method.ts';
import type { App } from '../slack.ts';
import { SlackError } from '../slack-error.ts';

/** Throws what Slack answers to a token that is missing, unknown, of the wrong kind, or without the scope. */
export function checkToken(app: App, method: Method, token: string): void {
  if (token === '') throw new SlackError('not_authed');
  const kind = kindOf(app, token);
  if (kind === null) throw new SlackError('invalid_auth');
  if (kind !== method.token) throw new SlackError('not_allowed_token_type');
  if (method.scopes.length > 0 && !method.scopes.some((scope) => app.scopes.has(scope))) {
    throw new SlackError('missing_scope', [], {
      needed: method.scopes.join(','),
      provided: [...app.scopes].join(','),
    });
  }
}

function kindOf(app: App, token: string): Method['token'] | null {
  if (token === app.botToken) return 'bot';
  return token === app.appToken ? 'app' : null;
}

import type { Problem } from '../domain/errors.ts';

/** How Slack is spoken to. */
export type SlackSettings =
  | {
      readonly mode: 'socket';
      readonly botToken: string;
      readonly appToken: string;
      readonly apiUrl?: string;
    }
  | {
      readonly mode: 'http';
      readonly botToken: string;
      readonly signingSecret: string;
      readonly apiUrl?: string;
    };

/** The value of a variable; undefined for an empty one. */
export type Value = (name: string) => string | undefined;

/** Whether any of Slack's variables is set: then a real workspace is meant. */
export function saysSlack(value: Value): boolean {
  return ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'].some(
    (name) => value(name) !== undefined,
  );
}

/** Socket Mode where there is an app token, else HTTP. Names every mistake without showing a token. */
export function readSlack(value: Value, problems: Problem[]): SlackSettings | null {
  if (!saysSlack(value)) return null;
  const botToken = value('SLACK_BOT_TOKEN');
  const appToken = value('SLACK_APP_TOKEN');
  const signingSecret = value('SLACK_SIGNING_SECRET');
  if (botToken === undefined) {
    const message = 'SLACK_BOT_TOKEN is not set, though other Slack variables are.';
    problems.push({
      message,
      remedy: 'Copy the "Bot User OAuth Token" (xoxb-…) from the app\'s "OAuth & Permissions" page.',
    });
  } else checkPrefix('SLACK_BOT_TOKEN', botToken, 'xoxb-', problems);
  if (appToken !== undefined) checkPrefix('SLACK_APP_TOKEN', appToken, 'xapp-', problems);
  if (signingSecret !== undefined && tokenKind(signingSecret) !== undefined) {
    const message = `SLACK_SIGNING_SECRET holds ${tokenKind(signingSecret)}, not the signing secret.`;
    problems.push({ message, remedy: 'Copy "Signing Secret" from the app\'s "Basic Information" page.' });
  }
  if (appToken === undefined && signingSecret === undefined) {
    const message = 'SLACK_BOT_TOKEN is set, but nothing says how Slack reaches the bot.';
    problems.push({
      message,
      remedy: 'Set SLACK_APP_TOKEN (xapp-…) for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.',
    });
  }
  const apiUrl = readApiUrl(value('SLACK_API_URL'), problems);
  const common = { botToken: botToken ?? '', ...(apiUrl === undefined ? {} : { apiUrl }) };
  if (appToken !== undefined) return { mode: 'socket', ...common, appToken };
  return { mode: 'http', ...common, signingSecret: signingSecret ?? '' };
}

function checkPrefix(name: string, token: string, prefix: string, problems: Problem[]): void {
  if (token.startsWith(prefix)) return;
  const kind = tokenKind(token);
  const message =
    kind === undefined
      ? `${name} does not begin with ${prefix}.`
      : `${name} holds ${kind}; it has to begin with ${prefix}.`;
  const belongs = token.startsWith('xapp-')
    ? 'SLACK_APP_TOKEN'
    : token.startsWith('xoxb-')
      ? 'SLACK_BOT_TOKEN'
      : undefined;
  const remedy =
    belongs === undefined
      ? `Copy the token that begins with ${prefix}.`
      : `What is in it now belongs into ${belongs}.`;
  problems.push({ message, remedy });
}

function tokenKind(token: string): string | undefined {
  const kinds: Readonly<Record<string, string>> = {
    'xoxb-': 'a bot token (xoxb-…)',
    'xapp-': 'an app-level token (xapp-…)',
    'xoxp-': 'a user token (xoxp-…)',
    'xoxe.': 'a rotating token (xoxe.…), which is not supported',
    'xoxe-': 'a refresh token (xoxe-…)',
  };
  return kinds[token.slice(0, 5)];
}

export function slackNotices(value: Value): readonly string[] {
  if (value('SLACK_APP_TOKEN') === undefined || value('SLACK_SIGNING_SECRET') === undefined) return [];
  return [
    'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, the signing secret is not.',
  ];
}

function readApiUrl(url: string | undefined, problems: Problem[]): string | undefined {
  if (url === undefined) return undefined;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    problems.push({
      message: 'SLACK_API_URL is no web address.',
      remedy: 'Write http://HOST:PORT/api/, or leave it out.',
    });
  }
  return url.endsWith('/') ? url : `${url}/`;
}

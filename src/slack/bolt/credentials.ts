import { ConfigError, type Problem } from '../../domain/errors.ts';
import { refusalOf, troubleOf } from './slack-error.ts';

/** What a real workspace needs: the bot's token, and one of the two ways in which Slack reaches us. */
export interface SlackCredentials {
  /** `xoxb-…` */
  readonly botToken: string;
  /** `xapp-…`: Socket Mode. It wins where both are given. */
  readonly appToken?: string | undefined;
  /** Slack posts to `/slack/events`. */
  readonly signingSecret?: string | undefined;
  /** Another root than Slack's, for tests and the playground; ends in `/`. */
  readonly apiUrl?: string | undefined;
}

/** Everything that is wrong with the credentials and can be seen without asking Slack. */
export function credentialProblems({ botToken, appToken, signingSecret }: SlackCredentials): Problem[] {
  const problems: Problem[] = [];
  if (botToken.startsWith('xapp-'))
    problems.push({
      message: 'SLACK_BOT_TOKEN holds an app-level token (xapp-…).',
      remedy:
        'Put that one into SLACK_APP_TOKEN; the bot token begins with xoxb- and stands under “OAuth & Permissions”.',
    });
  else if (!botToken.startsWith('xoxb-'))
    problems.push({
      message: 'SLACK_BOT_TOKEN is no bot token: it does not begin with xoxb-.',
      remedy: 'Copy the “Bot User OAuth Token” from “OAuth & Permissions”.',
    });
  if (appToken !== undefined && !appToken.startsWith('xapp-'))
    problems.push({
      message: 'SLACK_APP_TOKEN is no app-level token: it does not begin with xapp-.',
      remedy: 'Make one with the scope connections:write under “Basic Information”.',
    });
  if (appToken === undefined && signingSecret === undefined)
    problems.push({
      message: 'Slack has no way to reach the bot.',
      remedy: 'Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP).',
    });
  return problems;
}

const REFUSALS: Readonly<Record<string, string>> = {
  invalid_auth: 'it does not know this token. Copy it again, or reinstall the app.',
  not_authed: 'it got no token.',
  account_inactive: 'the token’s app was uninstalled or its account deactivated. Reinstall the app.',
  token_revoked: 'the token was revoked. Reinstall the app.',
  token_expired: 'the token has expired. Reinstall the app.',
  not_allowed_token_type: 'it is another kind of token than is wanted there.',
  missing_scope:
    'the token lacks a scope. Install manifest.yml again; an app-level token needs connections:write.',
};

/** A failed first call to Slack, as one sentence that says which variable to look at. */
export function refusedStart(variable: string, error: unknown): ConfigError {
  const refusal = refusalOf(error);
  const why = refusal === undefined ? undefined : (REFUSALS[refusal] ?? `it answers “${refusal}”.`);
  const message =
    why === undefined
      ? `Slack could not be asked about ${variable}: ${troubleOf(error)}.`
      : `Slack refuses ${variable}: ${why}`;
  return new ConfigError([{ message }], { cause: error });
}

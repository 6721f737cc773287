import type { WebClient } from '@slack/web-api';
import type { Calls } from './calls.ts';

/**
 * The address that opens the app's Home in Slack, asked for once; null while Slack does not say who we are.
 * https://docs.slack.dev/interactivity/deep-linking#open_an_app
 */
export function createHomeLink(
  client: Pick<WebClient, 'auth' | 'bots'>,
  calls: Pick<Calls, 'ask'>,
): () => Promise<string | null> {
  let known: string | null = null;
  return async () => {
    known ??= await ask(client, calls);
    return known;
  };
}

async function ask(
  client: Pick<WebClient, 'auth' | 'bots'>,
  calls: Pick<Calls, 'ask'>,
): Promise<string | null> {
  const self = await calls.ask('auth.test', () => client.auth.test());
  if (self.kind !== 'ok') return null;
  const { team_id: team, bot_id: bot = '' } = self.value;
  // The token's own answer names the bot, and only the bot's names its app.
  const found = await calls.ask('bots.info', () => client.bots.info({ bot }));
  const app = found.kind === 'ok' ? found.value.bot?.app_id : undefined;
  return team === undefined || app === undefined
    ? null
    : `slack://app?${new URLSearchParams({ team, id: app, tab: 'home' })}`;
}

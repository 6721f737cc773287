import { issueResponseUrl } from '../response-urls.ts';
import type { Conversation, Person, Slack } from '../slack.ts';
import { issueTrigger } from '../triggers.ts';
import { channelName, VERIFICATION_TOKEN } from './common.ts';

/** The form that a slash command sends. */
export function commandPayload(
  slack: Slack,
  person: Person,
  conversation: Conversation,
  typed: { command: string; text: string },
): Record<string, string> {
  const place = { user: person.id, channel: conversation.id };
  return {
    token: VERIFICATION_TOKEN,
    team_id: slack.team.id,
    team_domain: slack.team.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text,
    api_app_id: slack.app.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(slack, { ...place, ts: null }),
    trigger_id: issueTrigger(slack, { ...place, viewId: null }),
  };
}

/** Pieces that Slack puts into every payload, shaped as its own. */
import { otherSide } from '../conversations.ts';
import type { Conversation, Message, Slack, View } from '../slack.ts';

type Json = Record<string, unknown>;

/** Long deprecated and still in every payload. */
export const VERIFICATION_TOKEN = 'local-verification-token';

/** What each interaction begins with. */
export function envelope(slack: Slack, user: string): Json {
  return {
    team: { id: slack.team.id, domain: slack.team.domain },
    user: userOf(slack, user),
    api_app_id: slack.app.id,
    token: VERIFICATION_TOKEN,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The acting person; strangers carry their own team's id. */
function userOf(slack: Slack, id: string): Json {
  const person = slack.people.get(id);
  return { id, username: person?.name, name: person?.name, team_id: person?.teamId };
}

/** Slack names DMs `directmessage` and hides the names of private channels. */
export function channelName(conversation: Conversation): string {
  if (conversation.kind === 'im') return 'directmessage';
  return conversation.kind === 'private' ? 'privategroup' : conversation.name;
}

export const channelOf = (conversation: Conversation): Json => ({
  id: conversation.id,
  name: channelName(conversation),
});

/** A message as the Web API and payloads show it. */
export function messageOf(slack: Slack, message: Message): Json {
  const byApp = message.user === slack.app.botUserId;
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: slack.team.id,
    ...(byApp ? authorship(slack) : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.edited ? { edited: { user: message.user, ts: message.edited } } : {}),
    ...(message.files.length > 0 ? { files: message.files.map((id) => ({ id })) } : {}),
  };
}

function authorship(slack: Slack): Json {
  const { app, team } = slack;
  return {
    bot_id: app.botId,
    app_id: app.id,
    bot_profile: { id: app.botId, app_id: app.id, name: app.name, deleted: false, team_id: team.id },
  };
}

/** A view as payloads and `views.*` show it. */
export function viewOf(slack: Slack, view: View): Json {
  return {
    id: view.id,
    team_id: slack.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    external_id: view.externalId,
    state: { values: view.values },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    submit: view.submit,
    close: view.close,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: slack.app.id,
    bot_id: slack.app.botId,
    app_installed_team_id: slack.team.id,
  };
}

/** A conversation as `conversations.*` shows it. */
export function conversationOf(slack: Slack, conversation: Conversation): Json {
  const { id, kind, name, topic, created } = conversation;
  if (kind === 'im') {
    return {
      id,
      created,
      is_im: true,
      is_channel: false,
      is_private: true,
      user: otherSide(slack, conversation),
    };
  }
  return {
    id,
    name,
    name_normalized: name,
    created,
    is_channel: kind === 'public',
    is_group: kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: kind === 'private',
    is_archived: conversation.isArchived,
    is_general: name === 'general',
    is_shared: conversation.isShared,
    is_ext_shared: conversation.isShared,
    is_org_shared: false,
    is_member: conversation.members.has(slack.app.botUserId),
    num_members: conversation.members.size,
    topic: { value: topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: slack.team.id,
  };
}

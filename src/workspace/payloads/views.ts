import { elementsOf } from '../blocks.ts';
import { issueResponseUrl } from '../response-urls.ts';
import type { Person, Slack, View } from '../slack.ts';
import { issueTrigger } from '../triggers.ts';
import { envelope, viewOf } from './common.ts';

type Json = Record<string, unknown>;

/** What Submit sends. */
export function submissionPayload(slack: Slack, person: Person, view: View): Json {
  return {
    type: 'view_submission',
    ...envelope(slack, person.id),
    trigger_id: issueTrigger(slack, { user: person.id, channel: view.channel, viewId: view.id }),
    view: viewOf(slack, view),
    response_urls: responseUrls(slack, person, view),
  };
}

/** What closing sends, for views with `notify_on_close`. */
export function closedPayload(slack: Slack, person: Person, view: View, isCleared: boolean): Json {
  return {
    type: 'view_closed',
    ...envelope(slack, person.id),
    view: viewOf(slack, view),
    is_cleared: isCleared,
  };
}

/** One for each filled select with `response_url_enabled`, answering in the chosen conversation. */
function responseUrls(slack: Slack, person: Person, view: View): Json[] {
  return elementsOf(view.blocks)
    .filter(({ element }) => element.response_url_enabled === true)
    .flatMap(({ element, blockId }) => {
      const state = Object(view.values[blockId]?.[element.action_id]);
      const channel: unknown = state.selected_conversation ?? state.selected_channel;
      if (typeof channel !== 'string') return [];
      const responseUrl = issueResponseUrl(slack, { user: person.id, channel, ts: null });
      return [
        { block_id: blockId, action_id: element.action_id, channel_id: channel, response_url: responseUrl },
      ];
    });
}

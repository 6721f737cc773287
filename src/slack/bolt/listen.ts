/** Bolt's listeners: one for each kind of payload, so that none is acknowledged twice and none is left alone. */
import type { App, ViewClosedAction, ViewSubmitAction } from '@slack/bolt';
import type { Log } from '../../use-cases/log.ts';
import type { Asked } from './asked.ts';
import {
  commandErrand,
  type Desk,
  optionsErrand,
  pressErrand,
  shortcutErrand,
  submitErrand,
} from './errands.ts';
import { handle, type Office } from './handle.ts';
import {
  askedByCommand,
  askedByMention,
  askedByPress,
  askedByShortcut,
  askedBySubmission,
  askedByTyping,
} from './read-asked.ts';
import type { UnderWay } from './under-way.ts';

/** Event types that the bot listens for; the manifest subscribes to exactly these. */
export const EVENTS = ['app_home_opened', 'app_mention', 'app_uninstalled', 'tokens_revoked'] as const;

export interface Listening {
  readonly office: Office;
  readonly desk: Desk;
  readonly underWay: UnderWay;
  readonly log: Log;
  /** The app was uninstalled or its tokens revoked: nothing can be answered any more. */
  readonly onRevoked: () => void;
}

const EVERYTHING = /.*/s;

export function listen(app: App, listening: Listening): void {
  listenToWords(app, listening);
  listenToElements(app, listening);
  listenToEvents(app, listening);
  app.error(async ({ error }: { error: Error }) => {
    listening.log.error({ err: error }, 'bolt could not process a payload');
  });
}

function listenToWords(app: App, { office, desk, underWay }: Listening): void {
  app.command(EVERYTHING, ({ body, ack }) =>
    underWay.add(handle(office, askedByCommand(body, loosely(ack)), commandErrand(desk, body.text ?? ''))),
  );
  app.event('app_mention', async ({ event, body }) => {
    const asked = askedByMention(event, body.event_id);
    if (asked !== undefined) await underWay.add(handle(office, asked, commandErrand(desk, event.text)));
  });
}

function listenToElements(app: App, { office, desk, underWay }: Listening): void {
  app.action({ type: 'block_actions' }, async ({ body, ack }) => {
    const errand = pressErrand(desk, body);
    if (errand === undefined) return ack();
    await underWay.add(handle(office, askedByPress(body, loosely(ack)), errand));
  });
  app.options(EVERYTHING, ({ body, ack }) =>
    underWay.add(handle(office, askedByTyping(body, loosely(ack)), optionsErrand(desk, body))),
  );
  app.shortcut({ type: 'message_action' }, ({ body, ack }) =>
    underWay.add(handle(office, askedByShortcut(body, loosely(ack)), shortcutErrand(desk, body))),
  );
  app.view<ViewSubmitAction>({ type: 'view_submission' }, async ({ body, ack }) => {
    const errand = submitErrand(desk, body);
    if (errand === undefined) return ack();
    await underWay.add(handle(office, askedBySubmission(body, loosely(ack)), errand));
  });
  // Nobody asked to be told of closed ones; one from before an upgrade may have.
  app.view<ViewClosedAction>({ type: 'view_closed' }, ({ ack }) => ack());
}

function listenToEvents(app: App, { office, underWay, log, onRevoked }: Listening): void {
  app.event('app_home_opened', async ({ event: { tab, user, view } }) => {
    if (tab === 'home') await underWay.add(office.homes.open(user, view?.private_metadata ?? ''));
  });
  app.event('tokens_revoked', async () => {
    log.error({}, 'the bot’s token was revoked');
    onRevoked();
  });
  app.event('app_uninstalled', async () => {
    log.error({}, 'the app was uninstalled from the workspace');
    onRevoked();
  });
}

/** Bolt types what each acknowledgement may carry; the wrapper carries nothing, or the result of a search or submission. */
function loosely(ack: unknown): Asked['ack'] {
  return ack as Asked['ack'];
}

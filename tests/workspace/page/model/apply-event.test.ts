import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../../../src/workspace/page/model/apply-event.ts';
import { channel, message, pageState } from '../support/page-state.ts';

const first = message('2026-03-10T09:00:00Z', { text: 'first' });
const third = message('2026-03-10T11:00:00Z', { text: 'third' });
const page = pageState({ messages: { CGENERAL: [first, third] } });

describe('an event', () => {
  it('puts a message where its time is, whenever it comes', () => {
    const second = message('2026-03-10T10:00:00Z', { text: 'second' });
    const after = applyEvent(page, { seq: 11, kind: 'message-posted', message: second });
    expect(after.messages.CGENERAL?.map(({ text }) => text)).toEqual(['first', 'second', 'third']);
  });

  it('replaces a message that is already there, also when it is posted twice', () => {
    const edited = { ...first, text: 'edited', edited: true };
    for (const kind of ['message-changed', 'message-posted'] as const) {
      const after = applyEvent(page, { seq: 11, kind, message: edited });
      expect(after.messages.CGENERAL).toEqual([edited, third]);
    }
  });

  it('takes a deleted message away', () => {
    const after = applyEvent(page, { seq: 11, kind: 'message-deleted', channel: 'CGENERAL', ts: first.ts });
    expect(after.messages.CGENERAL).toEqual([third]);
  });

  it('begins the list of a conversation that had none', () => {
    const elsewhere = message('2026-03-10T10:00:00Z', { channel: 'CRELEASES' });
    const after = applyEvent(page, { seq: 11, kind: 'message-posted', message: elsewhere });
    expect(after.messages.CRELEASES).toEqual([elsewhere]);
  });

  it('replaces or adds a conversation', () => {
    const renamed = channel('general', { name: 'everybody' });
    const added = channel('new');
    const changed = applyEvent(page, { seq: 11, kind: 'conversation', conversation: renamed });
    const after = applyEvent(changed, { seq: 12, kind: 'conversation', conversation: added });
    expect(after.conversations.map(({ name }) => name)).toEqual(['everybody', 'releases', 'new']);
  });

  it('changes nothing when the snapshot already contains it', () => {
    expect(applyEvent(page, { seq: 10, kind: 'views', views: [] })).toBe(page);
  });

  it('may come with others of the same number', () => {
    const conversation = channel('general', { unread: 1 });
    const posted = applyEvent(page, {
      seq: 11,
      kind: 'message-posted',
      message: message('2026-03-10T12:00:00Z'),
    });
    const after = applyEvent(posted, { seq: 11, kind: 'conversation', conversation });
    expect(after.conversations[0]?.unread).toBe(1);
  });

  it('leaves the snapshot that it was given as it was', () => {
    const before = structuredClone(page);
    applyEvent(page, { seq: 11, kind: 'message-deleted', channel: 'CGENERAL', ts: first.ts });
    expect(page).toEqual(before);
  });
});

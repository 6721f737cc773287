import { describe, expect, it } from 'vitest';
import { afterEvent } from '../../../../src/workspace/page/model/after-event.ts';
import { firstModel } from '../../../../src/workspace/page/model/first-model.ts';
import type { PageView } from '../../../../src/workspace/page-protocol.ts';
import { message, pageState } from '../support/page-state.ts';

const view: PageView = {
  id: 'V1',
  kind: 'modal',
  callbackId: '',
  title: null,
  submit: null,
  close: null,
  blocks: [],
  hash: 'h1',
  pushed: false,
};
const shown = { me: 'UANA', show: 'conversation', channel: 'CGENERAL', threadTs: null } as const;
const model = { ...firstModel(pageState({ views: [view] }), 'system'), route: shown };
const posted = (text: string, more = {}) => ({
  seq: 11,
  kind: 'message-posted' as const,
  message: message('2026-03-10T12:00:00Z', { user: 'UBO', text, ...more }),
});

describe('an event on the stream', () => {
  it('is announced to screen readers when it is a message on screen', () => {
    expect(afterEvent(model, posted('*done* by <@UANA>')).announcement).toBe('bo: done by @ana');
    expect(afterEvent(model, posted('yes', { threadTs: '1.0' })).announcement).toBe('bo, in a thread: yes');
  });

  it('is not announced when it is one’s own or elsewhere', () => {
    expect(afterEvent(model, posted('mine', { user: 'UANA' })).announcement).toBe('');
    expect(afterEvent(model, posted('far', { channel: 'CRELEASES' })).announcement).toBe('');
  });

  it('forgets a view’s errors once its content is new, and keeps them otherwise', () => {
    const wrong = { ...model, errors: { V1: { block: 'wrong' } } };
    const same = afterEvent(wrong, { seq: 11, kind: 'views', views: [view] });
    const changed = afterEvent(wrong, { seq: 11, kind: 'views', views: [{ ...view, hash: 'h2' }] });
    expect(same.errors).toEqual({ V1: { block: 'wrong' } });
    expect(changed.errors).toEqual({});
  });

  it('moves the clock on when a message is newer than it', () => {
    const later = message('2026-03-10T15:00:00Z');
    const after = afterEvent(model, { seq: 11, kind: 'message-posted', message: later });
    expect(after.now).toBe(Date.parse('2026-03-10T15:00:00Z'));
    expect(afterEvent(model, { ...posted('old'), message: message('2026-03-10T09:00:00Z') }).now).toBe(
      model.now,
    );
  });

  it('moves the clock, and counts what the app did wrong', () => {
    const clock = { now: 5, runs: false, adjustable: true };
    const violation = { at: 1, where: 'chat.postMessage', error: 'invalid_blocks', details: [] };
    expect(afterEvent(model, { seq: 11, kind: 'clock', clock }).now).toBe(5);
    expect(afterEvent(model, { seq: 11, kind: 'violation', violation }).violations).toEqual([violation]);
  });

  it('changes nothing when the snapshot already contains it', () => {
    const violation = { at: 1, where: 'x', error: 'y', details: [] };
    expect(afterEvent(model, { seq: 10, kind: 'violation', violation })).toEqual({});
  });
});

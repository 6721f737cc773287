import { describe, expect, it } from 'vitest';
import { type SelectElement, selectModel } from '../../../../src/workspace/page/controls/select-model.ts';
import { channel, pageState, person } from '../support/page-state.ts';

const option = (value: string) => ({
  text: { type: 'plain_text' as const, text: value.toUpperCase() },
  value,
});
const page = pageState({
  people: [person('UANA'), person('UFAR', { kind: 'stranger' })],
  conversations: [
    channel('general'),
    channel('secret', { kind: 'private' }),
    channel('partner', { isShared: true }),
    channel('old', { isArchived: true }),
  ],
});
const model = (element: object, state?: object, offer: Parameters<typeof selectModel>[3] = 'own') =>
  selectModel(element as SelectElement, state as Parameters<typeof selectModel>[1], page, offer);
const texts = (choices: { text: string }[]) => choices.map(({ text }) => text);

describe('a select', () => {
  it('offers its options, grouped ones with their label', () => {
    const groups = [{ label: { type: 'plain_text' as const, text: 'Group' }, options: [option('b')] }];
    const { choices } = model({ type: 'static_select', option_groups: groups });
    expect(choices).toMatchObject([{ key: 'b', text: 'B', group: 'Group' }]);
  });

  it('keeps whole options as its state, of which a single one has one', () => {
    const one = model({ type: 'static_select', options: [option('a'), option('b')] });
    expect(one.stateFor(['b'])).toEqual({ type: 'static_select', selected_option: option('b') });
    expect(one.stateFor([])).toEqual({ type: 'static_select', selected_option: null });
    const many = model({ type: 'multi_static_select', options: [option('a'), option('b')] });
    expect(many.stateFor(['b', 'a'])).toEqual({
      type: 'multi_static_select',
      selected_options: [option('b'), option('a')],
    });
  });

  it('keeps what was chosen of an external one while other options are offered', () => {
    const state = { type: 'multi_external_select', selected_options: [option('a')] };
    const offer = { options: [option('b')], groups: [] };
    const select = model({ type: 'multi_external_select' }, state, offer);
    expect(texts(select.chosen)).toEqual(['A']);
    expect(texts(select.choices)).toEqual(['B']);
    expect(select.stateFor(['a', 'b'])).toEqual({
      type: 'multi_external_select',
      selected_options: [option('a'), option('b')],
    });
  });

  it('offers nothing of an external one until the app has answered', () => {
    expect(model({ type: 'external_select' }, undefined, 'loading').choices).toEqual([]);
    expect(model({ type: 'external_select' }, undefined, { failure: 'no' }).choices).toEqual([]);
  });

  it('offers the workspace’s own people', () => {
    const select = model({ type: 'users_select' }, { type: 'users_select', selected_user: 'UANA' });
    expect(texts(select.choices)).toEqual(['ana']);
    expect(texts(select.chosen)).toEqual(['ana']);
    expect(select.stateFor(['UANA'])).toEqual({ type: 'users_select', selected_user: 'UANA' });
  });

  it('offers public channels only, or the kinds of conversation that it asks for', () => {
    expect(texts(model({ type: 'channels_select' }).choices)).toEqual(['general', 'partner']);
    expect(texts(model({ type: 'conversations_select' }).choices)).toEqual(['general', 'secret', 'partner']);
    const filter = { include: ['public'], exclude_external_shared_channels: true };
    expect(texts(model({ type: 'multi_conversations_select', filter }).choices)).toEqual(['general']);
  });

  it('allows one choice, or as many as the element says', () => {
    expect(model({ type: 'static_select' }).most).toBe(1);
    expect(model({ type: 'multi_static_select', max_selected_items: 2 }).most).toBe(2);
    expect(model({ type: 'multi_static_select' }).most).toBeGreaterThan(100);
  });
});

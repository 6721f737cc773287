import { describe, expect, it } from 'vitest';
import {
  mainMessages,
  type Row,
  threadReplies,
  timeline,
} from '../../../../src/workspace/page/model/timeline.ts';
import { dateReader } from '../../../../src/workspace/page/text/slack-date.ts';
import { message } from '../support/page-state.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const reader = { me: 'UANA', ...dateReader(NOW, 'Europe/London') };
const rest = { notices: [], reader, readUpTo: null, after: null };

function outline(rows: Row[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'day') return row.label;
    if (row.kind === 'message') return `${row.continued ? '+ ' : ''}${row.message.text}`;
    return row.kind === 'notice' ? row.notice.text : 'NEW';
  });
}

describe('a timeline', () => {
  it('has a line for each day, in the reader’s zone', () => {
    const messages = [
      message('2026-03-08T23:30:00Z', { text: 'a' }),
      message('2026-03-09T12:00:00Z', { text: 'b' }),
      message('2026-03-10T09:00:00Z', { text: 'c' }),
    ];
    expect(outline(timeline({ ...rest, messages }))).toEqual([
      'Sunday, March 8th',
      'a',
      'Yesterday',
      'b',
      'Today',
      'c',
    ]);
    const tokyo = { me: 'UANA', ...dateReader(NOW, 'Asia/Tokyo') };
    const inTokyo = outline(timeline({ ...rest, messages, reader: tokyo }));
    expect(inTokyo).toEqual(['Yesterday', 'a', 'b', 'Today', 'c']);
  });

  it('draws messages of one author within five minutes together', () => {
    const messages = [
      message('2026-03-10T09:00:00Z', { text: 'a' }),
      message('2026-03-10T09:04:00Z', { text: 'b' }),
      message('2026-03-10T09:10:00Z', { text: 'c' }),
      message('2026-03-10T09:10:30Z', { text: 'd', user: 'UBO' }),
      message('2026-03-10T09:10:40Z', { text: 'e', user: 'UBO', ephemeral: true }),
      message('2026-03-10T09:10:50Z', { text: 'f', user: 'UBO' }),
    ];
    expect(outline(timeline({ ...rest, messages }))).toEqual(['Today', 'a', '+ b', 'c', 'd', 'e', 'f']);
  });

  it('draws one line above the first unread message of somebody else', () => {
    const messages = [
      message('2026-03-10T09:00:00Z', { text: 'read', user: 'UBO' }),
      message('2026-03-10T09:01:00Z', { text: 'mine' }),
      message('2026-03-10T09:02:00Z', { text: 'unread', user: 'UBO' }),
      message('2026-03-10T09:03:00Z', { text: 'unread too', user: 'UBO' }),
    ];
    const readUpTo = messages[0]?.ts ?? null;
    expect(outline(timeline({ ...rest, messages, readUpTo }))).toEqual([
      'Today',
      'read',
      'mine',
      'NEW',
      'unread',
      '+ unread too',
    ]);
  });

  it('puts notices where they happened, and starts a new group after them', () => {
    const at = Date.parse('2026-03-10T09:00:30Z');
    const notices = [{ id: 'n', channel: 'CGENERAL', threadTs: null, at, text: '/tool failed' }];
    const messages = [
      message('2026-03-10T09:00:00Z', { text: 'a' }),
      message('2026-03-10T09:01:00Z', { text: 'b' }),
    ];
    expect(outline(timeline({ ...rest, messages, notices }))).toEqual(['Today', 'a', '/tool failed', 'b']);
  });

  it('needs no line for the day of what stands above it', () => {
    const messages = [message('2026-03-10T09:00:00Z', { text: 'a' })];
    const after = Date.parse('2026-03-10T08:00:00Z');
    expect(outline(timeline({ ...rest, messages, after }))).toEqual(['a']);
  });
});

describe('a thread', () => {
  it('stands beside its conversation, its first message in both', () => {
    const parent = message('2026-03-10T09:00:00Z');
    const open = { ...parent, threadTs: parent.ts, replies: 1 };
    const reply = message('2026-03-10T09:01:00Z', { threadTs: parent.ts });
    const other = message('2026-03-10T09:02:00Z');
    expect(mainMessages([open, reply, other])).toEqual([open, other]);
    expect(threadReplies([open, reply, other], parent.ts)).toEqual([reply]);
  });
});

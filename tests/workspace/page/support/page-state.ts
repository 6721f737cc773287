import type {
  PageConversation,
  PageMessage,
  PagePerson,
  PageState,
} from '../../../../src/workspace/page-protocol.ts';

/** A person called as given, in London. */
export function person(id: string, more: Partial<PagePerson> = {}): PagePerson {
  const name = id.slice(1).toLowerCase();
  const avatar = { initials: name.slice(0, 2).toUpperCase(), colour: 'navy' };
  const names = { name, displayName: name, realName: name, title: '' };
  return { id, ...names, avatar, tz: 'Europe/London', kind: 'member', canAct: true, ...more };
}

/** A public channel of that name. */
export function channel(name: string, more: Partial<PageConversation> = {}): PageConversation {
  return {
    id: `C${name.toUpperCase()}`,
    kind: 'public',
    name,
    topic: '',
    with: null,
    members: [],
    isMember: true,
    isArchived: false,
    isShared: false,
    unread: 0,
    lastRead: '0',
    ...more,
  };
}

/** A message by Ana in #general; `at` as an ISO instant. */
export function message(at: string, more: Partial<PageMessage> = {}): PageMessage {
  return {
    ts: (Date.parse(at) / 1000).toFixed(6),
    channel: 'CGENERAL',
    user: 'UANA',
    text: 'hello',
    blocks: [],
    threadTs: null,
    replies: 0,
    edited: false,
    ephemeral: false,
    files: [],
    ...more,
  };
}

/** What Ana sees of a small workspace at noon of 10 March 2026. */
export function pageState(more: Partial<PageState> = {}): PageState {
  return {
    seq: 10,
    team: { id: 'T1', name: 'Acme' },
    app: { id: 'A1', name: 'Helper', userId: 'UHELPER' },
    me: 'UANA',
    people: [person('UANA'), person('UBO'), person('UHELPER', { kind: 'bot', canAct: false })],
    groups: [{ id: 'SSRE', handle: 'sre', name: 'Site reliability', members: ['UBO'] }],
    conversations: [channel('general'), channel('releases')],
    messages: {},
    views: [],
    home: null,
    commands: [
      {
        command: '/tool',
        description: 'A tool',
        usageHint: '[NAME]',
        hints: [
          { usage: 'NAME', summary: 'One thing' },
          { usage: 'list [team:x]', summary: 'All of them' },
          { usage: 'help', summary: 'What there is' },
        ],
      },
    ],
    shortcuts: [],
    clock: { now: Date.parse('2026-03-10T12:00:00Z'), runs: false, adjustable: false },
    ...more,
  };
}

import { describe, expect, test } from 'vitest';
import { may, type Role, rolesOf, type Subject, type Verb, type Viewer } from '../../src/domain/rights.ts';

const subject: Subject = { owner: 'payments', also: ['risk'] };

const nobody: Viewer = {
  id: 'U1',
  name: 'Una',
  email: 'una@acme.test',
  timezone: 'Europe/London',
  stranger: false,
  guest: false,
  admin: false,
  teams: [],
  stewardOf: [],
};

/** Somebody who is just this to the service of `subject`. */
const AS: Readonly<
  Record<Role | 'guest of the team' | 'guest of the team who asked', { viewer: Viewer; subject: Subject }>
> = {
  stranger: { viewer: { ...nobody, stranger: true, teams: ['payments'], admin: true }, subject },
  guest: { viewer: { ...nobody, guest: true }, subject },
  'guest of the team': { viewer: { ...nobody, guest: true, teams: ['payments'] }, subject },
  'guest of the team who asked': {
    viewer: { ...nobody, guest: true, teams: ['payments'] },
    subject: { ...subject, requester: true, approver: true },
  },
  member: { viewer: nobody, subject },
  owner: { viewer: { ...nobody, teams: ['payments'] }, subject },
  steward: { viewer: { ...nobody, teams: ['payments'], stewardOf: ['payments'] }, subject },
  approver: { viewer: nobody, subject: { ...subject, approver: true } },
  requester: { viewer: nobody, subject: { ...subject, requester: true } },
  initiator: { viewer: nobody, subject: { ...subject, initiator: true } },
  admin: { viewer: { ...nobody, admin: true }, subject },
};

const EVERYBODY: readonly (keyof typeof AS)[] = [
  'guest of the team',
  'guest of the team who asked',
  'member',
  'owner',
  'steward',
  'approver',
  'requester',
  'initiator',
  'admin',
];

const MEMBERS = EVERYBODY.filter((role) => !role.startsWith('guest'));

/** The whole table, written out: who is missing in a line may not. */
const ALLOWED: Readonly<Record<Verb, readonly (keyof typeof AS)[]>> = {
  'see-service': EVERYBODY,
  'see-sensitive': ['owner', 'steward', 'approver', 'admin'],
  'see-catalog': MEMBERS,
  'check-again': EVERYBODY,
  share: EVERYBODY,
  'request-exception': EVERYBODY,
  'see-exceptions': EVERYBODY,
  'decide-exception': ['approver'],
  'revoke-exception': ['approver', 'admin'],
  'withdraw-exception': ['requester', 'guest of the team who asked'],
  'edit-exception': ['requester', 'guest of the team who asked'],
  'discuss-exception': ['approver', 'requester', 'guest of the team who asked'],
  attest: ['owner', 'steward'],
  'attest-as-approver': ['approver'],
  'see-initiatives': MEMBERS,
  'draft-initiative': MEMBERS,
  'run-initiative': ['initiator', 'admin'],
  'answer-nudge': ['owner', 'steward', 'admin'],
  'change-digest': MEMBERS,
  'register-service': MEMBERS,
  'edit-service': ['owner', 'steward', 'admin'],
  'archive-service': ['owner', 'steward', 'admin'],
  'verify-service': ['owner', 'steward', 'admin'],
  'claim-service': MEMBERS,
  'decide-claim': ['owner', 'steward', 'admin'],
  'decide-relabel': ['approver'],
  administer: ['admin'],
};

const verbs = Object.keys(ALLOWED) as Verb[]; // Object.keys forgets the key type
const roles = Object.keys(AS) as (keyof typeof AS)[];

describe('may', () => {
  test.each(verbs.flatMap((verb) => roles.map((role) => [role, verb] as const)))(
    'a %s and %s',
    (role, verb) => {
      const who = AS[role];
      expect(may(who.viewer, verb, who.subject)).toBe(ALLOWED[verb].includes(role));
    },
  );

  test('a team that only sees a service is treated as its owner', () => {
    expect(may({ ...nobody, teams: ['risk'] }, 'see-sensitive', subject)).toBe(true);
  });

  test('an admin who is a guest has no rights of an admin', () => {
    expect(may({ ...nobody, guest: true, admin: true }, 'administer', subject)).toBe(false);
  });

  test('a guest sees nothing where no service is asked about', () => {
    expect(verbs.filter((verb) => may({ ...nobody, guest: true, teams: ['payments'] }, verb))).toEqual([]);
  });

  test('a verb that nobody listed is refused', () => {
    expect(may({ ...nobody, admin: true }, 'delete-everything' as Verb, subject)).toBe(false);
  });
});

describe('rolesOf', () => {
  test('a stranger has no other role, whatever the catalog says', () => {
    expect([...rolesOf(AS.stranger.viewer, { ...subject, approver: true })]).toEqual(['stranger']);
  });

  test('a steward of another team is no steward here', () => {
    expect(rolesOf({ ...nobody, stewardOf: ['search'], teams: ['search'] }, subject)).toEqual(
      new Set(['member']),
    );
  });
});

/**
 * Who may what: one table of verbs × roles, deny by default. Read at the moment of the act, never
 * remembered: a button that somebody can see is no permission to press it.
 */

/** What somebody is to one service. The order is of no meaning: each is granted its own verbs. */
export type Role =
  | 'stranger'
  | 'guest'
  | 'member'
  | 'owner'
  | 'steward'
  | 'approver'
  | 'requester'
  | 'initiator'
  | 'admin';

export type Verb =
  | 'see-service'
  | 'see-sensitive'
  | 'see-catalog'
  | 'check-again'
  | 'share'
  | 'request-exception'
  | 'see-exceptions'
  | 'decide-exception'
  | 'revoke-exception'
  | 'withdraw-exception'
  | 'edit-exception'
  | 'discuss-exception'
  | 'attest'
  | 'attest-as-approver'
  | 'see-initiatives'
  | 'draft-initiative'
  | 'run-initiative'
  | 'change-digest'
  | 'answer-nudge'
  | 'register-service'
  | 'edit-service'
  | 'archive-service'
  | 'verify-service'
  | 'claim-service'
  | 'decide-claim'
  | 'decide-relabel'
  | 'administer';

const EVERYBODY: readonly Role[] = ['member', 'owner', 'steward', 'approver', 'admin'];

const TABLE: Readonly<Record<Verb, readonly Role[]>> = {
  // A guest holds `owner` too for the services of their own team; those are all that they see.
  'see-service': EVERYBODY,
  'see-sensitive': ['owner', 'steward', 'approver', 'admin'],
  'see-catalog': EVERYBODY,
  'check-again': EVERYBODY,
  share: EVERYBODY,
  'request-exception': EVERYBODY,
  'see-exceptions': EVERYBODY,
  // That nobody decides about their own request is no matter of roles: an approver may have asked for it.
  'decide-exception': ['approver'],
  'revoke-exception': ['approver', 'admin'],
  'withdraw-exception': ['requester'],
  'edit-exception': ['requester'],
  'discuss-exception': ['approver', 'requester'],
  // Which of the two a rule asks for stands in its `attest.by`.
  attest: ['owner', 'steward'],
  'attest-as-approver': ['approver'],
  // Anybody may propose one; that others are reminded because of it is up to whoever answers for it.
  'see-initiatives': EVERYBODY,
  'draft-initiative': EVERYBODY,
  'run-initiative': ['initiator', 'admin'],
  'change-digest': EVERYBODY,
  // Snoozing and “not mine” are for whom it concerns: reminders of others are not theirs to quieten.
  'answer-nudge': ['owner', 'steward', 'admin'],
  'register-service': EVERYBODY,
  'edit-service': ['owner', 'steward', 'admin'],
  'archive-service': ['owner', 'steward', 'admin'],
  'verify-service': ['owner', 'steward', 'admin'],
  'claim-service': EVERYBODY,
  // The owner is the team that a service is said to be of.
  'decide-claim': ['owner', 'steward', 'admin'],
  'decide-relabel': ['approver'],
  administer: ['admin'],
};

/** Verbs that a guest may do at a service of their own team, if their other roles grant them; all others are closed. */
const GUEST_OF_THE_TEAM: readonly Verb[] = [
  'see-service',
  'check-again',
  'share',
  'request-exception',
  'see-exceptions',
  'withdraw-exception',
  'edit-exception',
  'discuss-exception',
];

/** The person acting, as their Slack profile and the catalog describe them now. */
export interface Viewer {
  /** Slack user id. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** IANA time zone. */
  readonly timezone: string;
  /** Of another workspace or organisation, deactivated, or a bot: may nothing. */
  readonly stranger: boolean;
  readonly guest: boolean;
  readonly admin: boolean;
  /** Ids of the teams that they are a member or steward of, parents included. */
  readonly teams: readonly string[];
  readonly stewardOf: readonly string[];
}

/** What the rights of a verb depend on, for verbs about one service. */
export interface Subject {
  readonly owner?: string;
  readonly also: readonly string[];
  /** Whether the viewer is among the approvers of its tier, as resolved now. */
  readonly approver?: boolean;
  /** Whether the exception that it is about is the viewer's own. */
  readonly requester?: boolean;
  /** Whether the viewer is the owner of the initiative that it is about. */
  readonly initiator?: boolean;
}

/** All roles that the viewer has towards the subject. */
export function rolesOf(viewer: Viewer, subject?: Subject): ReadonlySet<Role> {
  if (viewer.stranger) return new Set<Role>(['stranger']);
  const roles = new Set<Role>([viewer.guest ? 'guest' : 'member']);
  if (subject !== undefined) {
    if ([subject.owner, ...subject.also].some((team) => team !== undefined && viewer.teams.includes(team)))
      roles.add('owner');
    if (subject.owner !== undefined && viewer.stewardOf.includes(subject.owner)) roles.add('steward');
    if (subject.approver === true) roles.add('approver');
    if (subject.requester === true) roles.add('requester');
    if (subject.initiator === true) roles.add('initiator');
  }
  if (viewer.admin && !viewer.guest) roles.add('admin');
  return roles;
}

/** Whether the viewer may do this now. Deny by default: an unlisted combination is a no. */
export function may(viewer: Viewer, verb: Verb, subject?: Subject): boolean {
  const roles = rolesOf(viewer, subject);
  if (roles.has('stranger')) return false;
  if (roles.has('guest') && !(roles.has('owner') && GUEST_OF_THE_TEAM.includes(verb))) return false;
  // Verbs arrive from buttons too: an unlisted one is refused, not an error.
  return Object.hasOwn(TABLE, verb) && TABLE[verb].some((role) => roles.has(role));
}

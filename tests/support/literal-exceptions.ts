/** View models of exceptions as their verbs answer them, and those verbs without a database. */
import { type Exception, newException } from '../../src/domain/exceptions/exception.ts';
import { DAY, HOUR } from '../../src/domain/instant.ts';
import type {
  Effect,
  ExceptionDraft,
  ExceptionLine,
  ExceptionListing,
  ExceptionVerbs,
  ExceptionView,
} from '../../src/use-cases/exception-views.ts';
import { check, checkView, heading, level, NOW } from './view-models.ts';

export const OMAR = { id: 'UOMAR', name: 'Omar' };
export const ANA = { id: 'UANA', name: 'Ana' };
export const BO = { id: 'UBO', name: 'Bo' };

/** Asked by Omar an hour ago, two must agree. */
export function exception(more: Partial<Exception> = {}): Exception {
  return {
    ...newException({
      id: '0195f2f0-0000-7000-8000-0000000000e1',
      serviceKey: 'key-payments-api',
      rules: [{ rule: 'production-readiness/code-coverage-over-85-', meaning: 'm' }],
      kind: 'one-time',
      requester: OMAR,
      requestedAt: NOW - HOUR,
      reason: 'The new refund module lands this week; its tests follow.',
      risk: 'A refund may fail; it is behind a flag for 1 % of shoppers.',
      followUp: 'https://jira.acme.test/browse/PAY-812',
      askedUntil: NOW + 14 * DAY,
      tier: 'tier-1',
      approvalsRequired: 2,
      extends: null,
      batch: null,
      asked: { people: [ANA.id, BO.id], channel: null, fallback: false, admins: false },
    }),
    ...more,
  };
}

export function exceptionLine(more: Partial<ExceptionLine> = {}): ExceptionLine {
  return {
    exception: exception(),
    service: { id: 'payments-api', name: 'Payments API' },
    titles: ['Code coverage over 85 %'],
    missing: 2,
    ...more,
  };
}

export function effect(more: Partial<Effect> = {}): Effect {
  return {
    scorecard: 'Production readiness',
    from: level('bronze'),
    to: level('silver'),
    scoreFrom: 72,
    scoreTo: 78,
    ...more,
  };
}

const COVERAGE = checkView('Code coverage over 85 %', 'fail', {
  check: check('code-coverage-over-85-', 'fail', {
    cause: 'measured',
    reason: '61 % coverage, needs more than 85 %',
  }),
});

export function exceptionView(more: Partial<ExceptionView> = {}): ExceptionView {
  return {
    ...exceptionLine(),
    heading: heading('payments-api'),
    checks: [COVERAGE],
    effect: [effect()],
    earlier: [],
    extended: null,
    talk: [],
    may: { decide: true, withdraw: false, edit: false, revoke: false, extend: false },
    ...more,
  };
}

export function exceptionDraft(more: Partial<ExceptionDraft> = {}): ExceptionDraft {
  return {
    service: heading('payments-api'),
    rules: [COVERAGE, checkView('Merge approval', 'fail')],
    never: [checkView('No leaked secrets', 'fail', { sensitive: true })],
    known: [],
    latest: NOW + 14 * DAY,
    latestStanding: NOW + 365 * DAY,
    presets: [
      { id: 'week', words: 'One week', until: NOW + 7 * DAY },
      { id: 'fortnight', words: 'Two weeks', until: NOW + 14 * DAY },
    ],
    maxDays: 14,
    followUpRequired: true,
    deciders: ['Ana', 'Bo'],
    approvalsRequired: 2,
    askedAdmins: false,
    ...more,
  };
}

export function exceptionListing(more: Partial<ExceptionListing> = {}): ExceptionListing {
  return {
    query: 'pending',
    page: { items: [exceptionLine()], total: 1, offset: 0, size: 12 },
    ...more,
  };
}

/** Without a database: everything is asked, done and found. */
export function literalExceptions(changes: Partial<ExceptionVerbs> = {}): ExceptionVerbs {
  return {
    draft: async () => exceptionDraft(),
    preview: async () => ({ services: 1, trouble: null, effect: [effect()] }),
    ask: async () => ({ kind: 'asked', exceptions: [exceptionLine()], effect: [effect()] }),
    show: async () => exceptionView(),
    act: async (viewer, _id, act) => ({
      kind: 'done',
      view: exceptionView({
        exception: exception(
          act.kind === 'approve'
            ? { approvals: [{ by: { id: viewer.id, name: viewer.name }, at: NOW, until: NOW + 14 * DAY }] }
            : {},
        ),
      }),
    }),
    beginBatch: async () => ({ done: [exceptionLine()], refused: [] }),
    ending: async () => [exceptionLine()],
    checkEnding: async () => ({ fixed: [exceptionLine()], open: [], trouble: [] }),
    actOnBatch: async () => ({ done: [exceptionLine()], refused: [] }),
    edit: async () => ({ kind: 'asked', exceptions: [exceptionLine()], effect: [effect()] }),
    begin: async () => ({ kind: 'done', view: exceptionView() }),
    list: async (_viewer, query) => exceptionListing({ query }),
    ...changes,
  };
}

import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readReadyYml } from '../../src/documents/ready-yml.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import { DAY } from '../../src/domain/instant.ts';

function told(text: string): string[] {
  return readReadyYml('ready.yml', text).problems.map(describeProblem);
}

const WHOLE = `
organisation: Acme
timezone: Europe/London
working_hours: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00"}
admins: [ana@acme.test]
rollout: {mode: preview, teams: []}
primary_scorecard: production-readiness
catalog: [catalog/*.yml, catalog/*.yaml]
scorecards: [scorecards/*.yml]
tiers:
  - id: tier-1
    name: Customers stop
    jobs: [A shopper pays, A merchant is paid]
    approvers: ["@payments-approvers", bo@acme.test]
    approvers_for: {"category:security": ["@appsec"]}
    ask: dm
    approvals_required: 2
    fallback_approvers: [cto@acme.test]
    exception_max_days: 14
    follow_up_required: true
    nudge_every_days: 2
    escalate_after: 3
    gate: block
    unknown: block
    confidence: 80
    verify_every_days: 30
  - {id: tier-3}
default_tier: tier-3
people:
  - {email: Ana@acme.test, slack: U0123, github: ana-acme, timezone: Europe/Paris}
digest: {channel: "#engineering", day: mon, at: "09:00"}
exceptions: {channel: "#readiness-exceptions"}
custom_valid_for: 30d
collectors:
  github: {organisations: [acme]}
`;

describe('ready.yml', () => {
  test('is read whole, as FORMATS shows it', () => {
    const { organisation, problems, collectors } = readReadyYml('ready.yml', WHOLE);
    expect(problems).toEqual([]);
    expect(organisation).toMatchObject({
      organisation: 'Acme',
      timezone: 'Europe/London',
      admins: ['ana@acme.test'],
      primaryScorecard: 'production-readiness',
      defaultTier: 'tier-3',
      people: [{ email: 'ana@acme.test', slack: 'U0123', github: 'ana-acme', timezone: 'Europe/Paris' }],
      digest: { channel: '#engineering', day: 'mon', at: '09:00' },
      exceptions: { channel: '#readiness-exceptions' },
      customValidFor: 30 * DAY,
    });
    expect(organisation?.tiers[0]).toEqual({
      id: 'tier-1',
      name: 'Customers stop',
      jobs: ['A shopper pays', 'A merchant is paid'],
      approvers: ['@payments-approvers', 'bo@acme.test'],
      approversFor: { 'category:security': ['@appsec'] },
      ask: 'dm',
      approvalsRequired: 2,
      fallbackApprovers: ['cto@acme.test'],
      exceptionMaxDays: 14,
      followUpRequired: true,
      nudgeEveryDays: 2,
      escalateAfter: 3,
      gate: 'block',
      unknown: 'block',
      confidence: 80,
      verifyEveryDays: 30,
    });
    expect(collectors.get('github')?.value).toEqual({ organisations: ['acme'] });
  });

  test('needs nothing but a name', () => {
    expect(readReadyYml('ready.yml', 'organisation: Acme\n').organisation).toMatchObject({
      timezone: 'UTC',
      workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
      rollout: { mode: 'preview', teams: [] },
      catalog: ['catalog/*.yml', 'catalog/*.yaml'],
      tiers: [{ id: 'tier-1' }, { id: 'tier-2' }, { id: 'tier-3' }],
      defaultTier: 'tier-3',
      customValidFor: 90 * DAY,
    });
  });

  test('tells apart files and organisations of GitHub', () => {
    const text = 'organisation: Acme\ncatalog: [catalog/*.yml, {github: {organisation: acme, topics: web}}]';
    expect(readReadyYml('ready.yml', text).organisation).toMatchObject({
      catalog: ['catalog/*.yml'],
      discovery: [
        {
          organisation: 'acme',
          topics: ['web'],
          excludeTopics: [],
          property: {},
          languages: [],
          archived: false,
          forks: false,
          properties: { tier: 'tier', owner: 'owner' },
        },
      ],
    });
  });

  test.each([
    ['{slack: {}}', { userGroups: ['*'] }],
    ['{slack: {user_groups: "*-team"}}', { userGroups: ['*-team'] }],
    ['{slack: {user_groups: [payments, search]}}', { userGroups: ['payments', 'search'] }],
  ])('takes user groups of Slack for teams: %s', (entry, discovery) => {
    const text = `organisation: Acme\ncatalog: [catalog/*.yml, ${entry}]`;
    expect(readReadyYml('ready.yml', text).organisation?.discovery).toEqual([discovery]);
  });

  const mistakes: [text: string, wanted: string][] = [
    ['organistion: Acme', 'ready.yml:1:1: unknown key "organistion" (did you mean "organisation"?)'],
    [
      'organisation: Acme\ntimezone: Europe/Londn',
      'ready.yml:2:1: "timezone": the text "Europe/Londn" is no time zone. Write one of the IANA database, such as Europe/London.',
    ],
    [
      'organisation: Acme\nrollout: {mode: quiet}',
      'ready.yml:2:11: "mode" cannot be the text "quiet". It is one of: silent, preview, on.',
    ],
    [
      'organisation: Acme\nadmins: [ana]',
      'ready.yml:2:10: item 1 of "admins": the text "ana" is nobody who can be found. Write an e-mail address or a Slack user id (U…).',
    ],
    ['organisation: Acme\ndigest: {channel: #x}', 'ready.yml'],
    [
      'organisation: Acme\ncatalog: [{github: {organisation: acme, topic: web}}]',
      'ready.yml:2:41: unknown key "topic" (did you mean "topics"?)',
    ],
    [
      'organisation: Acme\ncatalog: [{github: {organisation: github.com/acme}}]',
      `ready.yml:2:21: "organisation": the text "github.com/acme" is no organisation's login`,
    ],
    [
      'organisation: Acme\ndefault_tier: tier-9',
      'ready.yml:2:1: "default_tier" cannot be "tier-9" (did you mean "tier-1"?). It is one of: tier-1, tier-2, tier-3.',
    ],
    ['organisation: Acme\ntiers:\n  - id: a\n  - id: a', 'ready.yml:4:5: the tier "a" is here twice'],
    [
      'organisation: Acme\ntiers:\n  - {id: a, approvers_for: {security: ["@x"]}}',
      'ready.yml:3:29: "security" says neither category:… nor system:…',
    ],
    ['organisation: Acme\nworking_hours: {from: "18:00"}', 'ready.yml:2:1: "to" must end after they begin'],
    [
      'organisation: Acme\nworking_hours: {from: 9am}',
      'ready.yml:2:17: "from": the text "9am" is no time of day. Write hours and minutes: "09:00".',
    ],
    ['# nothing', 'ready.yml: the file is empty. It needs at least "organisation: NAME".'],
    ['organisation: Acme\n---\norganisation: B', 'ready.yml:3:1: "---" begins a second document'],
  ];
  test.each(mistakes)('%j is refused with its place', (text, wanted) => {
    const problems = told(text);
    expect(problems.some((problem) => problem.startsWith(wanted))).toBe(true);
    expect(readReadyYml('ready.yml', text).organisation).toBeUndefined();
  });

  test('tells nothing of what follows a mistake after which nothing can be trusted', () => {
    expect(told('organisation: Acme\n- x\nfoo: 2\n')).toEqual([
      'ready.yml:2:1: "- x" is no "key: value". Every key needs a colon and a space.',
    ]);
  });

  test('holds a collector against its own schema, with the place of each mistake', () => {
    const text =
      'organisation: Acme\ncollectors:\n  file:\n  github:\n    organisatons: [acme]\n    base: 7\n';
    const { collectors } = readReadyYml('ready.yml', text);
    expect([...collectors.keys()]).toEqual(['file', 'github']);
    expect(collectors.get('file')?.value).toEqual({});
    const checked = collectors
      .get('github')
      ?.check(z.strictObject({ organisations: z.array(z.string()).default([]), base: z.string() }));
    expect(checked?.ok).toBe(false);
    expect(checked?.ok === false ? checked.problems.map(describeProblem) : []).toEqual([
      'ready.yml:5:5: unknown key "organisatons" (did you mean "organisations"?)',
      'ready.yml:6:5: "base" must be a text, and 7 is read as the number 7. Write it in quotes: "7".',
    ]);
    expect(collectors.get('github')?.problem(['base'], 'is odd')).toEqual({
      file: 'ready.yml',
      line: 6,
      column: 5,
      message: 'is odd',
    });
  });
});

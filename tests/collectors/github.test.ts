import { describe, expect, test } from 'vitest';
import { github } from '../../src/collectors/github.ts';
import type { GithubRule } from '../../src/vendors/github/repository.ts';
import { given, service } from '../support/collecting.ts';
import { learned, notes } from '../support/vendor-at-work.ts';
import { ago, altering, githubAtWork, of, shop, told } from './github/shop.ts';

const CLASSIC = { requiredApprovingReviewCount: 1, isAdminEnforced: true };

/** A ruleset in force, unless a test says otherwise. */
function ruleset(...rules: GithubRule[]) {
  return { name: 'main', rules };
}

function reviews(count: number): GithubRule {
  return { type: 'pull_request', required_approving_review_count: count };
}

describe('the default branch', () => {
  test('is guarded by classic protection', async () => {
    const { vcs } = await told({ protection: { ...CLASSIC, requiresCodeOwnerReviews: true } });
    expect(learned(vcs)).toMatchObject({
      default_branch: {
        ...{ name: 'main', protected: true, protected_by: ['classic'], binds_admins: true },
        ...{ requires_pull_request: true, required_approvals: 1, requires_code_owner_review: true },
        ...{ allows_force_pushes: false, allows_deletion: false, requires_signed_commits: false },
      },
    });
    expect(notes(vcs)).not.toHaveProperty('default_branch.binds_admins');
  });

  test('is guarded by both kinds together: the stricter of each holds', async () => {
    const { vcs } = await told({
      protection: { ...CLASSIC, requiredStatusCheckContexts: ['build'], allowsForcePushes: true },
      rulesets: [
        ruleset(reviews(2), { type: 'non_fast_forward' }, { type: 'required_signatures' }),
        ruleset(reviews(0), { type: 'required_status_checks', contexts: ['build', 'scan'], strict: true }),
      ],
    });
    expect(learned(vcs)).toMatchObject({
      default_branch: {
        ...{
          protected_by: ['classic', 'ruleset'],
          required_approvals: 2,
          required_checks: ['build', 'scan'],
        },
        ...{ allows_force_pushes: false, requires_signed_commits: true, requires_up_to_date: true },
      },
    });
    expect(notes(vcs)).toHaveProperty('default_branch.binds_admins');
  });

  test.each([
    ['a ruleset that is only tried out', { ...ruleset(reviews(2)), enforcement: 'evaluate' as const }],
    ['one that is switched off', { ...ruleset(reviews(2)), enforcement: 'disabled' as const }],
    ['one for other branches', { ...ruleset(reviews(2)), include: ['refs/heads/release/*'] }],
    ['one that leaves it out', { ...ruleset(reviews(2)), include: ['~ALL'], exclude: ['refs/heads/main'] }],
  ])('is not guarded by %s', async (_name, one) => {
    const { vcs } = await told({ rulesets: [one] });
    expect(learned(vcs)).toMatchObject({
      default_branch: {
        protected: false,
        protected_by: [],
        required_approvals: 0,
        allows_force_pushes: true,
      },
    });
  });

  test('is not guarded by rules of a ruleset that is not in force, should GitHub name them', async () => {
    const instead = altering((text) => text.replaceAll('"enforcement":"ACTIVE"', '"enforcement":"EVALUATE"'));
    const { vcs } = await told({ rulesets: [ruleset(reviews(2))] }, of('shop'), { instead });
    expect(learned(vcs)).toMatchObject({ default_branch: { protected: false, required_approvals: 0 } });
  });

  test('is guarded by a ruleset of the organisation for all branches', async () => {
    const all = { ...ruleset(reviews(2)), include: ['~ALL'] };
    const contents = { organisations: new Map([['acme', { login: 'acme', rulesets: [all] }]]) };
    const { vcs } = await told({}, of('shop'), { contents });
    expect(learned(vcs)).toMatchObject({ default_branch: { protected: true, required_approvals: 2 } });
  });

  test('without a rule is told so, by whoever would see one', async () => {
    const { vcs } = await told({}, of('shop'), {
      token: 'ghp_person',
      instead: altering((text) => text.replace('"viewerPermission":"READ"', '"viewerPermission":"ADMIN"')),
    });
    expect(learned(vcs)).toMatchObject({ default_branch: { protected: false, required_approvals: 0 } });
    expect(notes(vcs)).toMatchObject({ 'default_branch.binds_admins': 'nothing protects the branch' });
  });

  test('may be guarded unseen by a person’s token: that is unknown, but for what a ruleset settles', async () => {
    const { vcs } = await told({ rulesets: [ruleset(reviews(1), { type: 'deletion' })] }, of('shop'), {
      token: 'ghp_person',
    });
    const { default_branch } = learned(vcs) as { default_branch: object };
    expect(default_branch).toEqual({
      ...{ name: 'main', protected: true, requires_pull_request: true, allows_deletion: false },
    });
    expect(notes(vcs)['default_branch.required_approvals']).toMatch(/permission "Administration"/);
    expect(notes(vcs)['default_branch.allows_force_pushes']).toMatch(/permission "Administration"/);
  });

  test('is unknown where GitHub says that it is forbidden', async () => {
    const { vcs, git } = await told({ topics: ['pay'], hidden: ['branch protection'] });
    expect(learned(vcs)).toMatchObject({ topics: ['pay'], default_branch: { name: 'main' } });
    expect(learned(vcs)).not.toHaveProperty('default_branch.protected');
    expect(notes(vcs)['default_branch.protected']).toMatch(/permission "Administration"/);
    expect(learned(git)).toMatchObject({ archived: false });
  });

  test('of an empty repository is a fact: there is none', async () => {
    const { vcs, git, ci } = await told({ commits: [] });
    const reason = 'the repository has no commits yet';
    expect(notes(vcs)).toMatchObject({ default_branch: reason });
    expect(notes(git)).toMatchObject({ last_commit_at: reason, readme: reason, default_branch: reason });
    expect(notes(ci)).toMatchObject({ passing: reason });
  });
});

describe('pull requests', () => {
  test('are counted with their age and whether anybody else has reviewed them; drafts are apart', async () => {
    const { vcs } = await told({
      pullRequests: [
        { number: 1, createdAt: ago(9), draft: true },
        { number: 2, createdAt: ago(4), reviews: 1 },
        { number: 3, createdAt: ago(2) },
      ],
    });
    expect(learned(vcs)).toMatchObject({
      pull_requests: {
        ...{ open: 2, drafts: 1, awaiting_review: 1, oldest_opened_at: ago(4) },
        reviewers: ['hubot'],
      },
    });
  });

  test('are counted beyond the first page', async () => {
    const pullRequests = Array.from({ length: 230 }, (_, at) => ({
      number: at + 1,
      createdAt: ago(230 - at),
    }));
    const { vcs } = await told({ pullRequests });
    expect(learned(vcs)).toMatchObject({
      pull_requests: { open: 230, awaiting_review: 230, oldest_opened_at: ago(230) },
    });
  });

  test('in which only their author has said something wait for a review', async () => {
    const byAuthor = altering((text) =>
      text.includes('"reviews":') ? text.replaceAll(/"login":"[^"]+"/g, '"login":"ana"') : text,
    );
    const pullRequests = [{ number: 1, createdAt: ago(4), author: 'ana', reviews: 2 }];
    const { vcs } = await told({ pullRequests }, of('shop'), { instead: byAuthor });
    expect(learned(vcs)).toMatchObject({ pull_requests: { open: 1, awaiting_review: 1, reviewers: [] } });
  });

  test('none is zero, and has no age', async () => {
    const { vcs } = await told();
    expect(learned(vcs)).toMatchObject({ pull_requests: { open: 0, drafts: 0, awaiting_review: 0 } });
    expect(notes(vcs)).toMatchObject({ 'pull_requests.oldest_opened_at': 'no pull request is open' });
  });
});

describe('what lies in the repository', () => {
  test('is told from where hosts look for it', async () => {
    const { git, ci, vcs } = await told({
      commits: [
        { at: ago(1), author: 'ana', message: 'Mend\n\nCo-authored-by: Bo <Bo@acme.test>' },
        { at: ago(40) },
      ],
      ...{ archived: true, licence: 'Apache-2.0', topics: ['pay'], releases: [{ tag: 'v2', at: ago(3) }] },
      codeownersErrors: [{ line: 2, kind: 'Unknown owner', source: '* @nobody' }],
      files: {
        'README.md': '',
        'docs/SECURITY.md': '',
        '.github/CODEOWNERS': '* @acme/pay\n',
        '.circleci/config.yml': '',
      },
    });
    expect(learned(git)).toMatchObject({
      ...{ default_branch: 'main', archived: true, part_of_monorepo: false, licence: 'Apache-2.0' },
      ...{ last_commit_at: ago(1), commits_in_last_30_days: 1, readme: 'README.md' },
      last_commit_authors: ['ana@users.noreply.github.com', 'bo@acme.test'],
      security_policy: 'docs/SECURITY.md',
      codeowners: { path: '.github/CODEOWNERS', owners: ['@acme/pay'], covers_everything: true, errors: 1 },
      ci_providers: ['circleci'],
    });
    expect(learned(ci)).toMatchObject({ providers: ['circleci'] });
    expect(learned(vcs)).toMatchObject({ last_release: 'v2', last_release_at: ago(3), topics: ['pay'] });
  });

  test('what is not there is a fact, with what to add', async () => {
    const { git, vcs } = await told({ files: {} });
    expect(notes(git)).toMatchObject({
      licence: 'the repository has no licence',
      codeowners: 'there is no CODEOWNERS file: add .github/CODEOWNERS',
    });
    expect(notes(vcs)).toMatchObject({ last_release: 'the repository has no release' });
  });
});

describe('workflows', () => {
  const workflows = [{ name: 'CI' }, { name: 'Deploy' }];

  test('are told with the last run on the default branch', async () => {
    const runs = [
      { workflow: 'Deploy', startedAt: ago(0.5), updatedAt: ago(0.4), conclusion: 'success' as const },
      { workflow: 'CI', startedAt: ago(1), conclusion: 'success' as const },
      { workflow: 'CI', startedAt: ago(0.2), conclusion: 'failure' as const, branch: 'topic' },
    ];
    const { ci } = await told({ workflows, runs });
    expect(learned(ci)).toMatchObject({
      ...{ providers: ['github-actions'], pipelines: ['CI', 'Deploy'], passing: true },
      last_run: { status: 'passed', started_at: ago(0.5), finished_at: ago(0.4), minutes: 144 },
    });
  });

  test.each([
    ['one of them failed', 'failure', false],
    ['one of them timed out', 'timed_out', false],
    ['one of them was cancelled', 'cancelled', true],
    ['one of them was skipped', 'skipped', true],
  ] as const)('pass unless %s', async (_name, conclusion, passing) => {
    const runs = [
      { workflow: 'Deploy', startedAt: ago(0.5), conclusion },
      { workflow: 'CI', startedAt: ago(1), conclusion: 'success' as const },
    ];
    expect(learned((await told({ workflows, runs })).ci)).toMatchObject({ passing });
  });

  test('that run again count as they ran last', async () => {
    const runs = [
      { workflow: 'CI', startedAt: ago(0.5), conclusion: 'success' as const },
      { workflow: 'CI', startedAt: ago(1), conclusion: 'failure' as const },
    ];
    expect(learned((await told({ workflows, runs })).ci)).toMatchObject({ passing: true });
  });

  test('that have not run lately are unknown; none at all is a fact', async () => {
    expect(notes((await told({ workflows })).ci)).toMatchObject({
      passing: 'no workflow ran for the last 5 commits',
    });
    const { ci } = await told();
    expect(notes(ci).passing).toMatch(/add a workflow/);
    const others = await told({ files: { Jenkinsfile: '' } });
    expect(notes(others.ci).passing).toBe('GitHub does not run it: jenkins does');
  });
});

describe('deployments', () => {
  const deploy = (days: number, state: 'SUCCESS' | 'FAILURE' | 'INACTIVE', environment = 'production') => ({
    ...{ environment, state, at: ago(days) },
  });

  test('are told for each environment, and counted for production', async () => {
    const { deploys, vcs } = await told({
      environments: ['production', 'staging'],
      deployments: [
        deploy(1, 'SUCCESS', 'staging'),
        deploy(2, 'FAILURE'),
        deploy(3, 'SUCCESS'),
        deploy(9, 'INACTIVE'),
        deploy(40, 'SUCCESS'),
      ],
    });
    expect(learned(vcs)).toMatchObject({ environments: ['production', 'staging'] });
    expect(learned(deploys)).toMatchObject({
      ...{
        last_at: ago(3),
        in_last_7_days: 2,
        in_last_30_days: 3,
        failed_in_last_30_days: 1,
        failure_rate: 33.3,
      },
      environments: { production: { status: 'failed', at: ago(2) }, staging: { at: ago(1) } },
    });
    expect(learned(deploys)).toHaveProperty('recent.length', 4);
  });

  test('are all read that count, and the last success may be older than those', async () => {
    const many = Array.from({ length: 150 }, (_, at) => deploy(at / 10, 'FAILURE'));
    const { deploys } = await told({ deployments: [...many, deploy(20, 'SUCCESS')] });
    expect(learned(deploys)).toMatchObject({ in_last_30_days: 151, last_at: ago(20) });
  });

  test('whose last success is older than what is read leave it unknown', async () => {
    const failed = Array.from({ length: 70 }, (_, at) => deploy(at, 'FAILURE'));
    const { deploys } = await told({ deployments: [...failed, deploy(80, 'SUCCESS')] });
    expect(learned(deploys)).toMatchObject({ failed_in_last_30_days: 31 });
    expect(learned(deploys)).not.toHaveProperty('last_at');
    expect(notes(deploys).last_at).toBe('the last success is older than what is read');
  });

  test('none is a fact, and which environments customers meet can be said', async () => {
    expect(notes((await told()).deploys).last_at).toMatch(/nothing was deployed to production/);
    const { deploys } = await told({ deployments: [deploy(2, 'SUCCESS', 'eu-live')] }, of('shop'), {
      settings: '{production: ["*-live"]}',
    });
    expect(learned(deploys)).toMatchObject({ last_at: ago(2) });
  });
});

describe('a service that is not read', () => {
  test('names no repository: that is a fact', async () => {
    const { collectOne } = await githubAtWork([shop()]);
    const { vcs, vulnerabilities } = await collectOne({});
    const reason = 'no repository is named: add `repo` to payments-api in the catalog';
    expect([notes(vcs), notes(vulnerabilities)]).toEqual([{ '': reason }, { '': reason }]);
  });

  test('lies on another host: others may know', async () => {
    const { collectOne, vendor } = await githubAtWork([shop()], { settings: '{organisations: [other]}' });
    const { vcs } = await collectOne({}, { repos: [{ url: 'github.com/acme/shop', paths: [] }] });
    expect(vcs).toEqual({
      namespace: 'vcs',
      silent: 'its repository is not on github.com, or belongs to none of: other',
    });
    expect(vendor.requests).toEqual([]);
  });

  test('names a repository that is not there, beside one that is: that is a fact', async () => {
    const { collect } = await githubAtWork([shop()]);
    const collected = await collect([of('shop'), of('shpo')]);
    expect(notes(collected.get('shpo')?.vcs)).toEqual({
      '': 'GitHub shows no repository acme/shpo: correct `repo` of shpo in the catalog, or give the token or App access to it',
    });
    expect(learned(collected.get('shop')?.vcs)).toMatchObject({ visibility: 'private' });
  });

  test('is not blamed where GitHub shows nothing at all of the owner', async () => {
    const { collect } = await githubAtWork([shop()]);
    const collected = await collect([
      service({ id: 'x', repos: [{ url: 'github.com/hidden/x', paths: [] }] }),
    ]);
    expect(learned(collected.get('x')?.vcs)).toBe('GitHub shows nothing of hidden to this token or App');
  });
});

describe('credentials', () => {
  const lacksOf = (environment: Record<string, string>) =>
    github.configure(given('github', { environment })).collector.source.configured;

  test.each([
    [{}, { lacks: 'GITHUB_TOKEN, or GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY, is not set' }],
    [{ GITHUB_APP_ID: '1' }, { lacks: 'GITHUB_APP_PRIVATE_KEY is not set' }],
    [{ GITHUB_APP_PRIVATE_KEY: 'x' }, { lacks: 'GITHUB_APP_ID is not set' }],
    [{ GITHUB_TOKEN: 'ghp_1' }, true],
    [{ GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: 'x' }, true],
  ])('of %o', (environment, configured) => {
    expect(lacksOf(environment)).toEqual(configured);
  });

  test('that are wrong are told without their value', () => {
    const environment = {
      GITHUB_TOKEN: 'ghp_1',
      GITHUB_APP_INSTALLATION_ID: 'secret',
      GITHUB_API_URL: 'secret',
    };
    const { problems } = github.configure(given('github', { environment }));
    expect(problems.map(({ message }) => message.split(':')[0])).toEqual([
      'GITHUB_APP_INSTALLATION_ID',
      'GITHUB_API_URL',
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });
});

import { z } from 'zod';
import { count, defineNamespace, flag, group, list, moment, oneOf, text } from './namespace.ts';

/** Branch rules, as the strictest of classic protection and rulesets says. */
const defaultBranch = group(
  {
    name: text('Its name.', 'default branch'),
    protected: flag(
      'Whether any rule protects it, be it classic protection or a ruleset in force.',
      'branch protection',
      'branch protection is on',
      'branch protection is off',
    ),
    protected_by: list(z.string(), 'What protects it: classic, ruleset.', 'kinds of branch protection'),
    requires_pull_request: flag(
      'Whether changes reach it only through a pull request.',
      'pull request required',
      'a pull request is required',
      'no pull request is required',
    ),
    required_approvals: count(
      'Approving reviews needed to merge: the highest number that any rule in force asks for.',
      'approvals required',
    ),
    requires_code_owner_review: flag(
      'Whether a code owner has to approve.',
      'code owner review required',
      'a code owner has to approve',
      'no code owner has to approve',
    ),
    dismisses_stale_approvals: flag(
      'Whether a new push withdraws approvals.',
      'stale approvals dismissed',
      'a new push withdraws approvals',
      'approvals outlive new pushes',
    ),
    requires_resolved_conversations: flag(
      'Whether all review threads have to be resolved.',
      'resolved conversations required',
      'review threads have to be resolved',
      'review threads may stay open',
    ),
    required_checks: list(z.string(), 'Names of the status checks that have to pass.', 'required checks'),
    requires_up_to_date: flag(
      'Whether a change has to contain the newest commit before it merges.',
      'up-to-date branch required',
      'a change has to be up to date to merge',
      'an outdated change may merge',
    ),
    requires_signed_commits: flag(
      'Whether commits have to be signed.',
      'signed commits required',
      'commits have to be signed',
      'unsigned commits may land',
    ),
    requires_linear_history: flag(
      'Whether merge commits are refused.',
      'linear history required',
      'history has to be linear',
      'merge commits may land',
    ),
    allows_force_pushes: flag(
      'Whether history may be rewritten.',
      'force pushes',
      'force pushes are allowed',
      'force pushes are refused',
    ),
    allows_deletion: flag(
      'Whether the branch may be deleted.',
      'deletion of the branch',
      'the branch may be deleted',
      'the branch cannot be deleted',
    ),
    binds_admins: flag(
      'Whether the rules hold for administrators too.',
      'rules for administrators',
      'administrators are bound too',
      'administrators may pass by the rules',
    ),
  },
  'The branch that releases come from, and what guards it.',
  'default branch',
);

/** The code's host: branch rules, reviews, releases. */
export const vcs = defineNamespace(
  {
    name: 'vcs',
    words: 'the code host',
    summary: 'The code as its host guards it: branch rules, pull requests, releases, environments.',
  },
  {
    url: text('Address of the repository.', 'repository address'),
    visibility: oneOf(['public', 'internal', 'private'], 'Who can read it.', 'visibility'),
    part_of_monorepo: flag(
      'Whether the service is a part of the repository. Then pull requests are those that touch its paths; branch rules, environments, topics and releases are those of the whole repository.',
      'part of a monorepo',
      'it is a part of a repository',
      'it is the whole repository',
    ),
    default_branch: defaultBranch,
    pull_requests: group(
      {
        open: count('Open ones, drafts left out.', 'open pull requests'),
        drafts: count('Open drafts.', 'draft pull requests'),
        oldest_opened_at: moment(
          'When the oldest open one was opened, drafts left out.',
          'oldest pull request',
        ),
        reviewers: list(
          z.string(),
          'Logins of those who have reviewed open ones, each in others’ pull requests.',
          'reviewers',
        ),
        awaiting_review: count('Open ones that nobody has reviewed yet.', 'pull requests without a review'),
      },
      'Changes that wait to be merged.',
      'pull requests',
    ),
    environments: list(z.string(), 'Names of the deployment environments.', 'environments'),
    topics: list(z.string(), 'Topics of the repository.', 'topics'),
    last_release: text('Name of the newest release.', 'last release'),
    last_release_at: moment('When the newest release was published.', 'last release'),
  },
);

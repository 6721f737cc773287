/** https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch */
import type { Ruleset } from '../derived.ts';
import type { GithubRule } from '../repository.ts';

/** What holds for a branch, each rule with where it comes from. */
export function rulesJson({ ruleset, source, id }: Ruleset): readonly object[] {
  return ruleset.rules.map((rule) => ({
    type: rule.type,
    ...parametersJson(rule),
    ruleset_source_type: source.type,
    ruleset_source: source.name,
    ruleset_id: id,
  }));
}

function parametersJson(rule: GithubRule): object {
  if (rule.type === 'update') return { parameters: { update_allows_fetch_and_merge: false } };
  if (rule.type === 'required_status_checks')
    return {
      parameters: {
        do_not_enforce_on_create: false,
        required_status_checks: rule.contexts.map((context) => ({ context })),
        strict_required_status_checks_policy: rule.strict ?? false,
      },
    };
  if (rule.type !== 'pull_request') return {};
  const { type: _, ...said } = rule;
  return {
    parameters: {
      allowed_merge_methods: ['merge', 'squash', 'rebase'],
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_review_thread_resolution: false,
      ...said,
    },
  };
}

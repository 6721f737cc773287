/**
 * Answers as CircleCI publishes them: the examples of Project, Pipeline, WorkflowListResponse and of the metrics of
 * workflows in its OpenAPI description (https://circleci.com/docs/api/v2/openapi.json), with moments that differ.
 */
const slug = 'gh/CircleCI-Public/api-preview-docs';
const id = '046b6c7f-0b8a-43b9-b35d-6489e6daee91';

export const project = {
  slug,
  organization_name: 'CircleCI-Public',
  name: 'api-preview-docs',
  vcs_info: {
    provider: 'Bitbucket',
    vcs_url: 'https://github.com/CircleCI-Public/api-preview-docs',
    default_branch: 'master',
  },
};

export const pipelines = {
  next_page_token: null,
  items: [
    {
      ...{ id, number: 0, state: 'created', project_slug: slug, errors: [] },
      created_at: '2000-01-23T04:56:07.000+00:00',
      updated_at: '2000-01-23T04:56:07.000+00:00',
      vcs: {
        target_repository_url: 'https://github.com/CircleCI-Public/api-preview-docs',
        commit: { subject: 'subject', body: 'body' },
        tag: 'v3.1.4159',
        provider_name: 'GitHub',
        origin_repository_url: 'https://github.com/CircleCI-Public/api-preview-docs',
        branch: 'feature/design-new-api',
        revision: 'f454a02b5d10fcccfd7d9dd7608a76d6493a98b4',
      },
      trigger: {
        actor: { avatar_url: 'avatar_url', login: 'login' },
        received_at: '2000-01-23T04:56:07.000+00:00',
        type: 'explicit',
      },
    },
  ],
};

export const workflows = {
  next_page_token: null,
  items: [
    {
      ...{
        id,
        name: 'build-and-test',
        pipeline_id: id,
        pipeline_number: 0,
        project_slug: slug,
        status: 'success',
      },
      created_at: '2000-01-23T04:56:07.000+00:00',
      stopped_at: '2000-01-23T05:00:07.000+00:00',
    },
  ],
};

export const metrics = {
  next_page_token: null,
  items: [
    {
      name: 'build-and-test',
      window_start: '2000-01-23T04:56:07.000+00:00',
      window_end: '2000-01-23T04:56:07.000+00:00',
      metrics: {
        ...{ total_runs: 0, successful_runs: 0, mttr: 0, failed_runs: 0, total_credits_used: 0 },
        duration_metrics: { min: 0, median: 0, max: 0, mean: 0, standard_deviation: 1.2315135, p95: 0 },
        throughput: 5.637377,
        success_rate: 0.8008282,
      },
    },
  ],
};

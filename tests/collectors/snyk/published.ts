/**
 * A project and issues as Snyk publishes them: the answers that come with its Backstage plugin (mockedProjects.ts and
 * mockedIssues.ts below src/utils in https://github.com/snyk-tech-services/backstage-plugin-snyk), shortened, with the
 * coordinates that the REST Issues API has had since 2024-01-23 (its migration guide on docs.snyk.io).
 */
const organisation = '023b8e67-44a0-2c22-8f12-928afd5555a6';
const project = 'a484781c-1a88-4d3a-b388-c1374f1148b1';

export const projects = {
  jsonapi: { version: '1.0' },
  links: {},
  data: [
    {
      ...{ type: 'project', id: project, meta: {} },
      attributes: {
        name: 'nnillni/backstage:packages/backend/package.json',
        type: 'yarn',
        target_file: 'packages/backend/package.json',
        target_reference: 'qa',
        origin: 'github-enterprise',
        created: '2023-05-23T08:27:18.021Z',
        status: 'active',
        business_criticality: [],
        environment: [],
        lifecycle: [],
        tags: [],
        settings: { recurring_tests: { frequency: 'daily' }, pull_requests: {} },
        build_args: { root_workspace: '.' },
      },
      relationships: {
        organization: {
          data: { type: 'org', id: organisation },
          links: { related: `/orgs/${organisation}` },
        },
        target: {
          data: { type: 'target', id: '2aec25ae-7e99-4cb2-946e-3c926e4dceef' },
          links: { related: `/orgs/${organisation}/targets/2aec25ae-7e99-4cb2-946e-3c926e4dceef` },
        },
      },
    },
  ],
};

function issue(
  key: string,
  created_at: string,
  effective_severity_level: string,
  status: string,
  ignored = false,
) {
  return {
    ...{ id: `iss03:${project}:${key}`, type: 'issue' },
    attributes: {
      classes: [{ id: 'CWE-352', source: 'CWE', type: 'weakness' }],
      ...{ created_at, effective_severity_level, ignored, key, status },
      coordinates: [
        {
          ...{ is_fixable_manually: false, is_fixable_snyk: false, is_fixable_upstream: true },
          ...{ is_patchable: false, is_pinnable: false, is_upgradeable: false, reachability: 'no-info' },
          representations: [{ dependency: { package_name: 'axios', package_version: '0.27.2' } }],
        },
      ],
      priority: { factors: [], score: 168 },
      problems: [{ id: key, source: 'snyk', type: 'vulnerability' }],
      title: 'Cross-site Request Forgery (CSRF)',
      type: 'package_vulnerability',
      updated_at: '2023-10-30T23:18:25.506Z',
    },
    relationships: {
      organization: { data: { id: organisation, type: 'organization' } },
      scan_item: { data: { id: project, type: 'project' } },
    },
  };
}

const first = `/rest/orgs/${organisation}/issues?limit=100&scan_item.id=${project}&scan_item.type=project`;

/** The link to the next page is an object in some versions. */
export const issues = {
  jsonapi: { version: '1.0' },
  links: { first, next: { href: `${first}&starting_after=eyJzIjoiIn0%3D&version=2024-10-15` } },
  data: [
    issue('SNYK-JS-AXIOS-6032459', '2023-10-25T22:11:28.677Z', 'high', 'open'),
    issue('SNYK-JS-VM2-5415299', '2023-05-23T08:27:29.611Z', 'critical', 'resolved'),
  ],
};

export const lastIssues = {
  jsonapi: { version: '1.0' },
  links: { first },
  data: [
    issue('SNYK-JS-REQUEST-3361831', '2023-05-23T08:27:29.611Z', 'medium', 'open'),
    issue('SNYK-JS-PROTOBUFJS-5756498', '2023-07-06T22:49:36.837Z', 'high', 'open', true),
  ],
};

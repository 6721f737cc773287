import { expect, test } from 'vitest';
import { findLandmarks, type Landmarks } from '../../../src/collectors/git/landmarks.ts';

test.each<[file: string, found: Partial<Landmarks>]>([
  ['.github/workflows/ci.yml', { ciProviders: ['github-actions'] }],
  ['.github/workflows/nested/ci.yml', { ciProviders: [] }],
  ['.circleci/config.yml', { ciProviders: ['circleci'] }],
  ['.gitlab-ci.yml', { ciProviders: ['gitlab-ci'] }],
  ['Jenkinsfile', { ciProviders: ['jenkins'] }],
  ['Jenkinsfile.release', { ciProviders: ['jenkins'] }],
  ['tools/Jenkinsfile', { ciProviders: [] }],
  ['azure-pipelines.yml', { ciProviders: ['azure-pipelines'] }],
  ['.azure-pipelines/build.yml', { ciProviders: ['azure-pipelines'] }],
  ['bitbucket-pipelines.yml', { ciProviders: ['bitbucket-pipelines'] }],
  ['readme.MD', { readme: 'readme.MD' }],
  ['docs/README.rst', { readme: 'docs/README.rst' }],
  ['src/README.md', { readme: undefined }],
  ['COPYING', { licence: 'COPYING' }],
  ['LICENSE-MIT', { licence: 'LICENSE-MIT' }],
  ['LICENCE.txt', { licence: 'LICENCE.txt' }],
  ['licenses/MIT', { licence: undefined }],
  ['.github/SECURITY.md', { securityPolicy: '.github/SECURITY.md' }],
  ['docs/CODEOWNERS', { codeowners: 'docs/CODEOWNERS' }],
  ['src/CODEOWNERS', { codeowners: undefined }],
  ['src/test/java/ShopTest.java', { testFolders: ['src/test'] }],
  ['a/__tests__/x.js', { testFolders: ['a/__tests__'] }],
  ['tests/e2e/x.js', { testFolders: ['tests'] }],
  ['latest/x.js', { testFolders: [] }],
  ['test', { testFolders: [] }],
  ['deploy/Dockerfile.prod', { dockerfiles: ['deploy/Dockerfile.prod'] }],
  ['api.dockerfile', { dockerfiles: ['api.dockerfile'] }],
  ['MyDockerfile', { dockerfiles: [] }],
  ['infra/main.tf', { infrastructure: ['terraform'] }],
  ['deploy/Chart.yaml', { infrastructure: ['helm'] }],
  ['deploy/base/kustomization.yaml', { infrastructure: ['kustomize'] }],
  ['Pulumi.yaml', { infrastructure: ['pulumi'] }],
  ['cloudformation/network.yml', { infrastructure: ['cloudformation'] }],
  ['cdk.json', { infrastructure: ['aws-cdk'] }],
  ['web/pnpm-lock.yaml', { lockFiles: ['web/pnpm-lock.yaml'] }],
  ['go.sum', { lockFiles: ['go.sum'] }],
  ['pnpm-lockXyaml', { lockFiles: [] }],
  ['proto/shop.proto', { apiDescriptions: ['proto/shop.proto'] }],
  ['openapi.v3.json', { apiDescriptions: ['openapi.v3.json'] }],
  ['schema.graphql', { apiDescriptions: ['schema.graphql'] }],
  ['vendor/x/Dockerfile', { dockerfiles: [] }],
  ['web/node_modules/x/yarn.lock', { lockFiles: [] }],
])('%s tells %j', async (file, found) => {
  expect(await findLandmarks([file])).toMatchObject(found);
});

test('where hosts look first is the CODEOWNERS that counts, and a README nearer to the root', async () => {
  const files = ['docs/README.md', 'README.md', 'CODEOWNERS', '.github/CODEOWNERS'];
  expect(await findLandmarks(files)).toMatchObject({ readme: 'README.md', codeowners: '.github/CODEOWNERS' });
});

test('lists are sorted, without repetition, and of a bearable length', async () => {
  const files = Array.from({ length: 10_000 }, (_, index) => `s${index % 100}/tests/${index}`);
  const { testFolders } = await findLandmarks(files);
  expect(testFolders).toHaveLength(20);
  expect(testFolders.slice(0, 3)).toEqual(['s0/tests', 's1/tests', 's10/tests']);
});

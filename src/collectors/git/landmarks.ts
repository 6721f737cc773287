import { setImmediate } from 'node:timers/promises';

/** What file names alone tell about a repository, or about the part of one that a service is. */
export interface Landmarks {
  /** `github-actions`, `circleci`, …: CI services that have a definition here. */
  readonly ciProviders: readonly string[];
  readonly readme: string | undefined;
  readonly licence: string | undefined;
  readonly codeowners: string | undefined;
  readonly securityPolicy: string | undefined;
  readonly testFolders: readonly string[];
  readonly dockerfiles: readonly string[];
  /** `terraform`, `helm`, …: ways in which infrastructure is described here. */
  readonly infrastructure: readonly string[];
  readonly lockFiles: readonly string[];
  /** OpenAPI, AsyncAPI, GraphQL and protobuf files. */
  readonly apiDescriptions: readonly string[];
}

type Patterns = Readonly<Record<string, RegExp>>;

const CI: Patterns = {
  'github-actions': /^\.github\/workflows\/[^/]+\.ya?ml$/,
  circleci: /^\.circleci\/config\.ya?ml$/,
  'gitlab-ci': /^\.gitlab-ci\.ya?ml$/,
  jenkins: /^Jenkinsfile(\.[\w-]+)?$/,
  'azure-pipelines': /^\.?azure-pipelines(\/[^/]+)?\.ya?ml$/,
  'bitbucket-pipelines': /^bitbucket-pipelines\.ya?ml$/,
};

const INFRASTRUCTURE: Patterns = {
  terraform: /\.tf(\.json)?$/,
  pulumi: /(^|\/)Pulumi\.ya?ml$/,
  helm: /(^|\/)Chart\.ya?ml$/,
  kustomize: /(^|\/)kustomization\.ya?ml$/,
  'aws-cdk': /(^|\/)cdk\.json$/,
  'aws-sam': /(^|\/)samconfig\.toml$/,
  serverless: /(^|\/)serverless\.ya?ml$/,
  cloudformation: /(^|\/)cloudformation[^/]*(\/.+)?\.(ya?ml|json)$/i,
  bicep: /\.bicep$/,
  ansible: /(^|\/)ansible\.cfg$/,
};

const LOCK_FILES = [
  'package-lock.json|npm-shrinkwrap.json|yarn.lock|pnpm-lock.yaml|bun.lockb?|deno.lock',
  'Cargo.lock|go.sum|poetry.lock|uv.lock|Pipfile.lock|pdm.lock|Gemfile.lock|composer.lock|mix.lock',
  'gradle.lockfile|packages.lock.json|pubspec.lock|Podfile.lock|Package.resolved|conan.lock|flake.lock',
];

/** What a pattern matches of a path is what is told: the whole path, but for folders. */
const FILES = {
  readme: /^(docs\/|\.github\/)?readme(\.[a-z]+)?$/i,
  licence: /^(licen[cs]e|copying|unlicense)([.-][^/]*)?$/i,
  codeowners: /^(\.github\/|\.gitlab\/|docs\/)?CODEOWNERS$/,
  security: /^(docs\/|\.github\/)?security(\.[a-z]+)?$/i,
  tests: /^([^/]+\/)*?(tests?|__tests__|specs?|e2e)(?=\/)/i,
  docker: /^(.*\/)?((Dockerfile|Containerfile)(\.[^/]+)?|[^/]+\.dockerfile)$/i,
  lock: new RegExp(`^(.*/)?(${LOCK_FILES.join('|').replaceAll('.', '\\.')})$`),
  api: /^(.*\/)?((openapi|swagger|asyncapi)[^/]*\.(ya?ml|json)|[^/]+\.(proto|graphqls?))$/i,
} as const satisfies Patterns;

/** Where hosts look for it, first come first. */
const CODEOWNERS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

/** Somebody else's code, checked in. */
const VENDORED = /(^|\/)(node_modules|vendor|third_party|bower_components)\//;

/** Lists are sorted and hold at most this many entries: they are read by people, and stored per service. */
const MOST = 20;
/** Files per turn of the event loop: a few milliseconds. */
const FILES_AT_ONCE = 4_000;

/** @param files paths from the root that is looked at (the repository's, or the part's), with `/` */
export async function findLandmarks(files: readonly string[]): Promise<Landmarks> {
  const patterns = Object.entries({ ...CI, ...INFRASTRUCTURE, ...FILES });
  const found = new Map(patterns.map(([kind]) => [kind, new Set<string>()]));
  for (let at = 0; at < files.length; at += FILES_AT_ONCE) {
    for (const file of files.slice(at, at + FILES_AT_ONCE)) look(file, patterns, found);
    await setImmediate();
  }
  return tell((kind) => [...(found.get(kind) ?? [])].toSorted());
}

function look(
  file: string,
  patterns: readonly [string, RegExp][],
  found: ReadonlyMap<string, Set<string>>,
): void {
  if (VENDORED.test(file)) return;
  for (const [kind, pattern] of patterns) {
    const match = pattern.exec(file);
    if (match !== null) found.get(kind)?.add(match[0]);
  }
}

function tell(found: (kind: string) => readonly string[]): Landmarks {
  const all = (kind: keyof typeof FILES) => found(kind).slice(0, MOST);
  const kindsOf = (patterns: Patterns) => Object.keys(patterns).filter((kind) => found(kind).length > 0);
  // The nearest to the root, of what may lie in several places.
  const nearest = (kind: keyof typeof FILES) => found(kind).toSorted((a, b) => a.length - b.length)[0];
  return {
    ciProviders: kindsOf(CI),
    readme: nearest('readme'),
    licence: nearest('licence'),
    codeowners: CODEOWNERS.find((place) => found('codeowners').includes(place)),
    securityPolicy: nearest('security'),
    testFolders: all('tests'),
    dockerfiles: all('docker'),
    infrastructure: kindsOf(INFRASTRUCTURE),
    lockFiles: all('lock'),
    apiDescriptions: all('api'),
  };
}

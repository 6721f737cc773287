import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReadyYml } from '../../src/documents/ready-yml.ts';
import { readScorecard } from '../../src/documents/scorecard-document.ts';
import { readYaml } from '../../src/documents/yaml-document.ts';
import type { Problem } from '../../src/domain/errors.ts';
import { mergeCatalog } from '../../src/domain/merge/merge-catalog.ts';
import { POLICY } from '../domain/merge/readings.ts';
import { readTexts } from '../sources/reading.ts';

const FILES: Readonly<Record<string, string>> = {
  catalog:
    'teams:\n  - {id: web, members: [a@x.test], stewards: []}\nservices:\n  - id: shop\n    owner: web\n    links: [{type: docs, url: "https://x.test"}]\n    depends_on: none\n    custom: {a: [1, {b: null}]}\n',
  backstage:
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: x\n  annotations: {a: b}\nspec: {owner: web, dependsOn: [component:y]}\n---\napiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: u}\nspec: {memberOf: [web], profile: {email: u@x.test}}\n',
  scorecard:
    'id: c\nname: C\nlevels: [x]\nrules:\n  - {id: r, title: T, level: x, why: w, fix: f, expression: "true"}\n  - id: q\n    title: T\n    level: x\n    why: w\n    fix: f\n    attest: {valid_for: 90d}\n',
  policy:
    'organisation: Acme\ntiers:\n  - {id: a, approvers_for: {"category:x": ["@y"]}}\ncollectors:\n  github: {a: [b]}\npeople: [{email: a@x.test}]\n',
};

const SPLINTER = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\n  ',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '!t ',
  '&a ',
  '*a',
  '|\n',
  '? ',
  '---\n',
  'null',
  '7',
  '007',
  'true',
  '\t',
  '__proto__: 1',
  'constructor: {}',
  'toString',
  '\0',
);

/** One of the files with a few pieces of it replaced. */
const damaged = fc
  .tuple(
    fc.constantFrom(...Object.values(FILES)),
    fc.array(fc.tuple(fc.nat(400), fc.nat(6), SPLINTER), { maxLength: 4 }),
  )
  .map(([text, damages]) =>
    damages.reduce((broken, [at, length, piece]) => {
      const from = at % (broken.length + 1);
      return broken.slice(0, from) + piece + broken.slice(from + length);
    }, text),
  );

test('whatever happens to a file, readers tell problems with a place and throw nothing', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const catalog = readTexts({ 'a.yml': text });
      mergeCatalog([catalog], POLICY);
      const problems: readonly Problem[] = [
        ...readScorecard('a.yml', text).problems,
        ...readReadyYml('a.yml', text).problems,
        ...catalog.rejections.flatMap((rejection) => rejection.problems),
      ];
      for (const { file, message } of problems) {
        expect(file).toBe('a.yml');
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what a reader does not take it tells: nothing is left out in silence', () => {
  fc.assert(
    fc.property(damaged, (text) => {
      const { scorecard, problems } = readScorecard('a.yml', text);
      expect(scorecard === undefined || problems.length === 0).toBe(true);
      const policy = readReadyYml('a.yml', text);
      expect(policy.organisation === undefined).toBe(policy.problems.length > 0);
      const told = readTexts({ 'a.yml': text }).rejections.flatMap((rejection) => rejection.problems);
      expect(told.length > 0 || readYaml('a.yml', text).problems.length === 0).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

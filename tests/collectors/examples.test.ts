import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectors } from '../../src/collectors/index.ts';
import { configureCollectors, WITHOUT_MEMORY } from '../../src/collectors/running/configure-collectors.ts';
import { readReadyYml } from '../../src/documents/ready-yml.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import { SURROUNDINGS, secretsOf } from '../support/collecting.ts';

const TEMPLATE = join(import.meta.dirname, '../../templates/home/ready.yml');

test("the collectors' examples in a new ready.yml are settings that they take", () => {
  const text = readFileSync(TEMPLATE, 'utf8');
  const [before = '', after = ''] = text.split(/^collectors:$/m);
  // Examples are indented as they will stand; sentences are not.
  const examples = after.replaceAll(/^#(?= {2})/gm, '');
  const { collectors: settings, problems } = readReadyYml('ready.yml', `${before}collectors:${examples}`);
  expect(problems.map(describeProblem)).toEqual([]);
  expect([...settings.keys()]).toEqual(expect.arrayContaining(['pagerduty', 'datadog', 'prometheus']));
  const around = { ...SURROUNDINGS, ...WITHOUT_MEMORY, home: '/nowhere', secrets: secretsOf({}) };
  const configured = configureCollectors(collectors, { ...around, collectors: settings });
  expect(configured.problems.map(describeProblem)).toEqual([]);
});

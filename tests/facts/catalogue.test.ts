import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { FactField, FactType } from '../../src/domain/fact.ts';
import { catalogueOf } from '../../src/facts/catalogue.ts';
import { factCatalogue, namespaces } from '../../src/facts/index.ts';
import * as declare from '../../src/facts/namespace.ts';
import { vcs } from '../../src/facts/vcs.ts';

const FACTS = join(import.meta.dirname, '..', '..', 'src', 'facts');
const NOT_NAMESPACES = ['index.ts', 'namespace.ts', 'catalogue.ts', 'reference.ts'];

function everyField(type: FactType, path: string): readonly { path: string; field: FactField }[] {
  if (type.kind === 'list' || type.kind === 'map') return everyField(type.of, `${path}[]`);
  if (type.kind !== 'object') return [];
  return type.fields.flatMap((field) => [
    { path: `${path}.${field.name}`, field },
    ...everyField(field.type, `${path}.${field.name}`),
  ]);
}

const fields = [...factCatalogue.values()].flatMap(({ name, type }) => everyField(type, name));

test('every file of src/facts is registered as the namespace that it is named after', () => {
  const files = readdirSync(FACTS).filter((file) => !NOT_NAMESPACES.includes(file));
  expect(namespaces.map(({ name }) => name).toSorted()).toEqual(
    files.map((file) => basename(file, '.ts')).toSorted(),
  );
});

test('the namespaces are those that rules are promised', () => {
  expect([...factCatalogue.keys()]).toEqual(
    'service git vcs ci oncall incidents monitors slo coverage vulnerabilities deploys links ownership attested custom'.split(
      ' ',
    ),
  );
});

test('field names are snake case, and descriptions are sentences', () => {
  expect(fields.length).toBeGreaterThan(150);
  for (const { path, field } of fields) {
    expect(field.name, path).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
    expect(field.description, path).toMatch(
      /^[A-Z`\d].*[.…`]$|^[a-z-]+, .*\.$|^[A-Za-z-]+(, [a-z-]+)*.*[.…]$/,
    );
  }
});

test('a yes or no is said in phrases, a moment and a group in none', () => {
  for (const { path, field } of fields) {
    expect(field.phrases !== undefined, path).toBe(field.type.kind === 'bool');
  }
});

describe('the types of facts', () => {
  const at = (path: string) => fields.find((one) => one.path === path)?.field.type;

  test.each<[string, FactType]>([
    ['vcs.default_branch.protected', { kind: 'bool' }],
    ['vcs.default_branch.required_approvals', { kind: 'int' }],
    ['coverage.percent', { kind: 'double' }],
    ['git.last_commit_at', { kind: 'timestamp' }],
    ['ci.providers', { kind: 'list', of: { kind: 'string' } }],
    ['service.link', { kind: 'map', of: { kind: 'string' } }],
    ['vcs.visibility', { kind: 'string', oneOf: ['public', 'internal', 'private'] }],
  ])('%s', (path, type) => {
    expect(at(path)).toEqual(type);
  });

  test('below custom and attested anything goes', () => {
    expect(factCatalogue.get('custom')?.type).toEqual({ kind: 'any' });
    expect(factCatalogue.get('attested')?.type).toEqual({ kind: 'any' });
  });

  test('words, phrases and units travel with the field', () => {
    const field = fields.find(({ path }) => path === 'vcs.default_branch.protected')?.field;
    expect(field).toMatchObject({
      words: 'branch protection',
      phrases: { yes: 'branch protection is on', no: 'branch protection is off' },
    });
    expect(fields.find(({ path }) => path === 'coverage.percent')?.field.unit).toBe('%');
  });
});

describe('a schema that is no fact', () => {
  test('is refused when a field has no description', () => {
    const bad = { name: 'bad', words: 'bad', summary: 'Bad.', schema: z.strictObject({ a: z.string() }) };
    expect(() => catalogueOf([bad])).toThrow('bad.a lacks a description or words');
  });

  test('is refused when a list says nothing of its entries', () => {
    const bad = { name: 'bad', words: 'bad', summary: 'Bad.', schema: z.record(z.string(), z.tuple([])) };
    expect(() => catalogueOf([bad])).toThrow(/no type that a fact can have/);
  });
});

describe('what a collector answers', () => {
  test('may leave out any field, on any depth', () => {
    expect(vcs.schema.parse({ default_branch: { required_approvals: 1 } })).toEqual({
      default_branch: { required_approvals: 1 },
    });
    expect(vcs.schema.parse({})).toEqual({});
  });

  test('is refused with a misspelt field', () => {
    expect(vcs.schema.safeParse({ default_branch: { requird_approvals: 1 } }).success).toBe(false);
  });

  test('is refused with a negative count, and with a moment without its offset', () => {
    const probe = declare.defineNamespace(
      { name: 'probe', words: 'probe', summary: 'Probe.' },
      { n: declare.count('How many.', 'things'), at: declare.moment('When.', 'moment') },
    );
    expect(probe.schema.safeParse({ n: -1 }).success).toBe(false);
    expect(probe.schema.safeParse({ at: '2026-03-01T09:30:00' }).success).toBe(false);
    expect(probe.schema.safeParse({ n: 0, at: '2026-03-01T09:30:00+01:00' }).success).toBe(true);
  });
});

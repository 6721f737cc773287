import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actions } from '../../src/slack/actions/index.ts';
import { EVENTS } from '../../src/slack/bolt/listen.ts';
import { EVENTS_PATH, SLASH } from '../../src/slack/bolt.ts';
import { SCOPES } from '../support/slack-bot.ts';

interface Manifest {
  readonly features: {
    readonly shortcuts: readonly { readonly type: string; readonly callback_id: string }[];
    readonly slash_commands: readonly { readonly command: string; readonly url?: string }[];
  };
  readonly oauth_config: {
    readonly scopes: { readonly bot: readonly string[]; readonly bot_optional: readonly string[] };
  };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly socket_mode_enabled: boolean;
  };
}

const TEXT = readFileSync(join(import.meta.dirname, '..', '..', 'manifest.yml'), 'utf8');
const manifest = parse(TEXT) as Manifest;

/** The comment at the end of the file, laid over the manifest as a person would. */
function httpManifest(): Manifest {
  const comment = TEXT.slice(TEXT.indexOf('# HTTP mode, where'));
  const lines = comment.split('\n').slice(comment.split('\n').indexOf('#') + 1);
  const changes: unknown = parse(lines.map((line) => line.replace(/^# ?/, '')).join('\n'));
  return merged(manifest, changes) as Manifest;
}

function merged(base: unknown, change: unknown): unknown {
  if (Array.isArray(base) && Array.isArray(change))
    return base.map((item, nth) => merged(item, change[nth] ?? item));
  if (typeof base !== 'object' || base === null || typeof change !== 'object' || change === null)
    return change;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(change)])];
  const pairs = keys.map((key) => {
    const [before, after] = [Object(base)[key], Object(change)[key]];
    return [key, after === undefined ? before : before === undefined ? after : merged(before, after)];
  });
  return Object.fromEntries(pairs);
}

/** What the schema of that version says against it. */
function problems(value: unknown, version: string): unknown {
  const path = join(import.meta.dirname, '..', 'fixtures', 'slack', `manifest.schema.${version}.json`);
  const ajv = new Ajv({ strict: false, allErrors: true });
  // The package is CommonJS: its default export is the module.
  (addFormatsModule as unknown as { default: (on: Ajv) => void }).default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as AnySchema);
  return validate(value) ? [] : validate.errors;
}

describe.each(['1.0.0', '2.0.0'])('by Slack’s schema %s', (version) => {
  const stated = (value: object) => ({ ...value, _metadata: { major_version: Number(version[0]) } });

  test('the manifest is sound', () => {
    expect(problems(stated(manifest), version)).toEqual([]);
  });

  test('so is the one for HTTP mode that its comment describes', () => {
    expect(problems(stated(httpManifest()), version)).toEqual([]);
  });

  test('a misspelt key would be seen', () => {
    expect(problems({ ...stated(manifest), featurs: {} }, version)).not.toEqual([]);
  });
});

test('the command is the one that is listened for', () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([SLASH]);
});

test('every shortcut has an action, and every action for a shortcut is in the manifest', () => {
  const offered = manifest.features.shortcuts.map(({ callback_id: id }) => id);
  const listened = actions.filter(({ by }) => by === 'shortcut').map(({ name }) => name);
  expect(offered).toEqual(listened);
});

test('exactly the events that are listened for are subscribed to', () => {
  expect(manifest.settings.event_subscriptions.bot_events).toEqual([...EVENTS]);
});

test('the bot asks for no scope that it does not need: the whole suite runs with exactly these', () => {
  expect([...manifest.oauth_config.scopes.bot].toSorted()).toEqual([...SCOPES].toSorted());
});

test('every scope says in a comment what it is for', () => {
  for (const scope of [...manifest.oauth_config.scopes.bot, ...manifest.oauth_config.scopes.bot_optional])
    expect(TEXT).toMatch(new RegExp(`- ${scope.replaceAll('.', '\\.')} +# \\S`));
});

test('HTTP mode sends everything to the path that is listened on', () => {
  const urls = JSON.stringify(httpManifest()).match(/https:\/\/ready\.example\.com[^"]*/g) ?? [];
  expect(urls).toHaveLength(4);
  expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set([EVENTS_PATH]));
  expect(httpManifest().settings.socket_mode_enabled).toBe(false);
});

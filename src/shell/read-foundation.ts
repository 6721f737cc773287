import { join } from 'node:path';
import { type Config, type Environment, homeFolder, readConfig, secretsOf } from '../config.ts';
import { readText } from '../documents/read-text.ts';
import { type ReadyYml, readReadyYml } from '../documents/ready-yml.ts';
import { ConfigError, type Problem } from '../domain/errors.ts';
import type { Organisation } from '../domain/organisation.ts';
import { closedSecrets } from '../playground/outside/environment.ts';

/** What checking a home starts from. */
export interface Foundation extends Pick<Config, 'home' | 'collectors' | 'secrets'> {
  readonly organisation: Pick<
    Organisation,
    'catalog' | 'discovery' | 'scorecards' | 'tiers' | 'defaultTier' | 'people' | 'primaryScorecard'
  >;
  /** Whether ready.yml is; if not, what depends on it (tiers) cannot be judged. */
  readonly sound: boolean;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Where FORMATS has them, for a home whose ready.yml cannot say. */
const USUAL = {
  catalog: ['catalog/*.yml', 'catalog/*.yaml'],
  discovery: [],
  scorecards: ['scorecards/*.yml', 'scorecards/*.yaml'],
  tiers: [],
  defaultTier: '',
  people: [],
};

/**
 * The environment and ready.yml, or as much of them as can be had: mistakes there must not hide those of the
 * catalog and the scorecards. Throws a `ConfigError` where there is no ready.yml to be read.
 */
export async function readFoundation(env?: Environment): Promise<Foundation> {
  try {
    const config = await readConfig(env);
    const { home, organisation, collectors } = config;
    const secrets = config.demo ? closedSecrets(config) : config.secrets;
    const warnings = [...config.notices.map((message) => ({ message })), ...notInForce(organisation)];
    return { home, organisation, collectors, secrets, sound: true, problems: [], warnings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return salvage(error, env);
  }
}

async function salvage(error: ConfigError, env?: Environment): Promise<Foundation> {
  const home = homeFolder(env);
  const read = await readText(join(home, 'ready.yml'), 'ready.yml');
  if ('problem' in read) throw error;
  const { organisation, collectors }: ReadyYml = readReadyYml('ready.yml', read.text);
  const elsewhere =
    'catalog and scorecards were looked for in their usual places, since this file has to be mended first.';
  return {
    home,
    organisation: organisation ?? USUAL,
    collectors,
    secrets: secretsOf(env),
    sound: organisation !== undefined,
    problems: error.problems,
    warnings:
      organisation === undefined ? [{ file: 'ready.yml', message: elsewhere }] : notInForce(organisation),
  };
}

/** What may be written already, and does nothing yet. */
function notInForce({ tiers }: Organisation): readonly Problem[] {
  return tiers
    .filter(({ gate }) => gate !== 'off')
    .map(({ id, gate }) => ({
      file: 'ready.yml',
      message: `tier "${id}": "gate: ${gate}" is not in force, as there are no gates yet.`,
    }));
}

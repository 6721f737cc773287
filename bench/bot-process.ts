/** The whole bot as a process of its own, started as `npm start` does, over HTTP beside a local Slack. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Workspace } from '../src/workspace/workspace.ts';

export interface BotProcess {
  readonly pid: number;
  /** When it was started. */
  readonly at: number;
  /** What it has logged so far; whoever has read it may take it out. */
  readonly lines: string[];
  readonly ended: Promise<void>;
}

export interface BotProcessOptions {
  readonly home: string;
  readonly port: number;
  /** Slack's side. */
  readonly workspace: {
    readonly credentials: Pick<Workspace['credentials'], 'botToken' | 'signingSecret'>;
    readonly apiUrl: string;
  };
  readonly environment?: NodeJS.ProcessEnv;
  /** Loaded before it. */
  readonly preload?: string;
}

export function startBotProcess({
  home,
  port,
  workspace,
  environment,
  preload,
}: BotProcessOptions): BotProcess {
  const at = Date.now();
  const { botToken, signingSecret } = workspace.credentials;
  const loaded = preload === undefined ? [] : [`--import=${preload}`];
  const child = spawn(process.execPath, [...startFlags(), ...loaded, 'src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      // As `npm start` has it.
      NODE_COMPILE_CACHE: 'node_modules/.cache/compiled',
      READY_HOME: home,
      PORT: String(port),
      HOST: '127.0.0.1',
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: workspace.apiUrl,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { pid: child.pid ?? 0, at, lines, ended };
}

/** Those of `npm start`: what is measured is what people run. */
function startFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String(scripts.start)
    .split(' ')
    .filter((word) => word.startsWith('--'));
}

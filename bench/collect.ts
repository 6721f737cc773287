/**
 * Collecting 10,000 repositories of a local GitHub (own process, 100 ms before each answer, GitHub's own limits) with
 * the whole bot in a process of its own, over a local Slack in this one; then the same with faults, see
 * `collect/faults.ts`. One JSON line each. `node bench/collect.ts`
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sign } from '@octokit/webhooks-methods';
import Database from 'better-sqlite3';
import { startWorkspace, type Workspace } from '../src/workspace/workspace.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { collectWithFaults } from './collect/faults.ts';
import type { Tally } from './collect/github-process.ts';
import { writeHome } from './collect/github-world.ts';

const SERVICES = Number(process.env.BENCH_SERVICES ?? 10_000);
/** With 10,000 it takes most of an hour. */
const FAULT_SERVICES = Number(process.env.BENCH_FAULT_SERVICES ?? 400);
const LATENCY = 100;
const PEOPLE = 5;
/** Milliseconds of answers before: a bot that runs has its code compiled. */
const WARM_UP = 10_000;
const WEBHOOK_SECRET = 'bench';
const DAY = 86_400_000;
/** Between an answer and the same person's next question, in milliseconds. */
const PAUSE = 50;

const home = mkdtempSync(join(tmpdir(), 'ready-bench-'));
writeHome(home, SERVICES);
const port = await freePort();
const github = fork(
  join(import.meta.dirname, 'collect', 'github-process.ts'),
  [String(SERVICES), String(LATENCY)],
  {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
);
const [githubUrl] = await once(github, 'message');
const workspace = await startWorkspace({
  transport: 'http',
  requestUrl: `http://127.0.0.1:${port}/slack/events`,
  people: Array.from({ length: PEOPLE }, (_, n) => ({ name: `person-${n}` })),
});

const bot = start();
await settled(bot);
await tell('cold', bot.at, { bar_requests: 1_200, bar_points: 4_000 });

await answersUntil(after(WARM_UP));
await collection('again, nothing changed', { bar_counting: 400 });
await asked('change');
await collection('again, all repositories changed', {});

process.kill(bot.pid, 'SIGTERM');
await bot.ended;
await workspace.close();
github.disconnect();
rmSync(home, { recursive: true });
print('with faults', await collectWithFaults(FAULT_SERVICES));

/** All services become due while the bot runs; a webhook wakes it, and people go on asking until all is collected. */
async function collection(what: string, bars: object): Promise<void> {
  await asked('tally');
  const dues = openDues();
  const begun = Date.now();
  dues.makeAllDue();
  await sendWebhook();
  const taken = await answersUntil(dues.areDone);
  dues.close();
  await tell(what, begun, bars);
  print(`/ready SERVICE meanwhile, ${what}`, { ...percentiles(taken), bar_p99_ms: 100 });
}

async function tell(what: string, begun: number, bars: object): Promise<void> {
  const seconds = Number(((Date.now() - begun) / 1000).toFixed(1));
  print(what, { services: SERVICES, seconds, ...(await asked('tally')), ...bars, bar_forbidden: 0 });
  print(`memory, ${what}`, { peak_rss_mb: peakMegabytes(bot.pid), bar_mb: 400 });
}

async function asked(message: 'tally' | 'change'): Promise<Tally> {
  github.send(message);
  const [tally] = await once(github, 'message');
  return tally;
}

function start(): BotProcess {
  return startBotProcess({
    home,
    port,
    workspace,
    environment: {
      GITHUB_TOKEN: 'ghs_bench',
      GITHUB_WEBHOOK_SECRET: WEBHOOK_SECRET,
      // The catalog's repositories are on github.com, whatever answers for it here.
      GITHUB_API_URL: String(githubUrl),
    },
  });
}

async function settled({ lines, ended }: BotProcess): Promise<void> {
  const state = { ended: false };
  ended.then(() => {
    state.ended = true;
  });
  while (!lines.some((line) => line.includes('"settled"'))) {
    if (state.ended) throw new Error(`the bot has ended:\n${lines.slice(-5).join('\n')}`);
    await sleep(50);
  }
}

/** Milliseconds from each request's leaving Slack to the card's arriving there. */
async function answersUntil(isDone: () => boolean): Promise<readonly number[]> {
  const taken: number[] = [];
  let next = 0;
  const person = async (n: number) => {
    while (!isDone()) {
      const id = `service-${(next++ * 37) % SERVICES}`;
      const begun = performance.now();
      await workspace.command(`person-${n}`, id, { channel: 'general' });
      await workspace.until(() => hasCome(workspace, `${id} `));
      taken.push(performance.now() - begun);
      workspace.calls.length = 0;
      workspace.deliveries.length = 0;
      await sleep(PAUSE);
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, n) => person(n)));
  return taken;
}

function after(ms: number): () => boolean {
  const end = Date.now() + ms;
  return () => Date.now() > end;
}

/** Whether the answer about this service has come; takes it away, so that looking stays cheap. */
function hasCome(slack: Workspace, beginning: string): boolean {
  for (const messages of slack.slack.messages.values()) {
    const place = messages.findIndex(({ text }) => text.startsWith(beginning));
    if (place !== -1) return messages.splice(place, 1).length > 0;
  }
  return false;
}

/** As if the interval were over. */
function openDues() {
  const database = new Database(join(home, 'data', 'ready.db'), { timeout: 10_000 });
  const left = database.prepare(
    `select 1 from collections where collector = 'github' and due_at < ${Date.now() - DAY} limit 1`,
  );
  return {
    makeAllDue: () => void database.exec('update collections set due_at = 0'),
    areDone: () => left.get() === undefined,
    close: () => void database.close(),
  };
}

/** As GitHub sends it when a repository is made public. */
async function sendWebhook(): Promise<void> {
  const repository = { html_url: 'https://github.com/bench/service-0', default_branch: 'main' };
  const body = JSON.stringify({ action: 'publicized', repository });
  const response = await fetch(`http://127.0.0.1:${port}/webhooks/github`, {
    method: 'POST',
    body,
    headers: {
      'x-github-event': 'public',
      'x-github-delivery': crypto.randomUUID(),
      'x-hub-signature-256': await sign(WEBHOOK_SECRET, body),
    },
  });
  if (response.status !== 202) throw new Error(`the webhook is answered ${response.status}`);
}

function percentiles(taken: readonly number[]) {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  return { requests: taken.length, p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(0.9999) };
}

function peakMegabytes(pid: number): number {
  const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kilobytes) / 1_000);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function print(what: string, figures: object): void {
  console.log(JSON.stringify({ bench: 'collect', what, ...figures }));
}

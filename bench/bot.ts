/**
 * The whole bot at 10,000 services, as its own process, with Slack's side of it in this one: from the start to the first
 * answer, answers under load, memory. One JSON line each. `node bench/bot.ts`
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { startSlackSide } from './slack-side.ts';

const SERVICES = Number(process.env.BENCH_SERVICES ?? 10_000);
const PER_FILE = 200;
const REQUESTS = 1_000;
/** Answers given before: a bot that runs has its code compiled. */
const WARM_UP = 1_000;
const AT_ONCE = 20;

const home = mkdtempSync(join(tmpdir(), 'ready-bench-'));
writeHome(home);
const port = await freePort();
const slack = await startSlackSide(`http://127.0.0.1:${port}/slack/events`);

const first = await start();
print('first start to ready', { ms: first.readyMs });
await settled(first);
print('first start to settled', { ms: Date.now() - first.at, services: SERVICES });
print('memory, after the first import', { rss_mb: residentMegabytes(first.pid) });
await stop(first);

const bot = await start();
print('start to ready', { ms: bot.readyMs, bar_ms: 1_500 });
await settled(bot);
print('start to settled, nothing changed', { ms: Date.now() - bot.at });
print('memory, settled', { rss_mb: residentMegabytes(bot.pid), bar_mb: 350 });
await answers(bot, WARM_UP);
await inside(bot);
print('/ready SERVICE, 20 at once', { ...(await answers(bot, REQUESTS)), bar_p99_ms: 50 });
print('the same, inside the bot', percentiles(await inside(bot)));
print('memory, after the answers', { rss_mb: residentMegabytes(bot.pid), bar_mb: 350 });
await stop(bot);
slack.close();
rmSync(home, { recursive: true });

interface Bot extends BotProcess {
  readonly readyMs: number;
}

async function start(): Promise<Bot> {
  const bot = startBotProcess({ home, port, workspace: slack, preload: './bench/stopwatch.ts' });
  while (!(await isReady())) await sleep(10);
  return { ...bot, readyMs: Date.now() - bot.at };
}

async function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function settled({ lines }: Bot): Promise<void> {
  while (!lines.some((line) => line.includes('"settled"'))) await sleep(50);
}

async function stop({ pid, ended }: Bot): Promise<void> {
  process.kill(pid, 'SIGTERM');
  await ended;
}

/** From the request's leaving Slack to the card's arriving there; and what both processes spend on one, each alone. */
async function answers({ pid }: Bot, requests: number) {
  const taken: number[] = [];
  let next = 0;
  const person = async (n: number) => {
    for (let index = next++; index < requests; index = next++)
      taken.push(await slack.ask(`U0PERSON${n}`, `service-${(index * 37) % SERVICES}`));
  };
  const [botBefore, slackBefore] = [processorTime(pid), process.cpuUsage()];
  await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => person(n)));
  const { user, system } = process.cpuUsage(slackBefore);
  return {
    ...percentiles(taken),
    bot_cpu_ms: each(processorTime(pid) - botBefore, requests),
    slack_cpu_ms: each((user + system) / 1_000, requests),
  };
}

function each(ms: number, requests: number): number {
  return Number((ms / requests).toFixed(2));
}

/** Milliseconds that the process has had a processor, in its own code and in the system's. */
function processorTime(pid: number): number {
  // After the name, in brackets: state and so on; user and system time are the 12th and 13th, in hundredths of a second.
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
  return (user + system) * 10;
}

/** Milliseconds for each request that the bot has handled since this was last asked; see `stopwatch.ts`. */
async function inside({ pid, lines }: Bot): Promise<readonly number[]> {
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    const told = lines.findIndex((line) => line.startsWith('{"inside"'));
    if (told !== -1) return JSON.parse(lines.splice(told, 1)[0] ?? '').inside;
    await sleep(10);
  }
}

function percentiles(taken: readonly number[]) {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1));
  return { requests: taken.length, p50_ms: at(0.5), p99_ms: at(0.99) };
}

function residentMegabytes(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
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

function writeHome(folder: string): void {
  mkdirSync(join(folder, 'catalog'));
  mkdirSync(join(folder, 'scorecards'));
  writeFileSync(
    join(folder, 'ready.yml'),
    stringify({
      organisation: 'Bench',
      admins: ['root@bench.test'],
      tiers: [{ id: 'tier-1', name: 'One', jobs: ['A shopper pays'] }],
      default_tier: 'tier-1',
    }),
  );
  const teams = Array.from({ length: 150 }, (_, n) => ({
    id: `team-${n}`,
    name: `Team ${n}`,
    members: [`p${n}@bench.test`],
  }));
  writeFileSync(join(folder, 'catalog', 'teams.yml'), stringify({ teams }));
  for (let from = 0; from < SERVICES; from += PER_FILE) {
    const services = Array.from({ length: PER_FILE }, (_, n) => serviceEntry(from + n));
    writeFileSync(join(folder, 'catalog', `services-${from}.yml`), stringify({ services }));
  }
  writeFileSync(join(folder, 'scorecards', 'bench.yml'), stringify(scorecard()));
}

/** Facts that need no vendor: what is measured here is the bot. */
function serviceEntry(n: number) {
  return {
    id: `service-${n}`,
    name: `Service ${n}`,
    type: 'service',
    lifecycle: 'production',
    owner: `team-${n % 150}`,
    channel: `#team-${n % 150}`,
    repo: `github.com/bench/service-${n}`,
    links: [{ type: 'runbook', title: 'Runbook', url: `https://wiki.bench.test/${n}` }],
    depends_on: [`service-${(n * 7 + 1) % SERVICES}`],
    custom: {
      number: n % 100,
      list: Array.from({ length: n % 6 }, (_, k) => ({ kind: ['a', 'b', 'c'][k % 3], value: (n + k) % 10 })),
    },
  };
}

function scorecard() {
  return {
    id: 'bench',
    name: 'Bench',
    levels: ['bronze', 'silver', 'gold'],
    rules: Array.from({ length: 50 }, (_, n) => ({
      id: `rule-${n}`,
      title: `Rule ${n}`,
      level: ['bronze', 'silver', 'gold'][n % 3],
      expression:
        n < 16
          ? `custom.list.exists(one, one.value == ${n % 10})`
          : n < 40
            ? `custom.number >= ${n}`
            : 'has(service.link.runbook)',
      why: 'Because.',
      fix: 'Do it.',
      required: n % 10 === 9,
    })),
  };
}

function print(what: string, figures: object): void {
  console.log(JSON.stringify({ bench: 'bot', what, ...figures }));
}

import { z } from 'zod';
import type { Service } from '../domain/catalog.ts';
import { DAY, type Instant, MINUTE } from '../domain/instant.ts';
import { type Answers, defineCollector } from './collector.ts';
import { type Checkout, readCheckout } from './git/checkout.ts';
import { type Git, openCheckout } from './git/command.ts';
import { readContents } from './git/contents.ts';
import {
  activityFacts,
  branchFacts,
  commitFacts,
  factsWithoutCommits,
  fileFacts,
  GIT_FIELDS,
  pipelineFacts,
  together,
} from './git/facts.ts';
import { lastCommit, recentActivity } from './git/history.ts';
import { partOf } from './git/part.ts';

/** A checkout on this machine: for monorepos beside the bot, for trying it out, and for hosts without an API. */
export const git = defineCollector({
  name: 'git',
  summary:
    'What lies in a checkout on this machine (`path` in the catalog) and its history. Uses no network.',
  fills: [...GIT_FIELDS.map((field) => `git.${field}`), 'ci.providers'],
  interval: 30 * MINUTE,
  // An answer is as old as the checkout's last fetch, so one that nobody fetches goes stale.
  maxAge: 7 * DAY,
  timeout: MINUTE,
  settings: z.strictObject({}),
  secrets: z.object({ PATH: z.string().default('/usr/local/bin:/usr/bin:/bin') }),
  open: () => undefined,
  collect: async (service, { secrets, now, signal }) => {
    if (service.path === undefined) return withoutCheckout(service);
    const { folder, git } = await openCheckout(service.path, secrets.PATH, signal);
    const checkout = await readCheckout(git, folder);
    return answers(git, { folder, checkout, service, now });
  },
});

function withoutCheckout({ id }: Service): Answers {
  const silence = { silent: `no checkout is named: add \`path\` to ${id} in the catalog` };
  return { git: silence, ci: silence };
}

interface Subject {
  readonly folder: string;
  readonly checkout: Checkout;
  readonly service: Service;
  readonly now: Instant;
}

async function answers(git: Git, { folder, checkout, service, now }: Subject): Promise<Answers> {
  const collectedAt = checkout.heardAt ?? now;
  const { tip } = checkout;
  if (tip === undefined) {
    const none: string[] = [];
    return {
      git: { ...factsWithoutCommits(checkout), collectedAt },
      ci: { value: { providers: none }, collectedAt },
    };
  }
  const paths = partOf(service, checkout.origin);
  const stretch = { folder, tip, paths };
  const [commit, activity, contents] = await Promise.all([
    lastCommit(git, stretch),
    recentActivity(git, stretch, now),
    readContents(git, stretch),
  ]);
  const facts = together([
    branchFacts(checkout, paths),
    commitFacts(checkout, commit, paths),
    activityFacts(checkout, activity),
    fileFacts(contents),
  ]);
  return { git: { ...facts, collectedAt }, ci: { ...pipelineFacts(contents), collectedAt } };
}

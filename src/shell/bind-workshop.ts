import { userInfo } from 'node:os';
import { HandOver } from '../cli/shell/hand-over.ts';
import { showProgress } from '../cli/terminal/progress.ts';
import type { Workshop } from '../cli/verb.ts';
import type { Clock } from '../use-cases/ports.ts';
import { starterFiles } from './starter-files.ts';

/**
 * Binds what the shell's verbs work with. Nothing is opened, and the code for it not even loaded, before a verb asks
 * for it: help and `init` answer at once.
 */
export function bindWorkshop(interrupted: AbortSignal): {
  readonly workshop: Workshop;
  readonly close: () => Promise<void>;
} {
  const opened: { readonly close: () => Promise<void> }[] = [];
  const clock: Clock = { now: Date.now };
  const open = async (access: 'read' | 'write') => {
    const { openHome } = await import('./open-home.ts');
    const home = await openHome(access, clock, (path) => handOver(path, interrupted));
    opened.push(home);
    return home.writing;
  };
  return {
    workshop: {
      clock,
      cwd: process.cwd(),
      user: userInfo().username,
      home: async () => (await import('../config.ts')).homeFolder(),
      starter: starterFiles,
      checkHome: async () => (await import('./check-home.ts')).checkHome(clock),
      read: () => open('read'),
      write: () => open('write'),
      progress: (what, total) => showProgress(process.stderr, clock, what, total),
      interrupted,
    },
    async close() {
      for (const home of opened) await home.close();
    },
  };
}

async function handOver(path: string, interrupted: AbortSignal): Promise<HandOver | undefined> {
  const { askTheBot, reachBot } = await import('./ask-the-bot.ts');
  const socket = await reachBot(path);
  return socket === undefined ? undefined : new HandOver(() => askTheBot(socket, interrupted));
}

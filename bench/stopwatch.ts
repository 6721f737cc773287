/**
 * Loaded into the bot's process by the bench (`--import`): how long each request is in our hands, from its arrival
 * in the process until the answer is handed to the socket. SIGUSR2 prints the milliseconds, sorted, and starts anew.
 * What a request waits for before Node has read it is not in it; what the asker waits for in all, the bench measures.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';

const arrived = new AsyncLocalStorage<number>();
const taken: number[] = [];

subscribe('http.server.request.start', () => arrived.enterWith(performance.now()));
subscribe('http.client.request.start', () => {
  const at = arrived.getStore();
  if (at !== undefined) taken.push(performance.now() - at);
});

process.on('SIGUSR2', () => {
  const inside = taken.splice(0).sort((a, b) => a - b);
  process.stdout.write(`${JSON.stringify({ inside })}\n`);
});

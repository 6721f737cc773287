import type { Conversation, Message, Slack, Violation } from './slack.ts';

/** What listeners (the page's event streams, waiting tests) are told. */
export type Happening =
  | { kind: 'message-posted' | 'message-changed' | 'message-deleted'; message: Message }
  | { kind: 'conversation'; conversation: Conversation }
  | { kind: 'read'; user: string; channel: string }
  | { kind: 'views' | 'home'; user: string }
  | { kind: 'violation'; violation: Violation }
  | { kind: 'call' | 'delivery' | 'connection' | 'clock' };

/** Tells every listener, after the state has changed. */
export function announce(slack: Slack, happening: Happening): void {
  for (const listener of slack.listeners) listener(happening);
}

/** Listens until the answer is called. */
export function listen(slack: Slack, listener: (happening: Happening) => void): () => void {
  slack.listeners.add(listener);
  return () => slack.listeners.delete(listener);
}

/** Remembers what the app did wrong. */
export function recordViolation(slack: Slack, where: string, error: string, details: string[] = []): void {
  const violation = { at: slack.clock.now(), where, error, details };
  slack.violations.push(violation);
  announce(slack, { kind: 'violation', violation });
}

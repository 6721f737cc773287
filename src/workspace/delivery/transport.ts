/** How payloads reach the app: over Socket Mode, or by signed HTTP requests. */
export type Transport = {
  /** Sends once and waits for the acknowledgement; `signal` ends the wait. Never throws. */
  send(envelope: Envelope, signal: AbortSignal): Promise<Reply>;
};

export type Envelope = {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: Record<string, unknown>;
  retry: { attempt: number; reason: string } | null;
};

/** `reason` is what Slack's retry header would say. */
export type Reply =
  | { status: 'acked'; body: unknown }
  | { status: 'timeout' }
  | { status: 'failed'; reason: 'connection_failed' | 'http_error'; detail: string; noRetry: boolean };

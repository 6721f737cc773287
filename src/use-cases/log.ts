/**
 * Events for whoever runs the bot: one JSON line each. `event` is a short constant sentence; what varies goes into
 * the fields, an error under `err`. Never the body of a message, never a secret (known shapes are masked anyway).
 */
export interface Log {
  debug(fields: object, event: string): void;
  info(fields: object, event: string): void;
  warn(fields: object, event: string): void;
  error(fields: object, event: string): void;
}

import { type DestinationStream, pino } from 'pino';
import type { Log } from './use-cases/log.ts';

export interface LoggerOptions {
  /** A pino level, or `silent`. */
  readonly level: string;
  /** Secrets of the environment, masked wherever they turn up. Short ones (under 8 characters) are no secrets. */
  readonly secrets: readonly string[];
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}

/**
 * One JSON line per event. Secrets are masked in the finished line, since they arrive in places nobody thought of:
 * a vendor's error text, a stack, a URL. Keys that hold message bodies and request heads are left out altogether.
 */
export function createLogger({ level, secrets, destination }: LoggerOptions): Log {
  const mask = masker(secrets);
  const options: pino.LoggerOptions = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    messageKey: 'event',
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: BODIES.flatMap((key) => [key, `*.${key}`]), remove: true },
    hooks: { streamWrite: mask },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What people wrote to each other, and what travels in the heads of requests. */
const BODIES = ['text', 'blocks', 'body', 'view', 'payload', 'headers', 'token', 'authorization'];

const SECRET_SHAPES: readonly [shape: RegExp, shown: string][] = [
  [/\bxox[a-z](\.xox[a-z])?-[\w-]+/g, 'xox*-***'],
  [/\bxapp-[\w-]+/g, 'xapp-***'],
  [/\b(gh[a-z]_|github_pat_|glpat-)\w+/g, '$1***'],
  [/\bBearer\s+[^\s"\\]+/gi, 'Bearer ***'],
  // Whoever has the address may post as us.
  [/(hooks\.slack(?:-gov)?\.com)\/[^\s"\\]+/g, '$1/***'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^"\\]*(\\n[^"\\]*)*/g, '*** private key ***'],
  // `postgres://user:password@host`, also with a password that should have been percent-encoded.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"/@:]*:[^\s"]+@/gi, '$1***@'],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"/@]+@/gi, '$1***@'],
];

function masker(secrets: readonly string[]): (line: string) => string {
  // As they look inside a JSON string. Longest first: one may contain another.
  const literal = secrets
    .filter((secret) => secret.length >= 8)
    .map((secret) => JSON.stringify(secret).slice(1, -1))
    .sort((a, b) => b.length - a.length);
  return (line) => {
    const unnamed = literal.reduce((text, secret) => text.replaceAll(secret, '***'), line);
    return SECRET_SHAPES.reduce((text, [shape, shown]) => text.replace(shape, shown), unnamed);
  };
}

/** Only these: an error of a vendor's client carries the whole request, token included. */
interface ErrorFields {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorFields;
}

function describeError(error: unknown, depth = 0): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const code = 'code' in error ? String(error.code) : undefined;
  const cause = error.cause === undefined || depth === 5 ? undefined : describeError(error.cause, depth + 1);
  return { type: error.name, message: error.message, code, stack: error.stack, cause };
}

import type { Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../use-cases/log.ts';

/**
 * Bolt's and its clients' logging, through ours. Their debug lines hold whole payloads, so they end here; their info
 * lines tell of every connection, so they become our debug lines.
 */
export function boltLog(log: Log, level: LogLevel): Logger {
  const written = (parts: readonly unknown[]) => ({
    bolt: parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '),
  });
  return {
    debug() {},
    info: (...parts) => log.debug(written(parts), 'bolt says'),
    warn: (...parts) => log.warn(written(parts), 'bolt warns'),
    error: (...parts) => log.error(written(parts), 'bolt complains'),
    setLevel() {},
    setName() {},
    getLevel: () => level,
  };
}

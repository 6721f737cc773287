import { monitorEventLoopDelay } from 'node:perf_hooks';
import { FAMILIES } from '../measured/families.ts';
import type { Metric } from '../route.ts';

/** Measures this process. `stop` lets it end. */
export interface ProcessMetrics {
  readonly read: () => readonly Metric[];
  readonly stop: () => void;
}

/**
 * Starts measuring the event loop's delay; each `read` covers the time since the one before, so that a stall
 * shows in one scrape and not for ever.
 */
export function measureProcess(): ProcessMetrics {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  return { read: () => [eventLoop(delay), memory(), started()], stop: () => delay.disable() };
}

function eventLoop(delay: ReturnType<typeof monitorEventLoopDelay>): Metric {
  // Until the first sample the histogram answers with its own limits, which are no measurements.
  const measured = delay.count > 0;
  const samples = [0.5, 0.99, 1].map((quantile) => ({
    labels: { quantile: String(quantile) },
    value: delay.percentile(quantile * 100) / 1e9,
  }));
  delay.reset();
  return {
    ...FAMILIES.eventLoop,
    samples: measured ? samples : [],
  };
}

function memory(): Metric {
  return {
    ...FAMILIES.memory,
    samples: [{ value: process.memoryUsage.rss() }],
  };
}

function started(): Metric {
  return {
    ...FAMILIES.started,
    samples: [{ value: Math.round(performance.timeOrigin / 1000) }],
  };
}

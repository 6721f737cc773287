import { listen } from '../happenings.ts';
import type { Slack } from '../slack.ts';

/** Asks `probe` now and after everything that happens, until it answers something. */
export function until<Found>(slack: Slack, probe: () => Found | null | undefined | false): Promise<Found> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(
      () => settle(() => reject(new Error(neverCame(slack, probe)))),
      slack.settings.patience,
    );
    const stop = listen(slack, () => ask());
    function settle(finish: () => void): void {
      clearTimeout(giveUp);
      stop();
      finish();
    }
    function ask(): void {
      try {
        const found = probe();
        if (found) settle(() => resolve(found));
      } catch (error) {
        settle(() => reject(error));
      }
    }
    ask();
  });
}

/** What a developer needs to see why it never came. */
function neverCame(slack: Slack, probe: unknown): string {
  const calls = slack.calls.slice(-5).map(({ method, error }) => `${method}${error ? ` (${error})` : ''}`);
  const violations = slack.violations.map(
    ({ where, error, details }) => `${where} ${error} ${details.join('; ')}`,
  );
  return [
    `Nothing came for ${slack.settings.patience} ms: ${String(probe)}`,
    `last calls: ${calls.join(', ') || 'none'}`,
    `violations: ${violations.join('\n') || 'none'}`,
  ].join('\n');
}

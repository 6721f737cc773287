import { describe, expect, test } from 'vitest';
import { sourcesMessage } from '../../../src/slack/views/sources.ts';
import { expectGoodMessage, poisoned, survivesHostileText } from '../../support/hostile.ts';
import { sketch } from '../../support/sketch.ts';
import { NOW, sourcesView, sourceView } from '../../support/view-models.ts';

describe('where the facts come from', () => {
  test('trouble comes first, with what the vendor said and that its last answers stay', () => {
    const message = sourcesMessage(sourcesView(), NOW);
    expectGoodMessage(message);
    expect(sketch(message)).toMatchInlineSnapshot(`
      "
      says: Where the facts come from. pagerduty answers nobody, began 2 days ago. github asks us to wait, goes on in 20 minutes. 1 collector without trouble, 1 not set up.
      # Where the facts come from
      ❔ *pagerduty* answers nobody · began 2 days ago
      PagerDuty answers 503 (it is not available) (1 minute ago). Last answer 2 days ago; what it said stays.
      🗓️ *github* asks us to wait · goes on in 20 minutes
      Last answer 5 minutes ago; what it said stays.
      12 of 5,000 requests left, all again in 20 minutes
      | ✅ *git* · vcs · 200 services every hour · 5 minutes ago
      *Not set up*
      | ➖ *snyk* (vcs): SNYK_TOKEN is not set
      [Look again → say admin sources]
      "
    `);
  });

  test('without any collector says what to do', () => {
    const idle = sourceView('snyk', { configured: { lacks: 'SNYK_TOKEN is not set' }, fills: [] });
    const message = sourcesMessage({ sources: [idle] }, NOW);
    expect(sketch(message)).toContain('No collector is configured yet');
    expect(sketch(message)).toContain('*snyk*: SNYK_TOKEN is not set');
  });

  test('some services without an answer are no outage', () => {
    const message = sourcesMessage({ sources: [sourceView('codecov', { failing: 3 })] }, NOW);
    expect(sketch(message)).toContain('*codecov* · no answer about 3 of 200 services');
  });

  test('fits with 200 of them, each as long as it can be', () => {
    const long = { message: 'it said '.repeat(80), at: NOW };
    const sources = Array.from({ length: 200 }, (_, nth) =>
      sourceView(`vendor-${nth}-${'x'.repeat(60)}`, nth % 2 === 0 ? {} : { failing: 9, lastError: long }),
    );
    expectGoodMessage(sourcesMessage({ sources }, NOW));
  });

  survivesHostileText((text) => sourcesMessage(poisoned(sourcesView(), text, []), NOW));
});

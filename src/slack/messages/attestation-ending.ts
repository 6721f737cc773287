import { attestationInForce } from '../../domain/attestation.ts';
import { historyOf, ruleIdOf } from '../../use-cases/attestable-rules.ts';
import { attestationEndingMessage } from '../views/attestation-ending.ts';
import type { MessageKind } from './message.ts';

/** `{ attestation, service, days }`: ids. Nothing where it was attested again, withdrawn, or has ended by now. */
export const attestationEnding: MessageKind = {
  name: 'attestation-ending',
  summary: 'What somebody attested ends in seven days, or tomorrow: to whoever attested it',
  prefers: 'missing',
  async render({ subject: { attestation, service } }, { store, now }) {
    const key = String(service);
    const [histories, records, scorecards] = await Promise.all([
      store.attestations.of([key]),
      store.catalog.byKeys([key]),
      store.scorecards.current(),
    ]);
    const history = histories.get(key) ?? [];
    const found = history.find(({ id }) => id === attestation);
    const record = records.get(key);
    if (found === undefined || record === undefined || record.archivedAt !== null) return null;
    const rule = scorecards
      .flatMap(({ scorecard }) => scorecard.rules)
      .find(({ id, attest }) => id === ruleIdOf(found) && attest !== undefined);
    if (rule === undefined || attestationInForce(historyOf(rule.id, history), now) !== found) return null;
    const { id } = record.service;
    return {
      message: attestationEndingMessage({ service: id, title: rule.title, attestation: found }, now),
      version: `${found.until}`,
    };
  },
  // The stewards' reminder tells it too, and once it has ended the rule fails in everybody's sight.
  fallbacks: async () => [],
};

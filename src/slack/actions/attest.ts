import { UserError } from '../../domain/errors.ts';
import { ATTEST_INPUT, attestedModal, attestModal } from '../views/attest-modal.ts';
import { type AttestTarget, readAttest } from '../views/attest-target.ts';
import { loadingModal } from '../views/notices.ts';
import { readinessCard } from '../views/readiness-card.ts';
import type { Action, Press } from './action.ts';

/** States what no system can tell: opens the modal, follows the rule that is chosen in it, and keeps what was typed. */
export const attest: Action = {
  name: 'attest',
  by: 'press',
  opens: () => ({ ...loadingModal('Attest'), callback_id: 'attest' }),
  async run(press, { verbs, viewer, now }) {
    const { service, rule } = targetOf(press);
    const draft = await verbs.attestations.draft(viewer, service, rule);
    return { kind: 'modal', modal: attestModal(draft, press.form.values, now) };
  },
  async submit({ about, values }, { verbs, viewer, now }) {
    const target = readAttest(about);
    if (target?.rule == null) throw outdated();
    const first = (block: string) => values[block]?.[0] ?? '';
    const outcome = await verbs.attestations.attest(viewer, {
      service: target.service,
      rule: target.rule,
      statement: first(ATTEST_INPUT.statement),
      evidence: first(ATTEST_INPUT.evidence),
      date: first(ATTEST_INPUT.date),
    });
    if (outcome.kind === 'invalid') {
      const errors = Object.fromEntries(
        outcome.problems.map(({ field, message }) => [ATTEST_INPUT[field], message]),
      );
      return { kind: 'errors', errors };
    }
    return { kind: 'modal', modal: attestedModal(outcome.line, readinessCard(outcome.card, { now })) };
  },
};

/** In the modal itself another rule is chosen; of which service, it remembers. */
function targetOf({ value, form }: Press): AttestTarget {
  const open = readAttest(form.about);
  const target = readAttest(value);
  if (target === undefined) throw outdated();
  const isChoice = open?.rule != null && target.rule === null && value.includes('/');
  return isChoice ? { service: open.service, rule: value } : target;
}

function outdated(): UserError {
  return new UserError('That button is from an older message. Ask for the card again.');
}

import { UserError } from '../domain/errors.ts';
import type { Exception } from '../domain/exceptions/exception.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Viewer } from '../domain/rights.ts';
import type { EvidenceRule, EvidenceView } from '../use-cases/show-evidence.ts';
import type { Verbs } from '../use-cases/verbs.ts';
import { iso, isoOrNull, object } from './shell/documents.ts';
import { theService } from './shell/the-service.ts';
import { renderEvidence } from './terminal/evidence.ts';
import { defineVerb } from './verb.ts';

export const evidence = defineVerb({
  name: 'evidence',
  summary:
    'Show what held for a service on a past day, and what proves it: values, sources, exceptions, attestations',
  arguments: [
    {
      usage: '<service>',
      description: 'its id or an earlier one, archived ones too; its repository, channel or a link of it',
    },
  ],
  options: [
    {
      flags: '--at <date>',
      description: 'a day (its end), or an instant such as 2026-03-31T09:00Z; default: now',
    },
    { flags: '--control <id>', description: 'only rules whose `controls` name it' },
  ],
  json: `
{ service, archived, at, control,
  scorecards[{ id, name, version, minimum_bar, level, score,
    rules[{ rule, title, controls[], required, outcome, standing, since, held_until, cause, reason, withheld,
      values_since, values_until, facts[{ path, value, count, collector, collected_at, later }],
      exceptions[{ id, requested_by, reason, risk, follow_up, from, until, approvals[{ by, at }], ended }],
      attestation: { by, at, until, statement, evidence } or null }] }] }
The values are those of the moment, the same from \`values_since\` until \`values_until\`; a fact was last read so at
\`collected_at\`. What held at the end of each day is kept for a quarter, then at the end of each week (Sunday). Of a
moment in between whose values are not kept, \`values_since\` is after it, and \`later\` says so of a fact; the outcome
was the same. So too before an upgrade from a version that kept no values.
\`withheld\`: values of a sensitive rule. \`version\` is the hash of the scorecard that was in force.`,
  async run({ words: [words = ''], options: { at, control } }, workshop) {
    const { verbs, viewer } = await workshop.read();
    const view = await verbs.showEvidence(viewer, {
      service: await idMeant(verbs, viewer, words),
      at: at === undefined ? iso(workshop.clock.now()) : String(at),
      ...(control === undefined ? {} : { control: String(control) }),
    });
    const { archivedAt } = view.service;
    const isGone = archivedAt !== null && archivedAt <= view.at;
    if (view.scorecards.length === 0 && view.control !== null && !isGone)
      throw new UserError(`No rule that was in force named the control "${view.control}".`);
    return { exit: 0, document: document(view), render: (page) => renderEvidence(view, page) };
  },
});

/** What nothing is called now may be called so no longer. */
async function idMeant(verbs: Verbs, viewer: Viewer, words: string): Promise<string> {
  const { kind } = await verbs.lookUp(viewer, words);
  return kind === 'nearest' ? words : (await theService(verbs, viewer, words)).service.id;
}

function document({ service, at, control, scorecards }: EvidenceView): JsonObject {
  return {
    service: service.id,
    archived: isoOrNull(service.archivedAt),
    at: iso(at),
    control,
    scorecards: scorecards.map(({ id, name, version, bar, level, score, rules }) => ({
      ...{ id, name, version, minimum_bar: bar, level },
      score: score === null ? null : Number(score),
      rules: rules.map(ruleDocument),
    })),
  };
}

function ruleDocument({ check, values, facts, exceptions, attestation, ...rule }: EvidenceRule): JsonObject {
  const { outcome, standing, since, cause, reason } = check;
  return object({
    rule: rule.rule,
    title: rule.title,
    controls: [...rule.controls],
    required: rule.required,
    ...{ outcome, standing, since: iso(since), held_until: isoOrNull(rule.heldUntil), cause, reason },
    withheld: rule.hidden,
    ...{ values_since: isoOrNull(values?.since ?? null), values_until: isoOrNull(values?.until ?? null) },
    facts: facts.map(({ path, value, count, collector, collectedAt, later }) =>
      object({ path, value, count, collector, collected_at: isoOrNull(collectedAt ?? null), later }),
    ),
    exceptions: exceptions.map(exceptionDocument),
    attestation:
      attestation === null
        ? null
        : {
            by: attestation.byName,
            at: iso(attestation.at),
            until: iso(attestation.until),
            statement: attestation.statement,
            evidence: attestation.evidence,
          },
  });
}

function exceptionDocument(exception: Exception): JsonObject {
  const { id, requester, reason, risk, followUp, from, until, approvals, end } = exception;
  return {
    ...{ id, requested_by: requester.name, reason, risk, follow_up: followUp },
    from: isoOrNull(from),
    until: iso(until),
    approvals: approvals.map(({ by, at }) => ({ by: by.name, at: iso(at) })),
    ended: isoOrNull(end?.at ?? null),
  };
}

import { hash } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import type { FactDocument } from '../domain/fact.ts';
import type { FactsPort } from '../use-cases/ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, asc, sql } = drizzleModule('drizzle-orm');

export function factReads(session: Session): Omit<FactsPort, 'save'> {
  const { db, tables, amongGiven, given } = session;
  const { facts } = tables;
  const selected = (where: SQL | undefined) =>
    db
      .select({ key: facts.serviceKey, document: facts.document })
      .from(facts)
      .where(where)
      .orderBy(asc(facts.serviceKey), asc(facts.namespace), asc(facts.collector));
  return {
    async of(keys, namespaces) {
      const ofKeys = amongGiven(facts.serviceKey);
      const rows = await (namespaces === undefined
        ? session.prepared('facts', () => selected(ofKeys).prepare('facts')).execute(given(keys))
        : session
            .prepared('some facts', () =>
              selected(and(ofKeys, amongGiven(facts.namespace, 'namespaces'))).prepare('some facts'),
            )
            .execute({ ...given(keys), ...given(namespaces, 'namespaces') }));
      const byKey = Map.groupBy(rows, ({ key }) => key);
      return new Map(Array.from(byKey, ([key, group]) => [key, group.map(({ document }) => document)]));
    },

    async fingerprints(keys) {
      const digests = sql<string>`string_agg(${facts.digest}, ',' order by ${facts.digest})`;
      const query = session.prepared('fingerprints', () =>
        db
          .select({ key: facts.serviceKey, digests })
          .from(facts)
          .where(amongGiven(facts.serviceKey))
          .groupBy(facts.serviceKey)
          .prepare('fingerprints'),
      );
      const rows = await query.execute(given(keys));
      return new Map(rows.map((row) => [row.key, digestOf(row.digests)]));
    },
  };
}

export function factWrites(session: Session): Pick<FactsPort, 'save'> {
  const { facts } = session.tables;
  return {
    save: (documents) =>
      session.write({
        table: facts,
        rows: documents.map(({ key, document }) => factRow(key, document)),
        key: [facts.serviceKey, facts.namespace, facts.collector],
      }),
  };
}

function factRow(serviceKey: string, document: FactDocument) {
  // When it was asked changes nothing that anybody could judge.
  const { attemptedAt, ...judged } = document;
  const attempts = [document.collectedAt, document.failedAt].filter((at) => at !== null);
  return {
    serviceKey,
    namespace: document.namespace,
    collector: document.collector,
    digest: digestOf(JSON.stringify(judged)),
    attemptedAt: attemptedAt ?? (attempts.length === 0 ? null : Math.max(...attempts)),
    document,
  };
}

/** 132 bits: short, and two different texts never share it. */
function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

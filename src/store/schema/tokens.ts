import type { JsonObject } from '../../domain/json.ts';
import type { Kit } from '../kit.ts';

export function tokenTables(kit: Kit) {
  const tokens = tokensTable(kit);
  return { tokens, keptAnswers: keptAnswersTable(kit, tokens) };
}

function tokensTable(kit: Kit) {
  return kit.table(
    'tokens',
    {
      id: kit.word('id').primaryKey(),
      hash: kit.code('hash').notNull(),
      name: kit.text('name').notNull(),
      scopes: kit.document<readonly string[]>('scopes').notNull(),
      /** Keys; null = all services. */
      services: kit.document<readonly string[]>('services'),
      createdAt: kit.instant('created_at').notNull(),
      createdBy: kit.text('created_by').notNull(),
      expiresAt: kit.instant('expires_at'),
      lastUsedAt: kit.instant('last_used_at'),
      revokedAt: kit.instant('revoked_at'),
    },
    (t) => [kit.uniqueIndex('tokens_hash').on(t.hash)],
  );
}

/** Answers to requests with an idempotency key. */
function keptAnswersTable(kit: Kit, tokens: ReturnType<typeof tokensTable>) {
  return kit.table(
    'kept_answers',
    {
      tokenId: kit
        .word('token_id')
        .notNull()
        .references(() => tokens.id),
      key: kit.word('key').notNull(),
      digest: kit.code('digest').notNull(),
      at: kit.instant('at').notNull(),
      answer: kit.document<JsonObject>('answer').notNull(),
    },
    (t) => [
      kit.primaryKey({ name: 'kept_answers_pk', columns: [t.tokenId, t.key] }),
      kit.index('kept_answers_at').on(t.at),
    ],
  );
}

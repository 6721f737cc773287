import type { KeptAnswer, Token, TokensPort } from '../use-cases/token-ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { and, desc, eq, lt } = drizzleModule('drizzle-orm');

type Reads = Pick<TokensPort, 'byHash' | 'list' | 'answered'>;

export function tokenReads({ db, tables: { tokens, keptAnswers } }: Session): Reads {
  return {
    async byHash(hash) {
      const [row] = await db.select().from(tokens).where(eq(tokens.hash, hash));
      return row;
    },

    list: () => db.select().from(tokens).orderBy(desc(tokens.createdAt), desc(tokens.id)),

    async answered(tokenId, key) {
      const [row] = await db
        .select()
        .from(keptAnswers)
        .where(and(eq(keptAnswers.tokenId, tokenId), eq(keptAnswers.key, key)));
      return row;
    },
  };
}

export function tokenWrites({ db, tables: { tokens, keptAnswers } }: Session): Omit<TokensPort, keyof Reads> {
  return {
    async write(token: Token) {
      await db.insert(tokens).values(token).onConflictDoUpdate({ target: tokens.id, set: token });
    },

    async keep(answer: KeptAnswer, forgetBefore) {
      await db.delete(keptAnswers).where(lt(keptAnswers.at, forgetBefore));
      await db.insert(keptAnswers).values(answer);
    },
  };
}

import type { MarksPort } from '../use-cases/ports.ts';
import { drizzleModule } from './drizzle-module.ts';
import type { Session } from './session.ts';

const { eq } = drizzleModule('drizzle-orm');

export function markReads({ db, tables: { marks } }: Session): Pick<MarksPort, 'read'> {
  return {
    async read(name) {
      const [row] = await db.select({ value: marks.value }).from(marks).where(eq(marks.name, name));
      return row?.value;
    },
  };
}

export function markWrites({ db, tables: { marks } }: Session): Pick<MarksPort, 'write'> {
  return {
    async write(name, value) {
      await db
        .insert(marks)
        .values({ name, value })
        .onConflictDoUpdate({ target: marks.name, set: { value } });
    },
  };
}

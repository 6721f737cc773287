/** What is said about a request while it waits: questions of who decides, and the requester's answers. */
import type { Exception, Remark } from './exception.ts';

type Talked = Pick<Exception, 'talk' | 'requester'>;

/** Places in the talk of what the requester was asked, oldest first. */
export function questionsOf({ talk, requester }: Talked): readonly number[] {
  return talk.flatMap(({ by }, at) => (by.id === requester.id ? [] : [at]));
}

/** What the requester said to the question at this place, oldest first. */
export function answersTo({ talk, requester }: Talked, question: number): readonly Remark[] {
  return talk.filter(
    ({ by, answers }, at) =>
      // An answer from before answers named their question is one to all that had been asked.
      at > question && by.id === requester.id && (answers === undefined || answers === question),
  );
}

/** What was said in one go about many of a batch. */
export interface SaidTogether {
  /** Shared by the remarks of all of them. */
  readonly id: string;
  readonly remark: Remark;
  /** Of an answer: the question's `id`. */
  readonly answers: string | null;
}

/** Each once, oldest first. */
export function saidTogether(some: readonly Pick<Exception, 'talk'>[]): readonly SaidTogether[] {
  const said = new Map<string, SaidTogether>();
  for (const { talk } of some)
    for (const remark of talk) {
      const { together: id, answers } = remark;
      if (id === undefined || said.has(id)) continue;
      said.set(id, { id, remark, answers: talk[answers ?? -1]?.together ?? null });
    }
  return [...said.values()].toSorted((a, b) => a.remark.at - b.remark.at);
}

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

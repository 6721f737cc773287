import { ExternalServiceError } from '../../domain/errors.ts';
import type { Answer, Answers, Failure } from '../collector.ts';
import { failureIn } from '../running/failure-in.ts';

/** What was learned about each of some services, by their ids. */
type AnswersById = ReadonlyMap<string, Answer | Failure>;

/**
 * Namespaces of which each is asked for by itself: where one fails, the others hold. A vendor's failure becomes the
 * answer of every service; anything else is thrown.
 * @param parts by namespace: asks about all of the services
 */
export async function apart(
  ids: readonly string[],
  parts: Readonly<Record<string, () => Promise<AnswersById>>>,
): Promise<ReadonlyMap<string, Answers>> {
  const told = await Promise.all(
    Object.entries(parts).map(async ([namespace, part]) => ({
      namespace,
      answers: await part().catch((error: unknown) => new Map(ids.map((id) => [id, failureOf(error)]))),
    })),
  );
  return new Map(
    ids.map((id) => [
      id,
      Object.fromEntries(
        told.flatMap(({ namespace, answers }) => {
          const answer = answers.get(id);
          return answer === undefined ? [] : [[namespace, answer]];
        }),
      ),
    ]),
  );
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ExternalServiceError)) throw error;
  return failureIn(error);
}

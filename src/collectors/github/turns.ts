/**
 * Where code scanning is on and found nothing, GitHub tells it of one repository at a time only: its list of alerts is
 * empty there, and refused where no analysis was ever made. Organisation-wide there is nothing that tells the two apart:
 * the list of alerts names findings, security configurations (for administrators) what is wanted rather than what is.
 * So the repositories of a large organisation take turns: a few in each round, and what was learned is remembered with
 * its time until its next turn has come and gone. Whose turn has not come is unknown, never guessed.
 */
import { DAY, type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import type { Memory, Surroundings } from '../running/surroundings.ts';
import { keyOf, type RepositoryName } from './read-repositories.ts';

/** What was learned of a repository at its turn. */
export interface Learned {
  readonly at: Instant;
  readonly isOn: boolean;
}

export interface Turns {
  /** By {@link keyOf}; what is too old to count is left out. */
  readonly recall: (
    repositories: readonly RepositoryName[],
    size: number,
  ) => Promise<ReadonlyMap<string, Learned>>;
  readonly remember: (repository: RepositoryName, isOn: boolean) => Promise<void>;
  /** Whether it is the turn of one of which this is known; then it is taken. @param size repositories of the organisation */
  readonly take: (known: Learned | undefined, size: number) => boolean;
}

/** Questions in each round of half an hour: with what else a round asks, no more than a twelfth of GitHub's rate. */
const IN_A_ROUND = 100;
const ROUND: Duration = 30 * MINUTE;
/** A round may begin a little early. */
const BETWEEN: Duration = 25 * MINUTE;
/** Where there are few, each is asked about once a day. */
const SHORTEST: Duration = DAY;
/** Some turns may be missed. */
const COUNTS_FOR_TURNS = 3;

/** Turns of one organisation. */
export function createTurns({ clock, memory }: Pick<Surroundings, 'clock' | 'memory'>): Turns {
  const round = { began: Number.NEGATIVE_INFINITY, left: 0 };

  return {
    recall: (repositories, size) =>
      recall(memory, repositories, clock.now() - COUNTS_FOR_TURNS * turnOf(size)),
    async remember(repository, isOn) {
      const learned: Learned = { at: clock.now(), isOn };
      await memory.write(new Map([[memoryKey(repository), JSON.stringify(learned)]]));
    },
    take(known, size) {
      const now = clock.now();
      if (known !== undefined && now - known.at < turnOf(size)) return false;
      // One that began in the future is of a clock that has been set right since.
      if (now < round.began || now - round.began >= BETWEEN)
        Object.assign(round, { began: now, left: IN_A_ROUND });
      round.left -= 1;
      return round.left >= 0;
    },
  };
}

/** So long that all have had theirs: nobody comes twice before everybody came once. */
function turnOf(size: number): Duration {
  return Math.max(SHORTEST, (Number.isFinite(size) ? size / IN_A_ROUND : 0) * ROUND);
}

async function recall(memory: Memory, repositories: readonly RepositoryName[], oldest: Instant) {
  const texts = await memory.read(repositories.map(memoryKey));
  return new Map(
    repositories.flatMap((repository): [string, Learned][] => {
      const text = texts.get(memoryKey(repository));
      if (text === undefined) return [];
      const learned: Learned = JSON.parse(text); // What we wrote ourselves.
      return learned.at >= oldest ? [[keyOf(repository), learned]] : [];
    }),
  );
}

function memoryKey(repository: RepositoryName): string {
  return `code scanning of ${keyOf(repository)}`;
}

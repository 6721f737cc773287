/** Whole lists of GitHub's REST API, over as many pages and attempts as it takes. */
import { ExternalServiceError } from '../../domain/errors.ts';
import { type Duration, type Instant, MINUTE } from '../../domain/instant.ts';
import { VENDOR } from './gate.ts';
import {
  type Asking,
  createPageReader,
  type Kept,
  type ListQuestion,
  type Page,
  type PageReader,
  type Refused,
} from './rest.ts';

export type Listed<Entry> = { readonly entries: readonly Entry[] } | Refused;

/** Rejects with an `ExternalServiceError` where a page cannot be read: half a list is none. */
export type ReadList<Entry> = (asking: Asking) => Promise<Listed<Entry>>;

/** A page, with the first and the last moment at which it was seen to be so. */
interface Told<Entry> {
  readonly kept: Kept<Entry>;
  readonly isLast: boolean;
  readonly since: Instant;
  readonly until: Instant;
}

const MOST_PAGES = 1_000;
/** Pages that were read within it are taken to be of the same moment. */
const ONE_MOMENT: Duration = MINUTE;
/** What was seen last longer ago is asked for again, though the reading broke off. */
export const GOES_ON_FOR: Duration = 20 * MINUTE;
/** A list that changes all the time. */
const MOST_ROUNDS = 3;

/**
 * A list that is read again and again. A reading that breaks off is gone on with by the next attempt, at the page that
 * failed.
 *
 * Pages are counted from the beginning of the list: an entry that goes away draws all later ones nearer, and one of them
 * past the border of a page that has been read already. So pages do not count because each was told once, but because
 * there was a moment at which all of them were as they were told: what was seen last before the newest page changed is
 * asked for again, with its ETag, which costs nothing where it is as it was. Where there was no such moment, there is no
 * list.
 */
export function createList<Entry>(question: ListQuestion<Entry>): ReadList<Entry> {
  /** Of a reading that broke off. */
  let begun: Told<Entry>[] = [];

  return async (asking) => {
    const now = asking.clock.now();
    const pages = begun;
    begun = [];
    const reader = createPageReader(asking, question);
    const reading = { reader, pages, clock: asking.clock, path: question.path, started: now };
    try {
      return (await readOn(reading)) ?? (await atOneMoment(reading)) ?? entriesOf(pages);
    } catch (error) {
      begun = pages;
      throw error;
    } finally {
      await reader.remember();
    }
  };
}

interface Reading<Entry> extends Pick<Asking, 'clock'> {
  readonly reader: PageReader<Entry>;
  readonly pages: Told<Entry>[];
  readonly path: string;
  readonly started: Instant;
}

function entriesOf<Entry>(pages: readonly Told<Entry>[]): Listed<Entry> {
  return { entries: pages.flatMap(({ kept }) => kept.entries) };
}

/** Reads all pages behind those that are there. */
async function readOn<Entry>(reading: Reading<Entry>): Promise<Refused | undefined> {
  const { reader, pages, clock, path, started } = reading;
  while (pages.at(-1)?.isLast !== true) {
    if (pages.length >= MOST_PAGES)
      throw new ExternalServiceError(VENDOR, `${VENDOR} has more at ${path} than we read`);
    const at = clock.now();
    const page = await reader.read(pages.length + 1);
    if ('refused' in page) return page;
    // What is as it was remembered was so when we began.
    pages.push({ ...page, since: page.isSame ? Math.min(started, at) : at, until: at });
  }
  return undefined;
}

/** Asks again for pages until there was a moment at which all were as they are. */
async function atOneMoment<Entry>(reading: Reading<Entry>): Promise<Refused | undefined> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const now = reading.clock.now();
    const newest = Math.max(...reading.pages.map(({ since }) => since));
    const isOld = ({ until }: Told<Entry>) =>
      until < newest - ONE_MOMENT || until < now - GOES_ON_FOR || until > now;
    if (!reading.pages.some(isOld)) return undefined;
    const refused = (await askAgain(reading, isOld)) ?? (await readOn(reading));
    if (refused !== undefined) return refused;
  }
  throw new ExternalServiceError(VENDOR, `${reading.path} at ${VENDOR} changes faster than it can be read`);
}

async function askAgain<Entry>(
  { reader, pages, clock }: Reading<Entry>,
  isOld: (page: Told<Entry>) => boolean,
): Promise<Refused | undefined> {
  for (const [place, told] of [...pages.entries()]) {
    if (place >= pages.length || !isOld(told)) continue;
    const at = clock.now();
    const page = await reader.read(place + 1, told.kept);
    if ('refused' in page) return page;
    pages[place] = seenAgain(told, page, at);
    // What came behind it is there no more.
    if (page.isLast) pages.length = place + 1;
  }
  return undefined;
}

function seenAgain<Entry>({ since }: Told<Entry>, page: Page<Entry>, at: Instant): Told<Entry> {
  return { kept: page.kept, isLast: page.isLast, since: page.isSame ? since : at, until: at };
}

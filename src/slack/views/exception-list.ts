import type { RichTextElement } from '@slack/types';
import type { ExceptionLine, ExceptionListing } from '../../use-cases/exception-views.ts';
import {
  actions,
  button,
  context,
  header,
  LONGEST_VALUE,
  lines,
  menu,
  ours,
  section,
  words,
} from './blocks.ts';
import { dayRich } from './dates.ts';
import { stateWords } from './exception-words.ts';
import { fitted, type Message } from './message.ts';
import { turns, type Window, windowWords } from './pages.ts';
import { askValue } from './targets.ts';
import { count, listed, mrkdwn, plain } from './text.ts';
import { ICON } from './words.ts';

const MOST_LINES = 20;

/** One page of exceptions, newest first; whoever may see the service may see them. */
export function exceptionList(listing: ExceptionListing): Message {
  const { page, query } = listing;
  if (page.total === 0) return nothingFound(query);
  const what = count(page.total, 'exception');
  const filter = query === '' ? '' : ` that match ${mrkdwn(query, 200)}`;
  return fitted(Math.min(page.items.length, MOST_LINES), (shown) => {
    const visible = page.items.slice(0, shown);
    const window = { offset: page.offset, size: visible.length, total: page.total };
    return {
      text: `${what}${filter}: ${listed(visible.map(spokenLine), 3)}.`,
      blocks: [
        header(what),
        ...context(query === '' ? 'All of them, newest first.' : `Only: ${mrkdwn(query, 300)}`),
        ...lines(visible.map(row)),
        ...context(windowWords(window)),
        ...actions([
          ...menu('exception-open', 'Open an exception', visible.map(choiceOf)),
          ...turnButtons(query, window, page.size),
          newButton(),
        ]),
        ...context(FILTERS),
      ],
    };
  });
}

const FILTERS = 'Filters: `pending`, `mine`, `to-decide`, `expiring`, `service:ID`, `rule:ID`.';

function newButton() {
  return button('exception-new', 'New', askValue({ kind: 'new', service: null, rule: null }), {
    spoken: 'Request a new exception',
  });
}

function titlesOf({ titles }: ExceptionLine): string {
  const [first = '–', ...rest] = titles;
  return rest.length === 0 ? first : `${plain(first, 70)} and ${rest.length} more`;
}

function spokenLine(line: ExceptionLine): string {
  return `${mrkdwn(titlesOf(line), 80)} at ${mrkdwn(line.service.id, 60)}, ${stateWords(line)}`;
}

/** "🛡️ **payments-api** · Code coverage over 85 % · approved until 28 March · Omar · follow-up open" */
function row(line: ExceptionLine): RichTextElement[] {
  const { exception, service, followUp } = line;
  const { state } = exception;
  const isDated = state === 'pending' || state === 'approved';
  return [
    ours(`${isDated ? ICON.exception : ICON.aside} `),
    words(service.id, 60, true),
    ours(' · '),
    words(titlesOf(line), 90),
    ours(` · ${stateWords(line)}${isDated ? ', until ' : ''}`),
    ...(isDated ? [dayRich(exception.until)] : []),
    ours(' · '),
    words(exception.requester.name, 40),
    ...(followUp === undefined ? [] : [ours(` · follow-up ${followUp}`)]),
  ];
}

function choiceOf(line: ExceptionLine) {
  return { label: `${plain(line.service.id, 34)}: ${plain(titlesOf(line), 38)}`, value: line.exception.id };
}

/** Written here, read by {@link readExceptionPage}. */
function turnButtons(query: string, window: Window, full: number) {
  const { on } = turns(window);
  const { back } = turns({ ...window, size: full });
  const turn = (label: string, offset: number | null, nth: number) => {
    const value = offset === null ? '' : `${offset} ${query}`;
    return value === '' || value.length > LONGEST_VALUE
      ? []
      : [button('exception-page', label, value, { nth })];
  };
  return [...turn('◀ Previous', back, 0), ...turn('Next ▶', on, 1)];
}

/** Undefined for anything that no button of the list holds. */
export function readExceptionPage(
  value: string,
): { readonly offset: number; readonly query: string } | undefined {
  const match = /^(\d{1,6}) (.*)$/s.exec(value);
  return match === null ? undefined : { offset: Number(match[1]), query: match[2] ?? '' };
}

function nothingFound(query: string): Message {
  const what =
    query === '' ? 'Nobody has asked for an exception yet.' : `No exception matches ${mrkdwn(query, 300)}.`;
  const next =
    query === ''
      ? 'Where a check cannot pass for now, ask for one: whoever answers for the service’s tier decides.'
      : 'Leave a filter out, or look at all of them.';
  return {
    text: `${what} ${next}`,
    blocks: [
      section(`*${what}*\n${next}`),
      ...actions([newButton(), ...(query === '' ? [] : [button('say', 'All exceptions', 'exceptions')])]),
      ...context(FILTERS),
    ],
  };
}

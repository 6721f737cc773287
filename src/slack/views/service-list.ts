import type { ServiceLine, ServiceListing } from '../../use-cases/list-services.ts';
import { actions, button, context, header, lines, section } from './blocks.ts';
import { fitted, type Message } from './message.ts';
import { barSummary, levelsLine, openMenu, pageBlocks, serviceRow, spokenSummary } from './service-rows.ts';
import { count, mrkdwn } from './text.ts';

const MOST_LINES = 25;

/** One page of services that meet the filters, worst first, with the filters as understood. */
export function serviceList(listing: ServiceListing): Message {
  const { page, query, summary } = listing;
  if (page.total === 0) return nothingFound(query);
  const filters = query === '' ? '' : ` that match ${mrkdwn(query, 200)}`;
  return fitted(Math.min(page.lines.length, MOST_LINES), (shown) => ({
    text: `${count(page.total, 'service')}${filters}, worst first. ${spokenSummary(summary)}`,
    blocks: [
      header(`${count(page.total, 'service')}, worst first`),
      ...context(
        query === ''
          ? 'No filter. Try `list tier:tier-1` or `list failing:RULE`.'
          : `Filter: ${mrkdwn(query, 300)}`,
      ),
      section([levelsLine(summary), barSummary(summary)].filter((line) => line !== '').join('\n')),
      ...pageBlocks(page, { kind: 'list', query }, shown),
      ...actions([button('register', 'Register a service', '')]),
    ],
  }));
}

function nothingFound(query: string): Message {
  const what =
    query === '' ? 'The catalog has no services yet.' : `No service matches ${mrkdwn(query, 300)}.`;
  const next =
    query === ''
      ? 'Whoever runs me can import some with `npx ready import`.'
      : 'Leave a filter out, or look at all of them.';
  return {
    text: `${what} ${query === '' ? '' : 'Leave a filter out, or look at all of them.'}`.trim(),
    blocks: [
      section(`*${what}*\n${next}`),
      ...actions([
        ...(query === '' ? [] : [button('say', 'List all services', 'list')]),
        button('register', 'Register a service', ''),
        button('say', 'Help', 'help', { nth: 1 }),
      ]),
    ],
  };
}

/** A repository, channel or address that several services share. */
export function sharedReference(asked: string, found: readonly ServiceLine[]): Message {
  const what = `${count(found.length, 'service')} share ${mrkdwn(asked, 120)}`;
  return fitted(Math.min(found.length, MOST_LINES), (shown) => ({
    text: `${what}: ${found
      .slice(0, 5)
      .map(({ id }) => mrkdwn(id, 60))
      .join(', ')}${found.length > 5 ? ' and more' : ''}.`,
    blocks: [
      section(`*${what}*`),
      ...lines(found.slice(0, shown).map(serviceRow)),
      ...context(found.length > shown ? `and ${found.length - shown} more; name one to open it` : ''),
      ...actions(openMenu(found.slice(0, shown))),
    ],
  }));
}

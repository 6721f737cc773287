import type { KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/instant.ts';
import type { HomeAsk, HomeVerification, HomeView } from '../../use-cases/home-views.ts';
import { actions, button, context, section } from './blocks.ts';
import { day } from './dates.ts';
import { homeValue } from './home-target.ts';
import { turns, windowWords } from './pages.ts';
import { count, mrkdwn } from './text.ts';
import { ICON } from './words.ts';

/** What a Home shows now, for whatever turns one of its pages and leaves the rest as it is. */
export function shownIn({ of, services, verifications }: HomeView): HomeAsk {
  return { of, offset: services?.page.offset ?? 0, confirming: verifications.offset };
}

/** What the catalog says of services, for the reader to confirm or to correct; nothing where nothing is due. */
export function verificationBlocks(view: HomeView): KnownBlock[] {
  const { items, total, offset, size } = view.verifications;
  if (total === 0) return [];
  const window = { offset, size: items.length, total };
  const { back } = turns({ ...window, size });
  const { on } = turns(window);
  const turn = (label: string, to: number | null, nth: number) =>
    to === null ? [] : [button('home-page', label, homeValue({ ...shownIn(view), confirming: to }), { nth })];
  return [
    { type: 'divider' },
    section(`*Is it all still true?* · the catalog's word on ${count(total, 'service')}`),
    ...items.flatMap((one) => verificationRow(one, view.at)),
    ...context(windowWords(window)),
    ...actions([...turn('◀ Previous', back, 2), ...turn('Next ▶', on, 3)]),
  ];
}

/** "🗓️ *payments-api* · Payments" and below "due since 12 March · last confirmed 12 December". */
function verificationRow(one: HomeVerification, now: Instant): KnownBlock[] {
  const { service, owner, verifiedAt, due, mayEdit } = one;
  const last = verifiedAt === null ? 'never confirmed yet' : `last confirmed ${day(verifiedAt)}`;
  return [
    section(
      `${ICON.coming} *${mrkdwn(service.id, 80)}* · ${mrkdwn(owner.name, 60)}\ndue ${due <= now ? 'since' : 'by'} ${day(due)} · ${last}`,
    ),
    ...actions([
      button('verify', 'All still true', service.id, {
        style: 'primary',
        spoken: `Is all of ${service.id} still true?`,
      }),
      ...(mayEdit ? [button('edit', 'Edit', service.id, { spoken: `Edit ${service.id}` })] : []),
    ]),
  ];
}

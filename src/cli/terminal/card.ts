import type {
  CheckView,
  ReadinessCard,
  ScorecardLine,
  ScorecardView,
  ServiceHeading,
} from '../../use-cases/show-readiness.ts';
import type { Page } from './page.ts';
import { columns, hanging, padded, plain } from './text.ts';
import { when } from './times.ts';
import { barWords, levelName, outcomeSign } from './words.ts';

/** The readiness card on a terminal: all that the one in Slack says, and nothing left out for want of space. */
export function renderCard(card: ReadinessCard, page: Page): string {
  const blocks = [
    heading(card, page),
    ...(card.primary === null ? [] : [standing(card.primary, page)]),
    ...(card.primary === null ? [] : checks(card.primary, page)),
    card.others.map((line) => otherLine(line, page)),
    whereabouts(card.service, page),
    [page.paint('dim', freshness(card, page))],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function heading({ service, askedAs }: ReadinessCard, page: Page): string[] {
  const id = page.paint('bold', plain(service.id));
  const name = service.name === service.id ? '' : `  ${plain(service.name)}`;
  const facts = [service.tier.id, service.lifecycle, service.type, ownerOf(service)].map(plain).join(' · ');
  const left = `${id}${name}`;
  const fits = page.width < 1_000 && columns(left) + columns(facts) + 2 <= page.width;
  const first = fits ? [padded(left, page.width - columns(facts)) + facts] : [left, facts];
  return [
    ...first,
    ...(service.description === null ? [] : hanging('', plain(service.description), page.width)),
    ...(service.tier.job === null ? [] : [page.paint('dim', `Customers: ${plain(service.tier.job)}`)]),
    ...(askedAs === null ? [] : [page.paint('dim', `Asked for as ${plain(askedAs)}`)]),
    ...service.flags.flatMap((flag) => hanging(`${page.paint('yellow', '!')} `, plain(flag), page.width)),
  ];
}

function ownerOf({ owner }: ServiceHeading): string {
  if (owner === null) return 'no owner';
  return 'declared' in owner ? `no owner ("${owner.declared}" is no team)` : owner.name;
}

function standing(primary: ScorecardView, page: Page): string[] {
  const level = page.paint('bold', levelName(primary.held));
  const borrowed = primary.heldByExceptions > 0 ? [`${primary.heldByExceptions} by exception`] : [];
  const earned = primary.heldByExceptions > 0 ? [`earned without: ${levelName(primary.earned)}`] : [];
  const bar = barWords(primary.bar, primary.barExceptions, page);
  const { next } = primary;
  return [
    [level, ...borrowed, ...earned].join(', ') + (bar === '' ? '' : ` · ${bar}`),
    ...(next === null ? [] : [`${next.missing} more for ${levelName(next.level)}`]),
    page.paint('dim', tally(primary)),
  ];
}

/** "11 of 16 ok, 14 known · score 72" */
function tally({ counts, score }: ScorecardView): string {
  const known = counts.pass + counts.fail + counts.exempt;
  const all = known + counts.unknown;
  return `${counts.pass + counts.exempt} of ${all} ok, ${known} known · score ${score ?? '–'}`;
}

function checks(primary: ScorecardView, page: Page): string[][] {
  const unknowns = primary.unknowns.flatMap((group) => group.checks);
  return [
    section('Not yet', primary.gaps, page, gapLines),
    section("Don't know", unknowns, page, unknownLines),
    section('By exception', primary.exempt, page, exemptLines),
    section('Coming', primary.coming, page, comingLines),
  ];
}

function section(
  title: string,
  views: readonly CheckView[],
  page: Page,
  lines: (view: CheckView, page: Page) => string[],
): string[] {
  if (views.length === 0) return [];
  return [
    page.paint('bold', title),
    ...views.flatMap((view) => [titleLine(view, page), ...lines(view, page)]),
  ];
}

function titleLine(view: CheckView, page: Page): string {
  const tags = [levelName(view.level).toLowerCase(), ...(view.required ? ['minimum bar'] : [])].join(', ');
  return `  ${outcomeSign(view.check.outcome, page)} ${plain(view.title)}  ${page.paint('dim', tags)}`;
}

function detail(text: string, page: Page): string[] {
  return hanging('    ', plain(text), page.width);
}

function gapLines(view: CheckView, page: Page): string[] {
  return [
    ...reason(view, page),
    ...detail(`Fix: ${view.fix}${view.fixUrl === null ? '' : ` ${view.fixUrl}`}`, page),
  ];
}

function reason(view: CheckView, page: Page): string[] {
  if (view.hidden) return detail('Details are private to its team.', page);
  return view.check.reason === undefined ? [] : detail(view.check.reason, page);
}

function unknownLines(view: CheckView, page: Page): string[] {
  return [...reason(view, page), ...lastGood(view, page).flatMap((text) => detail(text, page))];
}

/** How old what was last known is, and until when it still carries level and bar. */
function lastGood({ check, hidden }: CheckView, { now }: Page): string[] {
  if (hidden) return [];
  const good = (check.why?.parts ?? []).flatMap((part) =>
    part.kind === 'not_known' && part.lastGoodAt !== null ? [part.lastGoodAt] : [],
  );
  const told = good.length === 0 ? [] : [`Last good ${when(Math.min(...good), now)}.`];
  const held = check.standing === 'pass' && check.unprovenSince !== undefined;
  return held
    ? [...told, `Still counts as ok, unproven since ${when(check.unprovenSince ?? 0, now)}.`]
    : told;
}

function exemptLines(view: CheckView, page: Page): string[] {
  return reason(view, page);
}

function comingLines(view: CheckView, page: Page): string[] {
  const from = view.from === null ? '' : `Counts from ${when(view.from, page.now)}: `;
  const fares = {
    pass: 'it would pass',
    fail: 'it would not pass yet',
    unknown: 'not known how it would fare',
  };
  const { outcome } = view.check;
  return detail(`${from}${outcome === 'fail' || outcome === 'unknown' ? fares[outcome] : fares.pass}.`, page);
}

function otherLine(line: ScorecardLine, page: Page): string {
  const bar = barWords(line.bar, 0, page);
  const open = [
    ...(line.failing > 0 ? [`${line.failing} not yet`] : []),
    ...(line.unknown > 0 ? [`${line.unknown} not known`] : []),
  ];
  return [`${plain(line.name)}: ${levelName(line.held)}`, ...(bar === '' ? [] : [bar]), ...open].join(' · ');
}

function whereabouts(service: ServiceHeading, page: Page): string[] {
  const who = [
    ...(service.system === null ? [] : [`part of ${service.system.name}`]),
    ...(service.onCall.length === 0 ? [] : [`on call: ${service.onCall.join(', ')}`]),
    ...(service.channel === null ? [] : [service.channel]),
  ].map(plain);
  const titles = service.links.map((link) => plain(link.title));
  const widest = Math.max(0, ...titles.map(columns));
  return [
    ...(who.length === 0 ? [] : [who.join(' · ')]),
    ...service.links.map(
      (link, index) => `${padded(titles[index] ?? '', widest)}  ${page.paint('cyan', plain(link.url))}`,
    ),
  ];
}

function freshness({ evaluatedAt, primary }: ReadinessCard, { now }: Page): string {
  if (evaluatedAt === null) return 'Not evaluated yet, or no scorecard applies: `ready evaluate` tells.';
  const rules = primary === null ? 'no scorecard applies' : `by ${plain(primary.name)}`;
  return `Evaluated ${when(evaluatedAt, now)}, ${rules}.`;
}

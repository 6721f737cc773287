import type { Instant } from '../../domain/instant.ts';
import type { AuditVerdict } from '../../use-cases/audit-ports.ts';
import type { AuditLine, AuditView } from '../../use-cases/show-audit.ts';
import type { Page } from './page.ts';
import { count, hanging, plain } from './text.ts';

/** One paragraph for each act, newest first. */
export function renderAudit({ service, entries, more }: AuditView, page: Page): string {
  const head =
    service === null || service.archivedAt === null ? [] : [archived(service.id, service.archivedAt)];
  if (entries.length === 0) return [...head, 'Nobody has done anything that is kept here.'].join('\n');
  const lines = entries.flatMap((line) => entry(line, page));
  return [...head, ...lines, ...(more ? [page.paint('dim', 'and earlier ones: --all')] : [])].join('\n');
}

/** "old-api was archived on 2026-03-01." */
function archived(id: string, at: Instant): string {
  return `${plain(id)} was archived on ${new Date(at).toISOString().slice(0, 10)}.`;
}

function entry(
  { at, actorName, act, service, subject, from, details, number }: AuditLine,
  page: Page,
): string[] {
  const who = actorName === null ? 'the bot' : plain(actorName);
  const what = `${page.paint('bold', plain(act))} ${plain(service ?? subject)}`;
  const said =
    Object.keys(details).length === 0 ? '' : ` ${page.paint('dim', plain(JSON.stringify(details)))}`;
  // The exact instant, in a form that sorts: whoever reads this compares it with other logs.
  const lead = `${page.paint('dim', `#${number} ${new Date(at).toISOString().slice(0, 19)}Z`)}  `;
  return hanging(lead, `${what} by ${who} (${plain(from)})${said}`, page.width);
}

export function renderVerdict({ sound, broken, hash }: AuditVerdict, page: Page): string {
  if (broken !== null)
    return page.paint(
      'red',
      `Entry #${broken} was altered, or one before it is gone: the first ${count(sound, 'entry', 'entries')} are sound.`,
    );
  return [
    page.paint('green', `${count(sound, 'entry', 'entries')}, each bound to the one before.`),
    ...(hash === '' ? [] : [`Last hash: ${hash}`]),
  ].join('\n');
}

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageViolation } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import { drawPopupList, type ListRow } from '../controls/popup-list.ts';
import type { Model } from '../model/model.ts';
import { instantOfMinute, zonedMinute } from '../model/zoned-time.ts';
import { readerOf } from '../text/reader.ts';
import { clockTime, slackDate } from '../text/slack-date.ts';
import { icon } from './icons.ts';

const CLOCK = 'clock';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When people begin to work. */
const MORNING = 9;
/** Each leads from now (UTC milliseconds) to when it is so for whoever looks. */
const STEPS: readonly { name: string; until: (now: number, timeZone: string) => number }[] = [
  { name: 'An hour', until: (now) => now + HOUR },
  { name: 'To the next morning', until: (now, timeZone) => nextMorning(now, timeZone, () => true) },
  {
    name: 'To the next Monday morning',
    until: (now, timeZone) => nextMorning(now, timeZone, (weekday) => weekday === 1),
  },
  { name: 'A day', until: (now) => now + DAY },
  { name: 'A week', until: (now) => now + 7 * DAY },
];

/** The next nine o'clock of such a day; `weekday` counts from Sunday = 0. */
function nextMorning(now: number, timeZone: string, isIt: (weekday: number) => boolean): number {
  const today = zonedMinute(now / 1000, timeZone).slice(0, 10);
  for (let days = 0; days <= 7; days += 1) {
    const date = new Date(Date.parse(`${today}T12:00:00Z`) + days * DAY);
    const minute = `${date.toISOString().slice(0, 10)}T${String(MORNING).padStart(2, '0')}:00`;
    const seconds = instantOfMinute(minute, timeZone);
    if (seconds !== null && seconds * 1000 > now && isIt(date.getUTCDay())) return seconds * 1000;
  }
  return now + DAY;
}

/** Below the conversations: the connection, the workspace's clock, and what the app did that Slack forbids. */
export function drawStatusStrip(model: Model, acts: Acts): TemplateResult {
  const count = model.violations.length;
  return html`
    <div class="status-strip">
      <span class="link-state" data-link=${model.link} role="status">
        <span class="dot" aria-hidden="true"></span>${model.link === 'live' ? 'Connected' : 'Reconnecting…'}
      </span>
      ${drawClock(model, acts)}
      ${
        count > 0
          ? html`<button type="button" class="violations-button" aria-expanded=${String(model.violationsOpen)} @click=${() => acts.showViolations(!model.violationsOpen)}>${icon('warning')}${count} contract violation${count === 1 ? '' : 's'}</button>`
          : nothing
      }
    </div>
  `;
}

/** The workspace's time; where it can be moved on, a list of how far. */
function drawClock(model: Model, acts: Acts): TemplateResult {
  const { page, now, popup } = model;
  const reader = readerOf(page, now);
  const { timeZone } = reader;
  const day = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const words = html`${icon('clock')}${day.format(now)}, ${clockTime(now, reader)}`;
  const title = page.clock.runs ? timeZone : 'The workspace’s clock stands still';
  if (!page.clock.adjustable) return html`<span class="clock" title=${title}>${words}</span>`;
  const open = popup?.anchor === CLOCK ? popup : null;
  const toggle = () => (open ? acts.closePopup() : acts.openPopup(CLOCK));
  return html`
    <button type="button" class="clock" id=${CLOCK} title=${title} aria-haspopup="menu" aria-expanded=${String(open !== null)} @click=${toggle}>
      ${words}
    </button>
    ${open ? drawPopupList({ popup: open, label: 'Move the clock on', role: 'menu', rows: STEPS.map(({ name, until }) => stepRow(name, until(now, timeZone) - now, acts)), search: null, note: null, several: false, acts }) : nothing}
  `;
}

function stepRow(name: string, by: number, acts: Acts): ListRow {
  const pick = () => acts.advanceClock(by);
  return { key: name, group: 'Move the clock on', content: name, selected: false, disabled: false, pick };
}

/** Every violation, newest first, for whoever develops the app. */
export function drawViolations(model: Model, acts: Acts): TemplateResult {
  return html`
    <section class="violations" aria-label="Contract violations">
      <header>
        <h2>Slack would not have taken this</h2>
        <button type="button" class="icon-button" aria-label="Close" @click=${() => acts.showViolations(false)}>
          ${icon('close')}
        </button>
      </header>
      <ol>${model.violations.toReversed().map((violation) => drawViolation(violation, model))}</ol>
    </section>
  `;
}

function drawViolation({ at, where, error, details }: PageViolation, model: Model): TemplateResult {
  const when = slackDate(at / 1000, '{time_secs}', readerOf(model.page, model.now));
  return html`
    <li>
      <strong>${error}</strong> <span class="violation-where">${where}, ${when}</span>
      ${details.length > 0 ? html`<ul>${details.map((detail) => html`<li>${detail}</li>`)}</ul>` : nothing}
    </li>
  `;
}

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PageViolation } from '../../page-protocol.ts';
import type { Acts } from '../acts/acts.ts';
import type { Model } from '../model/model.ts';
import { readerOf } from '../text/reader.ts';
import { clockTime, slackDate } from '../text/slack-date.ts';
import { icon } from './icons.ts';

/** Below the conversations: the connection, the workspace's clock, and what the app did that Slack forbids. */
export function drawStatusStrip(model: Model, acts: Acts): TemplateResult {
  const count = model.violations.length;
  return html`
    <div class="status-strip">
      <span class="link-state" data-link=${model.link} role="status">
        <span class="dot" aria-hidden="true"></span>${model.link === 'live' ? 'Connected' : 'Reconnecting…'}
      </span>
      ${drawClock(model)}
      ${
        count > 0
          ? html`<button type="button" class="violations-button" aria-expanded=${String(model.violationsOpen)} @click=${() => acts.showViolations(!model.violationsOpen)}>${icon('warning')}${count} contract violation${count === 1 ? '' : 's'}</button>`
          : nothing
      }
    </div>
  `;
}

function drawClock(model: Model): TemplateResult {
  const { timeZone } = readerOf(model.page, model.now);
  const day = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const words = `${day.format(model.now)}, ${clockTime(model.now, timeZone)}`;
  const title = model.page.clock.adjustable
    ? 'The workspace’s clock stands still until it is moved'
    : timeZone;
  return html`<span class="clock" title=${title}>${icon('clock')}${words}</span>`;
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

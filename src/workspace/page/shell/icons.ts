import { html, svg, type TemplateResult } from 'lit/html.js';

/** Line drawings of our own, on a grid of 20, in the colour of the text around them. */
const PATHS = {
  chevron: svg`<path d="M5 7.5l5 5 5-5" />`,
  close: svg`<path d="M5 5l10 10M15 5L5 15" />`,
  back: svg`<path d="M12.5 4.5L7 10l5.5 5.5" />`,
  hash: svg`<path d="M8 3.5L6.5 16.5M13.5 3.5L12 16.5M3.5 7.5h13M3.2 12.5h13" />`,
  lock: svg`<rect x="4.5" y="9" width="11" height="7.5" rx="1.5" /><path d="M7 9V6.5a3 3 0 016 0V9" />`,
  home: svg`<path d="M3.5 9.5L10 4l6.5 5.5M5.5 8.5v7.5h9V8.5" />`,
  message: svg`<path d="M4 4.5h12a1 1 0 011 1v7a1 1 0 01-1 1H9.5L6 17v-3.5H4a1 1 0 01-1-1v-7a1 1 0 011-1z" />`,
  thread: svg`<path d="M4 4.5h12a1 1 0 011 1v7a1 1 0 01-1 1H9.5L6 17v-3.5H4a1 1 0 01-1-1v-7a1 1 0 011-1zM6.5 7.7h7M6.5 10.5h4.5" />`,
  more: svg`<g fill="currentColor" stroke="none"><circle cx="10" cy="4.5" r="1.5" /><circle cx="10" cy="10" r="1.5" /><circle cx="10" cy="15.5" r="1.5" /></g>`,
  send: svg`<path d="M3.5 4l13.5 6-13.5 6 1.8-6zM5.3 10H11" />`,
  menu: svg`<path d="M3 5.5h14M3 10h14M3 14.5h14" />`,
  search: svg`<circle cx="9" cy="9" r="5" /><path d="M12.7 12.7L17 17" />`,
  sun: svg`<circle cx="10" cy="10" r="3.5" /><path d="M10 2v2M10 16v2M2 10h2M16 10h2M4.3 4.3l1.4 1.4M14.3 14.3l1.4 1.4M4.3 15.7l1.4-1.4M14.3 5.7l1.4-1.4" />`,
  moon: svg`<path d="M16.5 11.8A7 7 0 018.2 3.5a7 7 0 108.3 8.3z" />`,
  screen: svg`<rect x="2.5" y="4" width="15" height="10" rx="1.5" /><path d="M7 17h6M10 14v3" />`,
  warning: svg`<path d="M10 3.5l7.5 13h-15zM10 8.5v3.5M10 14.3v.2" />`,
  clock: svg`<circle cx="10" cy="10" r="7" /><path d="M10 6v4.2l2.7 1.8" />`,
  bolt: svg`<path d="M11 2.5L4.5 11.5H10l-1 6 6.5-9H10z" />`,
  at: svg`<circle cx="10" cy="10" r="3" /><path d="M13 7.5v3.3c0 2.7 4 2.3 4-.8a7 7 0 10-3 5.7" />`,
  slash: svg`<rect x="2.5" y="3.5" width="15" height="13" rx="2.5" /><path d="M12 6.5l-4 7" />`,
  down: svg`<path d="M10 4v12M5 11l5 5 5-5" />`,
  eye: svg`<path d="M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10z" /><circle cx="10" cy="10" r="2.3" />`,
  people: svg`<circle cx="7.5" cy="7" r="2.8" /><path d="M2.5 16c.4-3 2.3-4.5 5-4.5s4.6 1.5 5 4.5M12.5 4.5a2.6 2.6 0 010 5M14 11.7c2 .4 3.2 1.8 3.5 4.3" />`,
  calendar: svg`<rect x="3" y="4.5" width="14" height="12.5" rx="1.5" /><path d="M3 8.5h14M7 2.5v4M13 2.5v4" />`,
} as const;

export type IconName = keyof typeof PATHS;

/** An ornament: what it means is always said in words or in a label beside it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${PATHS[name]}</svg>`;
}

/** The playground's own mark: a note on a pinboard. */
export function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><rect x="2" y="2" width="20" height="20" rx="6" fill="var(--mark-back)" /><path d="M7 9.5a2.5 2.5 0 012.5-2.5h5A2.5 2.5 0 0117 9.5v3a2.5 2.5 0 01-2.5 2.5H11l-3 2.5V15a2.5 2.5 0 01-1-2z" fill="var(--mark-front)" /><circle cx="10" cy="11" r="1" fill="var(--mark-back)" /><circle cx="14" cy="11" r="1" fill="var(--mark-back)" /></svg>`;
}

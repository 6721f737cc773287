/** The page of the controls: plain HTML with a button for each, without a script. */
import type { Control } from './controls.ts';

/** On the playground's own port. */
export const OUTSIDE_PATH = '/outside';

/** A button that was pressed is `control=ID` in a form; any other request gets the page. */
export async function answerPage(controls: readonly Control[], request: Request): Promise<Response> {
  if (request.method === 'POST') {
    const pressed = (await request.formData().catch(() => undefined))?.get('control');
    controls.find(({ id }) => id === pressed)?.press();
    return new Response(null, { status: 303, headers: { location: OUTSIDE_PATH } });
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  return new Response(page(controls), { headers });
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'";

function page(controls: readonly Control[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Acme’s other systems</title>
<style>${STYLE}</style>
<main>
<h1>Acme’s other systems</h1>
<p>Local stand-ins, which Readybot asks as it would ask the real ones. Change something, then press
<b>Check again</b> on the card in <a href="/">the workspace</a>; without it the bot notices by itself, a little later.</p>
<form method="post"><ul>
${controls.map(row).join('\n')}
</ul></form>
<p class="quiet">What else they know is in <code>demo/world</code>.</p>
</main>
`;
}

/** All words are ours, so nothing needs escaping. */
function row({ id, where, state, label }: Control): string {
  return `<li><div><b>${where}</b><br>${state()}</div>
<button name="control" value="${id}" aria-label="${label()}: ${where}">${label()}</button></li>`;
}

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 Lato, "Segoe UI", system-ui, Arial, sans-serif;
  --text: light-dark(#1d1c1d, #d1d2d3); --quiet: light-dark(#616061, #ababad); --link: light-dark(#1264a3, #4aa8e0);
  --line: light-dark(rgb(29 28 29 / 13%), rgb(209 210 211 / 14%)); background: light-dark(#ffffff, #1a1d21); }
body { margin: 0; color: var(--text); }
main { max-width: 40rem; margin: 3rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
a { color: var(--link); }
ul { list-style: none; margin: 1.5rem 0; padding: 0; border-top: 1px solid var(--line); }
li { display: flex; gap: 1rem; align-items: center; justify-content: space-between; padding: .75rem 0;
  border-bottom: 1px solid var(--line); }
button { font: inherit; font-weight: 700; font-size: .875rem; color: inherit; background: none; padding: .4rem .8rem;
  border: 1px solid light-dark(rgb(29 28 29 / 32%), rgb(209 210 211 / 34%)); border-radius: 8px; cursor: pointer;
  white-space: nowrap; }
button:hover { background: light-dark(#f8f8f8, #212428); }
:focus-visible { outline: 2px solid #1d9bd1; outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: .875rem; }
`;

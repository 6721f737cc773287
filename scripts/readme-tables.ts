/** The README's tables, drawn from the registries; `tests/readme.test.ts` holds the page to them. */
import { shellVerbs } from '../src/cli/index.ts';
import { collectors } from '../src/collectors/index.ts';
import { environment } from '../src/documents/environment.ts';
import { DAY, HOUR, MINUTE } from '../src/domain/instant.ts';
import { namespaces } from '../src/facts/index.ts';
import { families } from '../src/http/measured/families.ts';
import { jobs } from '../src/jobs/index.ts';
import { SLASH } from '../src/slack/bolt.ts';
import { commands } from '../src/slack/commands/index.ts';

type Row = readonly string[];

const TABLES: Readonly<Record<string, { readonly head: Row; readonly rows: () => readonly Row[] }>> = {
  environment: {
    head: ['variable', 'meaning', 'otherwise'],
    rows: () => environment.map(({ name, meaning, otherwise }) => [code(name), meaning, otherwise]),
  },
  commands: {
    head: ['in Slack', ''],
    rows: () => commands.map(({ usage, summary }) => [code(`${SLASH} ${usage}`.trim()), summary]),
  },
  verbs: {
    head: ['on a shell', ''],
    rows: () =>
      shellVerbs.map((verb) => [
        code(['npx ready', verb.name, ...verb.arguments.map(({ usage }) => usage)].join(' ')),
        verb.summary,
      ]),
  },
  collectors: {
    head: ['collector', 'what it asks', 'every', 'needs'],
    rows: () =>
      collectors.map(({ name, summary, interval, secrets }) => [
        code(name),
        summary,
        span(interval),
        Object.keys(secrets.shape).map(code).join(', '),
      ]),
  },
  namespaces: {
    head: ['namespace', 'what it tells'],
    rows: () => namespaces.map(({ name, summary }) => [code(name), summary]),
  },
  metrics: {
    head: ['measurement', 'type', 'by', 'what it tells'],
    rows: () =>
      families.map(({ name, type, labels, help }) => [code(name), type, labels.map(code).join(', '), help]),
  },
  jobs: {
    head: ['job', 'what happens because of it'],
    rows: () => jobs.map(({ name, summary }) => [code(name), summary]),
  },
};

/** The page with each `<!-- table:NAME -->` filled anew. Throws for a name that there is no table for. */
export function withTables(page: string): string {
  return page.replace(
    /(<!-- table:(\w+) -->\n)[\s\S]*?(<!-- \/table -->)/g,
    (_all, head: string, name: string, end: string) => {
      const table = TABLES[name];
      if (table === undefined) throw new Error(`README.md asks for a table "${name}", and there is none`);
      return `${head}${draw(table.head, table.rows())}\n${end}`;
    },
  );
}

function draw(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function span(ms: number): string {
  for (const [unit, word] of [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const) {
    const count = ms / unit;
    if (Number.isInteger(count)) return count === 1 ? word : `${count} ${word}s`;
  }
  return `${ms / 1000} seconds`;
}

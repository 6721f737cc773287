import { UserError } from '../domain/errors.ts';
import type { JsonObject } from '../domain/json.ts';
import type { SavedRelease } from '../use-cases/report-views.ts';
import { cardCsv, cardMarkdown } from '../use-cases/reports/card-export.ts';
import { releaseCsv, releaseMarkdown } from '../use-cases/reports/release-export.ts';
import { cardDocument, releaseDocument } from './shell/report-documents.ts';
import type { Page } from './terminal/page.ts';
import { renderRelease } from './terminal/release.ts';
import { renderReportCard } from './terminal/report-card.ts';
import { type Answer, type Call, defineVerb, type Reading } from './verb.ts';

const USUAL = '30d';

export const report = defineVerb({
  name: 'report',
  summary: 'Check whether a release may go out, show such a check again, or show how services came along',
  arguments: [
    {
      usage: '[words...]',
      description:
        '`release SERVICE...` (or a system), `show ID`, or `[@TEAM|SYSTEM] [7d|30d|90d]` for the report card',
    },
  ],
  options: [
    { flags: '--markdown', description: 'as Markdown' },
    { flags: '--csv', description: 'as a table for spreadsheets' },
  ],
  json: `
release, show: { id, title, at, by, result: "go", "go with warnings" or "no-go",
  services[{ service, name, tier, minimum_bar, result,
    findings[{ kind, effect: "blocks", "warns" or "noted", rule, title, required, since, says }],
    exceptions[{ rules[], until, by[] }] }] }
card: { about: { kind, id, name }, days, since, at, services, judged, compared, other_rules, added, minimum_bar, score,
  levels[{ level, services, moved }], top[{ service, level, score }], improved[] and dropped[{ service, from, to,
  minimum_bar, score }], rules[{ rule, title, failing, moved }], teams[] }
The exit code of release and show is 0 for go, with or without warnings, and 1 for no-go.`,
  async run(call, workshop) {
    const [action = '', ...words] = call.words;
    if (call.options.csv === true && call.options.markdown === true)
      throw new UserError('Ask for --markdown or --csv, not for both.');
    if (action === 'release') {
      const { verbs, viewer } = await workshop.write();
      return releaseAnswer(await verbs.reports.release(viewer, words.join(' ')), call);
    }
    const reading = await workshop.read();
    if (action === 'show')
      return releaseAnswer(await reading.verbs.reports.showRelease(reading.viewer, words.join(' ')), call);
    return card(call, reading);
  },
});

function releaseAnswer(saved: SavedRelease, call: Call): Answer {
  return {
    exit: saved.report.result === 'no-go' ? 1 : 0,
    ...written(call, releaseDocument(saved), {
      csv: () => releaseCsv(saved),
      markdown: () => releaseMarkdown(saved),
      text: (page) => renderRelease(saved, page),
    }),
  };
}

async function card(call: Call, { verbs, viewer }: Reading): Promise<Answer> {
  const words = call.words.join(' ');
  // Without a period there is a digest in Slack; here there is the card.
  const shown =
    (await verbs.reports.card(viewer, words)) ?? (await verbs.reports.card(viewer, `${words} ${USUAL}`));
  if (shown === null) throw new UserError(`There is no report “${words}”.`);
  return {
    exit: 0,
    ...written(call, cardDocument(shown), {
      csv: () => cardCsv(shown),
      markdown: () => cardMarkdown(shown),
      text: (page) => renderReportCard(shown, page),
    }),
  };
}

interface Forms {
  readonly csv: () => string;
  readonly markdown: () => string;
  readonly text: (page: Page) => string;
}

function written(
  { options: { csv, markdown } }: Call,
  document: JsonObject,
  forms: Forms,
): Pick<Answer, 'document' | 'render'> {
  // The shell ends the last line.
  if (csv === true) return { document, render: () => forms.csv().replace(/\r?\n$/, '') };
  if (markdown === true) return { document, render: () => forms.markdown().trimEnd() };
  return { document, render: forms.text };
}

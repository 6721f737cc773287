import { section } from '../views/blocks.ts';
import { mapCsv } from '../views/map-csv.ts';
import { isoDay } from '../views/picture-words.ts';
import { mrkdwn } from '../views/text.ts';
import type { Action } from './action.ts';

/** The numbers of a map as a file, as they are now. */
export const mapCsvFile: Action = {
  name: 'map-csv',
  by: 'press',
  async run({ value }, { verbs, viewer }) {
    const map = await verbs.pictures.map(viewer, value);
    const name = `readiness-map-${isoDay(map.at, map.timezone)}.csv`;
    const text = `The numbers come as a direct message from me: ${name}.`;
    return {
      kind: 'file',
      message: { text, blocks: [section(text)] },
      file: {
        name,
        title: `Readiness map · ${map.scorecard.name}, numbers`,
        caption: mrkdwn(`Readiness map, numbers: ${map.words}`, 300),
        altText: '',
        content: { kind: 'text', text: mapCsv(map) },
      },
    };
  },
};

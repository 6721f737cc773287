import { heatMap } from '../../pictures/heat-map.ts';
import { isoDay, withoutTheme } from '../views/picture-words.ts';
import { mapAltText, mapSummary, readinessMapMessage } from '../views/readiness-map.ts';
import { mrkdwn } from '../views/text.ts';
import type { Command } from './command.ts';

export const reportMap: Command = {
  name: 'report-map',
  usage: 'report map [SCORECARD] [team:x|tier:x|system:x|category:x] [by team|tier|system] [dark]',
  summary: 'A heat map of services and rules as a picture, with where it is weakest.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    const { theme, rest } = withoutTheme(words);
    const map = await verbs.pictures.map(viewer, rest);
    const message = readinessMapMessage(map);
    if (map.rows.length === 0) return { kind: 'private', message };
    return {
      kind: 'file',
      message,
      file: {
        name: `readiness-map-${isoDay(map.at, map.timezone)}.png`,
        title: `Readiness map · ${map.scorecard.name}`,
        caption: mrkdwn(mapSummary(map), 600),
        altText: mapAltText(map),
        content: { kind: 'picture', picture: heatMap(map, theme) },
      },
    };
  },
};

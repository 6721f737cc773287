import { trendChart } from '../../pictures/trend-chart.ts';
import { withoutTheme } from '../views/picture-words.ts';
import { readinessTrendMessage, trendAltText, trendSummary } from '../views/readiness-trend.ts';
import { mrkdwn } from '../views/text.ts';
import type { Command } from './command.ts';

export const reportTrend: Command = {
  name: 'report-trend',
  usage: 'report trend SERVICE|@TEAM|SYSTEM [30d|90d|365d] [dark]',
  summary: 'Score and levels over time as a picture, with deploys, exceptions and changes of the scorecard.',
  invoked: 'by-name',
  async run(words, { verbs, viewer }) {
    const { theme, rest } = withoutTheme(words);
    const trend = await verbs.pictures.trend(viewer, rest);
    const message = readinessTrendMessage(trend);
    if (trend.days.length === 0) return { kind: 'private', message };
    return {
      kind: 'file',
      message,
      file: {
        name: `readiness-trend-${trend.to}.png`,
        title: `Readiness of ${trend.name}`,
        caption: mrkdwn(trendSummary(trend), 600),
        altText: trendAltText(trend),
        content: { kind: 'picture', picture: trendChart(trend, theme) },
      },
    };
  },
};

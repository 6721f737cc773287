import { count, defineNamespace, entry, flag, list, measure, moment, oneOf, text } from './namespace.ts';

/** What broke for customers. */
export const incidents = defineNamespace(
  {
    name: 'incidents',
    words: 'incidents',
    summary: 'What broke lately. Which urgencies count is a setting of the collector.',
  },
  {
    open: count('Incidents that are not resolved yet.', 'open incidents'),
    in_last_7_days: count('Incidents that began in the last 7 days.', 'incidents in 7 days'),
    in_last_14_days: count('Incidents that began in the last 14 days.', 'incidents in 14 days'),
    in_last_30_days: count('Incidents that began in the last 30 days.', 'incidents in 30 days'),
    in_last_90_days: count('Incidents that began in the last 90 days.', 'incidents in 90 days'),
    last_began_at: moment('When the newest one began.', 'last incident'),
    minutes_to_resolve: measure('Mean over the last 90 days.', 'time to resolve', 'min'),
    without_postmortem: count(
      'Resolved incidents of the last 90 days without a linked post-mortem.',
      'incidents without a post-mortem',
    ),
    recent: list(
      entry({
        id: text('Its id in the system that holds it.', 'id'),
        title: text('What it is called.', 'title'),
        urgency: oneOf(['high', 'low'], 'Whether it called somebody at once.', 'urgency'),
        paged: flag('Whether it called somebody.', 'paged', 'it called somebody', 'it called nobody'),
        began_at: moment('When it began.', 'begin'),
        resolved_at: moment('When it ended.', 'end'),
        url: text('Where to read it.', 'incident'),
        postmortem_url: text('Where to read what was learned.', 'post-mortem'),
      }),
      'The incidents of the last 90 days, newest first.',
      'recent incidents',
    ),
  },
);

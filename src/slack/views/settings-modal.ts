/** How somebody wants to be reminded. */
import type { InputBlock, PlainTextOption } from '@slack/types';
import type { Preferences } from '../../domain/planner/preferences.ts';
import { WEEKDAYS } from '../../domain/policy.ts';
import type { PreferencesView } from '../../use-cases/nudge-views.ts';
import { choice, context, plainText, section } from './blocks.ts';
import { radioInput, selectInput } from './inputs.ts';
import type { Message, Modal } from './message.ts';
import { listed, mrkdwn } from './text.ts';
import { DAY_NAMES, ICON } from './words.ts';

/** The modal's inputs by their `block_id`s. */
const SETTING = {
  nudges: 'nudges',
  only: 'only',
  day: 'day',
  at: 'at',
  timezone: 'timezone',
} as const;

/** An option for what is not chosen. */
const USUAL = 'usual';

export function settingsModal(view: PreferencesView): Modal {
  const { preferences, workingHours, stewardOf } = view;
  const names = listed(
    stewardOf.map(({ name }) => mrkdwn(name, 60)),
    5,
  );
  return {
    type: 'modal',
    callback_id: 'nudge-settings',
    title: plainText('Your reminders', 24),
    submit: plainText('Save', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(
        names === ''
          ? 'You are steward of no team, so no reminder comes to you. This counts from when you are.'
          : `You are reminded as steward of ${names}: in one message a day at most, and only of what is open.`,
      ),
      radioInput({
        block: SETTING.nudges,
        label: 'How often',
        options: [
          option('daily', 'On working days', 'What is new, or due again by its tier’s rhythm'),
          option('weekly', 'Once a week', 'All of it on one day'),
        ],
        chosen: [preferences.nudges],
      }),
      selectInput({
        block: SETTING.day,
        label: 'Day, where it is once a week',
        options: Object.entries(DAY_NAMES).flatMap(([value, label]) => choice({ label, value })),
        chosen: [preferences.day],
      }),
      radioInput({
        block: SETTING.only,
        label: 'What of',
        options: [
          option('all', 'Everything that is due', 'The minimum bar, initiatives, what got worse, what ends'),
          option('minimum-bar', 'The minimum bar only', 'What customers are owed before anything else'),
        ],
        chosen: [preferences.only],
      }),
      selectInput({
        block: SETTING.at,
        label: 'Not before',
        options: hourOptions(view),
        chosen: [preferences.at ?? USUAL],
      }),
      zoneSelect(view),
      ...context(
        `Reminders come in your working hours, ${mrkdwn(workingHours.from, 5)} to ${mrkdwn(workingHours.to, 5)}, and never while you are away.`,
      ),
    ],
  } satisfies Modal;
}

function option(value: string, label: string, description: string): PlainTextOption {
  return { text: plainText(label, 75), value, description: plainText(description, 75) };
}

/** Whole hours within working hours, and what is chosen now. */
function hourOptions({ workingHours: { from, to }, preferences }: PreferencesView): PlainTextOption[] {
  const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  const within = hours.filter((hour) => hour > from && hour < to);
  const all = [...new Set([...within, ...(preferences.at === null ? [] : [preferences.at])])].toSorted();
  return [
    ...choice({ label: `When working hours begin (${from})`, value: USUAL }),
    ...all.flatMap((hour) => choice({ label: hour, value: hour })),
  ];
}

function zoneSelect({ preferences: { timezone }, timezone: usual }: PreferencesView): InputBlock {
  const [initial] = timezone === null ? usualZone(usual) : choice({ label: timezone, value: timezone });
  return {
    type: 'input',
    block_id: SETTING.timezone,
    label: plainText('Time zone', 150),
    optional: true,
    element: {
      type: 'external_select',
      action_id: 'nudge-settings',
      placeholder: plainText('Type a city', 150),
      min_query_length: 0,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  } satisfies InputBlock;
}

function usualZone(usual: string): PlainTextOption[] {
  return choice({ label: `As Slack says (${usual})`, value: USUAL });
}

/** What the search field for zones offers for these letters: "new york" finds America/New_York. */
export function zoneOptions(
  letters: string,
  { timezone }: Pick<PreferencesView, 'timezone'>,
): PlainTextOption[] {
  const wanted = letters.trim().toLowerCase().replaceAll(' ', '_');
  const found = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) =>
    zone.toLowerCase().includes(wanted),
  );
  return [...usualZone(timezone), ...found.flatMap((zone) => choice({ label: zone, value: zone }))].slice(
    0,
    100,
  );
}

/** What was chosen, where all of it was; an altered form says nothing. */
export function preferencesIn(values: Readonly<Record<string, readonly string[]>>): Preferences | undefined {
  const one = (block: string) => values[block]?.[0] ?? '';
  const chosen = (block: string) => (['', USUAL].includes(one(block)) ? null : one(block));
  const day = WEEKDAYS.find((name) => name === one(SETTING.day));
  const nudges = (['daily', 'weekly'] as const).find((often) => often === one(SETTING.nudges));
  const only = (['all', 'minimum-bar'] as const).find((what) => what === one(SETTING.only));
  if (day === undefined || nudges === undefined || only === undefined) return undefined;
  return { nudges, only, day, at: chosen(SETTING.at), timezone: chosen(SETTING.timezone) };
}

/** What was saved, in a sentence. */
export function savedSettings(view: PreferencesView): Message {
  const text = `Saved. You are reminded ${reminderWords(view)}.`;
  return { text, blocks: [section(`${ICON.ok} ${text}`)] };
}

/** "on working days from 09:00 (Europe/London), of everything that is due" */
export function reminderWords({ preferences, timezone, workingHours }: PreferencesView): string {
  const { nudges, only, day, at } = preferences;
  const often = nudges === 'weekly' ? `on ${DAY_NAMES[day]}s` : 'on working days';
  const what = only === 'all' ? 'everything that is due' : 'the minimum bar only';
  return `${often} from ${mrkdwn(at ?? workingHours.from, 5)} (${mrkdwn(preferences.timezone ?? timezone, 60)}), of ${what}`;
}

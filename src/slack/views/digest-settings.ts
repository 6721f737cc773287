import { DIGEST_PARTS, type DigestPart } from '../../domain/digest.ts';
import type { Weekday } from '../../domain/policy.ts';
import type { DigestChoice, DigestSettingsView } from '../../use-cases/digest-views.ts';
import { context, plainText, section } from './blocks.ts';
import { moment } from './dates.ts';
import { PART_NAMES } from './digest-words.ts';
import { selectInput, severalInput } from './inputs.ts';
import type { Modal } from './message.ts';
import { noticeModal } from './notices.ts';
import { mrkdwn } from './text.ts';
import { DAY_NAMES } from './words.ts';

export const DIGEST_TITLE = 'Digest settings';

/** `block_id`s. */
export const DIGEST_INPUT = { day: 'day', at: 'at', parts: 'parts', off: 'off' } as const;

/** One decision for one channel: when, what, or not at all. */
export function digestSettingsModal(settings: DigestSettingsView): Modal {
  const { channel, name, timezone, day, at, parts, off, changedBy } = settings;
  return {
    type: 'modal',
    callback_id: 'digest-settings',
    private_metadata: channel,
    title: plainText(DIGEST_TITLE, 24),
    submit: plainText('Save', 24),
    close: plainText('Cancel', 24),
    blocks: [
      section(
        `The weekly digest of *${mrkdwn(name, 80)}* in ${mrkdwn(channel, 80)}. What you save holds for everybody there.`,
      ),
      selectInput({
        block: DIGEST_INPUT.day,
        label: 'Day',
        options: Object.entries(DAY_NAMES).map(([value, label]) => option(label, value)),
        chosen: [day],
      }),
      selectInput({
        block: DIGEST_INPUT.at,
        label: `Hour (${timezone})`,
        options: hours(at).map((hour) => option(hour, hour)),
        chosen: [at],
      }),
      severalInput({
        block: DIGEST_INPUT.parts,
        label: 'What it tells, besides levels and the minimum bar',
        optional: true,
        options: DIGEST_PARTS.map((part) => option(PART_NAMES[part], part)),
        chosen: parts,
      }),
      severalInput({
        block: DIGEST_INPUT.off,
        label: 'Or not at all',
        optional: true,
        options: [option('Post no digest here', 'off')],
        chosen: off ? ['off'] : [],
      }),
      ...context(changedBy === null ? '' : `Last changed by ${mrkdwn(changedBy, 60)}`),
    ],
  };
}

function option(label: string, value: string) {
  return { text: plainText(label, 75), value };
}

/** Full hours, and the one that is set. */
function hours(at: string): readonly string[] {
  const full = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);
  return [...new Set([...full, at])].toSorted();
}

/** What was chosen; undefined where a modal of ours would not have sent that. */
export function readDigestChoice(
  values: Readonly<Record<string, readonly string[]>>,
): DigestChoice | undefined {
  const first = (block: string) => values[block]?.[0] ?? '';
  const day = first(DIGEST_INPUT.day);
  const at = first(DIGEST_INPUT.at);
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(at)) return undefined;
  const parts = DIGEST_PARTS.filter((part: DigestPart) => values[DIGEST_INPUT.parts]?.includes(part));
  return { day, at, parts, off: first(DIGEST_INPUT.off) === 'off' };
}

function isDay(word: string): word is Weekday {
  return Object.hasOwn(DAY_NAMES, word);
}

/** What holds from now on. */
export function digestSettingsSaved({ channel, name, next }: DigestSettingsView): Modal {
  const told =
    next === null
      ? `No digest of *${mrkdwn(name, 80)}* is posted in ${mrkdwn(channel, 80)} any more. The Settings button of an earlier one, or of \`/ready report\`, brings it back.`
      : `Saved. The next digest of *${mrkdwn(name, 80)}* comes in ${mrkdwn(channel, 80)} ${moment('on', next)}.`;
  return noticeModal(DIGEST_TITLE, { text: told, blocks: [section(told)] });
}

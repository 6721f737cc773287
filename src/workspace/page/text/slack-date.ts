/**
 * From where and when dates are read: `now` in milliseconds, `timeZone` an IANA name. Its formats are made once,
 * since making one takes longer than writing a hundred dates.
 */
export type DateReader = {
  now: number;
  timeZone: string;
  formats: Record<'day' | 'words' | 'time' | 'seconds', Intl.DateTimeFormat>;
};

export function dateReader(now: number, timeZone: string): DateReader {
  const format = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  const words = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' } as const;
  return {
    now,
    timeZone,
    formats: {
      // Sweden writes its dates as ISO 8601 does.
      day: format('sv-SE', {}),
      words: format('en-US', words),
      time: format('en-US', time),
      seconds: format('en-US', { ...time, second: '2-digit' }),
    },
  };
}

type Parts = { year: string; month: string; day: number; weekday: string };

const DAY = 86_400_000;
const TOKEN = /\{([a-z_]+)\}/g;
const AGO: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/**
 * Writes `format` as Slack does for an English reader with a 12-hour clock: `{date_short_pretty} at {time}`
 * becomes "Today at 9:41 AM". `timestamp` is in seconds; null when it is no date at all. Unknown tokens stay.
 */
export function slackDate(timestamp: number, format: string, reader: DateReader): string | null {
  const at = timestamp * 1000;
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return null;
  return format.replace(TOKEN, (token: string, name: string, offset: number) => {
    const written = writeToken(name, at, reader) ?? token;
    return offset === 0 ? written.charAt(0).toUpperCase() + written.slice(1) : written;
  });
}

function writeToken(name: string, at: number, reader: DateReader): string | null {
  switch (name) {
    case 'time':
      return clockTime(at, reader);
    case 'time_secs':
      return withPlainSpace(reader.formats.seconds.format(at));
    case 'ago':
      return ago(at, reader.now);
    case 'day_divider_pretty':
      return dayDivider(at, reader);
    default:
      return writeDate(name, at, reader);
  }
}

function writeDate(name: string, at: number, reader: DateReader): string | null {
  if (name.endsWith('_pretty')) {
    return relativeDay(at, reader) ?? writeDate(name.slice(0, -'_pretty'.length), at, reader);
  }
  const p = dateParts(at, reader);
  switch (name) {
    case 'date_num':
      return localDay(at, reader);
    case 'date_slash':
      return localDay(at, reader).replace(/^(\d+)-(\d+)-(\d+)$/, '$2/$3/$1');
    case 'date':
      return isFar(at, reader.now)
        ? `${p.month} ${ordinal(p.day)}, ${p.year}`
        : `${p.month} ${ordinal(p.day)}`;
    case 'date_short':
      return `${p.month.slice(0, 3)} ${p.day}, ${p.year}`;
    case 'date_long':
      return `${p.weekday}, ${p.month} ${ordinal(p.day)}, ${p.year}`;
    case 'date_long_full':
      return `${p.month} ${p.day}, ${p.year}`;
    default:
      return null;
  }
}

/** The words of the line between two days of a conversation: "Today", "Monday, March 2nd". `at` in milliseconds. */
export function dayDivider(at: number, reader: DateReader): string {
  const word = relativeDay(at, reader);
  if (word) return word.charAt(0).toUpperCase() + word.slice(1);
  const p = dateParts(at, reader);
  const sameYear = p.year === dateParts(reader.now, reader).year;
  return `${p.weekday}, ${p.month} ${ordinal(p.day)}${sameYear ? '' : `, ${p.year}`}`;
}

/** "9:41 AM"; `at` in milliseconds. */
export function clockTime(at: number, { formats }: DateReader): string {
  return withPlainSpace(formats.time.format(at));
}

/** Intl writes a narrow no-break space before AM and PM. */
function withPlainSpace(time: string): string {
  return time.replaceAll('\u202f', ' ');
}

/** YYYY-MM-DD of an instant where the reader is; `at` in milliseconds. */
export function localDay(at: number, { formats }: DateReader): string {
  return formats.day.format(at);
}

function relativeDay(at: number, reader: DateReader): string | null {
  const days = (Date.parse(localDay(at, reader)) - Date.parse(localDay(reader.now, reader))) / DAY;
  return (
    new Map([
      [-1, 'yesterday'],
      [0, 'today'],
      [1, 'tomorrow'],
    ]).get(days) ?? null
  );
}

function ago(at: number, now: number): string {
  const away = Math.abs(at - now);
  const [unit, length] = AGO.find(([, size]) => away >= size) ?? ['second', 1000];
  const format = new Intl.RelativeTimeFormat('en-US', { numeric: 'always' });
  return format.format(Math.sign(at - now) * Math.floor(away / length), unit);
}

function isFar(at: number, now: number): boolean {
  return Math.abs(at - now) > 182 * DAY;
}

function dateParts(at: number, { formats }: DateReader): Parts {
  const part = new Map(formats.words.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    year: part.get('year') ?? '',
    month: part.get('month') ?? '',
    day: Number(part.get('day')),
    weekday: part.get('weekday') ?? '',
  };
}

function ordinal(day: number): string {
  const suffix = { one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th', zero: 'th' };
  return `${day}${suffix[new Intl.PluralRules('en-US', { type: 'ordinal' }).select(day)]}`;
}

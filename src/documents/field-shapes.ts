import { z } from 'zod';
import { parseDuration } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { repositoryAddress } from '../domain/repository-address.ts';
import { LONGEST_ID, slug } from '../domain/slug.ts';

/** Pieces of schemas that several formats share. Messages follow `"key": the text "value" …`. */

/** A text that says something. */
export const text = z.string().trim().min(1);

/** A list that may be left out. */
export const texts = z.array(text).default([]);

/** A name from which an id can be made, in whatever spelling; `slug` makes the id. */
export const idText = text
  .refine((name) => slug(name) !== '', { error: 'has neither a letter nor a digit to make an id of' })
  .refine((name) => slug(name).length <= LONGEST_ID, { error: `is longer than ${LONGEST_ID} characters` });

/** An id exactly as rules and commands will write it. */
export const exactId = text.superRefine((name, context) => {
  if (name === slug(name) && name.length <= LONGEST_ID) return;
  const remedy = slug(name) === '' ? undefined : `Write it as "${slug(name).slice(0, LONGEST_ID)}"`;
  context.addIssue({ code: 'custom', message: 'is no id', params: { remedy } });
});

/** Milliseconds, of `12h`, `7d`, `1h30m`. */
export const duration = z.union([z.string(), z.number()]).transform((written, context) => {
  const length = parseDuration(String(written).trim());
  if (length !== undefined) return length;
  context.addIssue({
    code: 'custom',
    message: 'is no duration',
    params: { remedy: 'Write 90m, 12h, 7d or 2w' },
  });
  return z.NEVER;
});

/** An address that a browser opens; anything else could run code where it is clicked. */
export const webAddress = text.refine(isWebAddress, {
  error: 'is no web address',
  params: { remedy: 'It begins with https://' },
});

export function isWebAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && /^https?:$/.test(url.protocol) && !/\s/.test(address);
}

/** `#payments`, or the id of a channel. */
export const channel = text.transform((written, context) => {
  const name = channelName(written);
  if (name !== undefined) return name;
  const remedy = 'Write "#name", or the id of the channel';
  context.addIssue({ code: 'custom', message: 'is no channel', params: { remedy } });
  return z.NEVER;
});

/** `payments`, `#Payments` → `#payments`; a channel's id stays. Undefined for what can be neither. */
export function channelName(written: string): string | undefined {
  if (/^[CG][A-Z0-9]{7,}$/.test(written)) return written;
  const name = written.replace(/^#/, '').toLowerCase();
  return /^[\p{L}\p{N}_-]{1,80}$/u.test(name) ? `#${name}` : undefined;
}

const MAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const SLACK_USER = /^[UW][A-Z0-9]{4,}$/;

export const mail = text
  .refine((written) => MAIL.test(written), { error: 'is no e-mail address' })
  .toLowerCase();

/** A person: an e-mail, or a Slack user id where there is none. */
export const person = text.transform((written, context) => {
  if (SLACK_USER.test(written)) return written;
  if (MAIL.test(written)) return written.toLowerCase();
  const remedy = 'Write an e-mail address or a Slack user id (U…)';
  context.addIssue({ code: 'custom', message: 'is nobody who can be found', params: { remedy } });
  return z.NEVER;
});

export function isMail(written: string): boolean {
  return MAIL.test(written);
}

/** A person, or a Slack user group by its handle. */
export const personOrGroup = z.string().transform((written, context) => {
  if (/^@[\w.-]+$/.test(written)) return written;
  const one = person.safeParse(written);
  if (one.success) return one.data;
  const remedy = 'Write an e-mail address, a Slack user id (U…) or a user group ("@handle")';
  context.addIssue({ code: 'custom', message: 'is nobody who can be found', params: { remedy } });
  return z.NEVER;
});

/** Whose public holidays: a country, and where they differ within it a part of it. */
export const country = text.refine((written) => /^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(written), {
  error: 'is no country such as GB, and no part of one such as GB-SCT',
});

export const timezone = text.refine(isTimezone, {
  error: 'is no time zone',
  params: { remedy: 'Write one of the IANA database, such as Europe/London' },
});

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `2026-03-01`. */
export const isoDate = z.string().refine((written) => z.iso.date().safeParse(written).success, {
  error: 'is no date',
  params: { remedy: 'Write year, month and day: 2026-03-01' },
});

/** An instant, of a date (its midnight in UTC) or a date with time and zone. */
export const moment = z.string().transform((written, context) => {
  const known =
    z.iso.date().safeParse(written).success || z.iso.datetime({ offset: true }).safeParse(written).success;
  if (known) return Date.parse(written);
  const remedy = 'Write 2026-03-01 or 2026-03-01T09:00:00Z';
  context.addIssue({ code: 'custom', message: 'is no date', params: { remedy } });
  return z.NEVER;
});

/** `09:00` */
export const timeOfDay = z.string().refine((written) => /^([01]\d|2[0-3]):[0-5]\d$/.test(written), {
  error: 'is no time of day',
  params: { remedy: 'Write hours and minutes: "09:00"' },
});

export const repository = text.transform((written, context) => {
  const address = repositoryAddress(written);
  if (address !== undefined) return address;
  const remedy = 'Write host, owner and name: github.com/acme/shop';
  context.addIssue({ code: 'custom', message: 'is no repository', params: { remedy } });
  return z.NEVER;
});

/** Any mapping: what it holds was checked to be JSON when it was read. */
export const jsonObject = z.record(z.string(), z.unknown()).transform((value) => value as JsonObject);

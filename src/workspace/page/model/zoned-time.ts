/** `YYYY-MM-DDTHH:mm` on the clocks of a zone, as `<input type="datetime-local">` has it; `seconds` since 1970. */
export function zonedMinute(seconds: number, timeZone: string): string {
  // Sweden writes its dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(seconds * 1000).replace(' ', 'T');
}

/**
 * The instant, in seconds, at which a zone's clocks show `YYYY-MM-DDTHH:mm`; null for anything else. A time that a
 * change of clocks leaves out counts from before the change.
 */
export function instantOfMinute(minute: string, timeZone: string): number | null {
  const wanted = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(minute) ? Date.parse(`${minute}:00Z`) : Number.NaN;
  if (Number.isNaN(wanted)) return null;
  const offsetAt = (at: number) => Date.parse(`${zonedMinute(at / 1000, timeZone)}:00Z`) - at;
  const guess = wanted - offsetAt(wanted);
  return (wanted - offsetAt(guess)) / 1000;
}

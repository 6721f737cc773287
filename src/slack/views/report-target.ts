/** Which report a button is to give as text. Written by views, read by actions. */

export const FORMATS = ['markdown', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface ReportTarget {
  readonly format: Format;
  readonly kind: 'release' | 'card';
  /** A saved report's id, or the words that give the card again. */
  readonly about: string;
}

export function reportValue({ format, kind, about }: ReportTarget): string {
  return `${format} ${kind} ${about}`;
}

/** Undefined for anything that {@link reportValue} did not write. */
export function readReport(value: string): ReportTarget | undefined {
  const [, written, kind, about = ''] = /^(\w+) (release|card) (.+)$/s.exec(value) ?? [];
  const format = FORMATS.find((one) => one === written);
  if (format === undefined) return undefined;
  return { format, kind: kind === 'card' ? 'card' : 'release', about };
}

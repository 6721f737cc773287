/** What is attested: a service, and with `scorecard/rule` the rule to begin with. */
export interface AttestTarget {
  readonly service: string;
  readonly rule: string | null;
}

export function attestValue({ service, rule }: AttestTarget): string {
  return rule === null ? service : `${service} ${rule}`;
}

/** Undefined for anything that {@link attestValue} did not write. */
export function readAttest(value: string): AttestTarget | undefined {
  const match = /^(\S+)(?: (\S+\/\S+))?$/.exec(value);
  return match === null ? undefined : { service: match[1] ?? '', rule: match[2] ?? null };
}

/** An attestation of a service, to be taken back. */
export function withdrawalValue(service: string, id: string): string {
  return `${id} ${service}`;
}

export function readWithdrawal(value: string): { readonly service: string; readonly id: string } | undefined {
  const match = /^([\w-]{1,64}) (\S+)$/.exec(value);
  return match === null ? undefined : { id: match[1] ?? '', service: match[2] ?? '' };
}

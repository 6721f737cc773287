/** A real collector that talks HTTP to a stand-in of its vendor, in a time that only moves by waiting. */
import { onTestFinished } from 'vitest';
import type { Collected, Collector } from '../../src/collectors/collector.ts';
import type { Service } from '../../src/domain/catalog.ts';
import { describeProblem } from '../../src/domain/errors.ts';
import { startVendor, type VendorApi, type VendorOptions } from '../../src/vendors/vendor.ts';
import { given, memory, NOW, service } from './collecting.ts';

export interface AtWork extends Pick<VendorOptions, 'fault' | 'rate'> {
  /** What ready.yml says below `collectors.NAME`, as YAML in flow style. */
  readonly settings?: string;
  /** What the operator sets when the vendor answers at this address. */
  readonly environment: (url: string) => Readonly<Record<string, string>>;
}

export async function vendorAtWork(
  collector: Collector,
  api: (clock: VendorOptions['clock']) => VendorApi,
  { settings, environment, ...faults }: AtWork,
) {
  const time = { now: NOW };
  const clock = { now: () => time.now };
  const vendor = await startVendor(api(clock), { clock, ...faults });
  onTestFinished(() => vendor.close());
  const wait = async (ms: number) => {
    time.now += ms;
  };
  const text = { environment: environment(vendor.url), ...(settings === undefined ? {} : { settings }) };
  const { collector: bound, problems } = collector.configure({
    ...given(collector.name, text),
    ...{ clock, wait, memory: memory() },
  });
  if (problems.length > 0) throw new Error(problems.map(describeProblem).join(', '));

  /** In batches as large as the collector takes them; by service and namespace. */
  async function collect(services: readonly Service[], signal = new AbortController().signal) {
    const collected = new Map<string, Record<string, Collected>>();
    for (let from = 0; from < services.length; from += bound.most) {
      const asked = services.slice(from, from + bound.most).map((one) => ({ service: one, flags: [] }));
      for (const [id, told] of await bound.collect(asked, { now: time.now, signal }))
        collected.set(id, Object.fromEntries(told.map((one) => [one.namespace, one])));
    }
    return collected;
  }

  /** About one service with these annotations: what was learned, by namespace. */
  async function collectOne(annotations: Readonly<Record<string, string>> = {}, more: Partial<Service> = {}) {
    const about = service({ annotations, ...more });
    return (await collect([about])).get(about.id) ?? {};
  }
  return { vendor, bound, time, collect, collectOne };
}

/** What was learned, or the words of the failure. */
export function learned(told: Collected | undefined) {
  if (told === undefined) return 'nothing';
  if ('fresh' in told) return told.fresh.value;
  if ('silent' in told) return told.silent;
  return [told.failed, told.remedy].filter((part) => part !== undefined).join('; ');
}

/** Why fields have no value, by path. */
export function notes(told: Collected | undefined) {
  if (told === undefined || !('fresh' in told)) return {};
  const { absent, unreadable } = told.fresh;
  return Object.fromEntries([...absent, ...unreadable].map(({ path, reason }) => [path, reason]));
}

export function services(count: number, annotations: (number: number) => Readonly<Record<string, string>>) {
  return Array.from({ length: count }, (_, number) =>
    service({ id: `service-${number}`, annotations: annotations(number) }),
  );
}

/** Exceptions that are asked for in one go, and what is said of them. */
import { keyInBatch } from '../../src/domain/exceptions/batch.ts';
import type { Exception } from '../../src/domain/exceptions/exception.ts';
import { messageKinds } from '../../src/slack/messages/index.ts';
import type { MessageDeps } from '../../src/slack/messages/message.ts';
import type { BatchAct } from '../../src/use-cases/batch-views.ts';
import type { ExceptionAsk } from '../../src/use-cases/exception-views.ts';
import type { Audience } from '../../src/use-cases/message-ports.ts';
import { batchToTell } from '../../src/use-cases/tell-batch.ts';
import { exceptionToTell } from '../../src/use-cases/tell-exception.ts';
import { askOf, type ExceptionsHome, openExceptionsHome } from './exceptions-home.ts';
import { sketch } from './sketch.ts';

const THREE = ['payments-api', 'ledger', 'finder'];

/** Many services asked about in one go. */
export interface Batch {
  readonly home: ExceptionsHome;
  readonly id: string;
  readonly of: (service: string) => Exception;
  readonly act: (by: string, act?: Partial<BatchAct>) => ReturnType<ExceptionsHome['verbs']['actOnBatch']>;
}

/** Omar's request; `ask`: for other services, or until another day. */
export async function askedBatch(ask: Partial<ExceptionAsk> = {}): Promise<Batch> {
  const home = await openExceptionsHome();
  const outcome = await home.verbs.ask(await home.as('omar'), askOf({ services: THREE, ...ask }));
  if (outcome.kind !== 'asked') throw new Error(JSON.stringify(outcome));
  const found = new Map(outcome.exceptions.map(({ service, exception }) => [service.id, exception]));
  const of = (service: string) => {
    const one = found.get(service);
    if (one === undefined) throw new Error(service);
    return one;
  };
  const id = of('ledger').batch ?? '';
  const seen = [...found.values()].map((one) => ({ key: keyInBatch(one), revision: one.revision }));
  return {
    home,
    id,
    of,
    act: async (by, act = {}) =>
      // With its reason where it is a denial.
      home.verbs.actOnBatch(await home.as(by), id, { kind: 'approve', seen, ...act } as BatchAct),
  };
}

/** A message of this kind as it would be sent now, or `nothing`. */
export async function shownBatch(
  { home, id }: Batch,
  kind: string,
  audience: Audience,
  more = {},
): Promise<string> {
  const { context } = home.app;
  // Of all readers messages about exceptions ask these alone.
  const deps = {
    store: context.store,
    policy: context.policy,
    vendorOf: String,
    exception: (one: string) => exceptionToTell(context, one),
    batch: (one: string, concerns: Parameters<typeof batchToTell>[2]) => batchToTell(context, one, concerns),
    now: context.clock.now(),
  } as unknown as MessageDeps;
  const found = messageKinds.find(({ name }) => name === kind);
  const rendered = await found?.render({ subject: { batch: id, ...more }, audience }, deps);
  return rendered ? sketch(rendered.message) : 'nothing';
}

export const TO = (person: string): Audience => ({ kind: 'person', person });

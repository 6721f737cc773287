import { AsyncLocalStorage } from 'node:async_hooks';
import type { StorePort } from '../use-cases/ports.ts';
import { type Guard, guarded, plainError } from './guard.ts';
import { portsOutside, portsWithin, type Transaction } from './ports-over.ts';
import type { Backend, Session } from './session.ts';

/** A transaction as its ports see it. */
interface Scope {
  ended: boolean;
  failure: { readonly error: unknown } | undefined;
  readonly calls: Set<Promise<unknown>>;
}

/** The ports over an opened database, with what keeps them from being misused. */
export function createStore(backend: Backend): StorePort & Pick<Backend, 'ping' | 'close'> {
  const current = new AsyncLocalStorage<Scope>();
  const underWay = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  const outside: Guard = async (call) => {
    if (closing !== undefined) throw new Error('the store is closed');
    if (current.getStore()?.ended === false)
      throw new Error('inside a transaction use the ports that it gives');
    return tracked(underWay, call);
  };
  const transact: Transaction = (work, options) =>
    backend.transaction(
      (session) => withinScope(session, (scope, ports) => current.run(scope, work, ports)),
      options,
    );

  return {
    ...guarded(portsOutside(backend, transact), outside),
    transaction: (work, options) => outside(() => transact(work, options)),
    ping: () => outside(backend.ping),
    close() {
      closing ??= settled(underWay).then(backend.close);
      return closing;
    },
  };
}

type Ports = ReturnType<typeof portsWithin>;

/**
 * Runs the work of one transaction. A port call that fails makes the whole fail, also when the work caught its
 * error: Postgres would undo everything in silence, and SQLite keep a half. Calls that the work did not wait
 * for belong to it as well; later ones are refused.
 */
async function withinScope<T>(
  session: Session,
  work: (scope: Scope, ports: Ports) => Promise<T>,
): Promise<T> {
  const scope: Scope = { ended: false, failure: undefined, calls: new Set() };
  const guard: Guard = async (call) => {
    if (scope.ended) throw new Error('this transaction has ended');
    return tracked(scope.calls, call).catch((error: unknown) => {
      scope.failure ??= { error };
      throw error;
    });
  };
  try {
    const result = await work(scope, guarded(portsWithin(session), guard));
    await settled(scope.calls);
    if (scope.failure !== undefined) throw scope.failure.error;
    return result;
  } finally {
    await settled(scope.calls);
    scope.ended = true;
  }
}

async function tracked<T>(calls: Set<Promise<unknown>>, call: () => Promise<T>): Promise<T> {
  const running = call();
  calls.add(running);
  try {
    return await running;
  } catch (error) {
    throw plainError(error);
  } finally {
    calls.delete(running);
  }
}

/** Resolves when none of the calls is under way any more, whatever became of them. */
async function settled(calls: Set<Promise<unknown>>): Promise<void> {
  while (calls.size > 0) await Promise.allSettled([...calls]);
}

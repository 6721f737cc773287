import type { Exception } from '../../domain/exceptions/exception.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Ports } from '../ports.ts';

/** One that stands for one of these rules here; the one that is to be prolonged is none. */
export async function knownOne(
  ports: Pick<Ports, 'exceptions'>,
  { id, serviceKey, rules, extends: prolonged }: Exception,
  now: Instant,
): Promise<Exception | undefined> {
  const { items } = await ports.exceptions.list(
    { serviceKeys: [serviceKey], states: ['pending', 'approved'] },
    { offset: 0, limit: 500 },
  );
  const asked = new Set(rules.map(({ rule }) => rule));
  return items.find(
    (one) =>
      one.id !== id &&
      one.id !== prolonged &&
      one.until > now &&
      one.rules.some(({ rule }) => asked.has(rule)),
  );
}

/** Who is who in Slack, as a list that a test changes. */
import { ExternalServiceError } from '../../src/domain/errors.ts';
import type { Actor } from '../../src/domain/exceptions/exception.ts';
import type { Directory } from '../../src/use-cases/exception-views.ts';

const NAMES = ['ana', 'bo', 'vera', 'cto', 'sec', 'root', 'omar', 'lea', 'cy'];

export interface LiteralDirectory {
  readonly directory: Directory;
  /** Active members by name: Ana is `ana@acme.test` and `UANA`. Delete one and they are deactivated. */
  readonly members: Map<string, Actor>;
  /** Slack user ids by handle. */
  readonly groups: Record<string, readonly string[]>;
  /** Slack answers no question about people. */
  readonly silence: (silent: boolean) => void;
}

export function literalDirectory(): LiteralDirectory {
  const members = new Map(NAMES.map((name) => [name, { id: `U${name.toUpperCase()}`, name: capital(name) }]));
  const groups: Record<string, readonly string[]> = {
    '@approvers': ['UANA', 'UBO', 'UVERA'],
    '@appsec': ['USEC'],
  };
  let silent = false;
  const found = (name: string): readonly Actor[] => {
    const ids = groups[name] ?? [members.get(name.split('@')[0] ?? '')?.id ?? name];
    return [...members.values()].filter(({ id }) => ids.includes(id));
  };
  return {
    members,
    groups,
    silence(now) {
      silent = now;
    },
    directory: {
      async resolve(names) {
        if (silent) throw new ExternalServiceError('Slack', 'It did not answer.');
        const people = new Map(names.flatMap(found).map((one) => [one.id, one]));
        return {
          people: [...people.values()],
          unresolved: names.filter((name) => found(name).length === 0),
        };
      },
    },
  };
}

export function capital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

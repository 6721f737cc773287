import { UserError } from '../../domain/errors.ts';
import type { Viewer } from '../../domain/rights.ts';
import type { ServiceLine } from '../../use-cases/list-services.ts';
import type { ReadinessCard } from '../../use-cases/show-readiness.ts';
import type { Verbs } from '../../use-cases/verbs.ts';

/** The card of the one service that was meant. Throws a `UserError` that names what could have been. */
export async function theService(
  verbs: Pick<Verbs, 'lookUp'>,
  viewer: Viewer,
  words: string,
): Promise<ReadinessCard> {
  const answer = await verbs.lookUp(viewer, words);
  switch (answer.kind) {
    case 'card':
      return answer.card;
    case 'several':
      throw new UserError(
        `"${answer.asked}" belongs to several services: ${some(answer.lines)}. Name one of them.`,
      );
    case 'group': {
      const { id, kind, page } = answer.group;
      throw new UserError(`"${id}" is a ${kind}, not a service. Its services: ${some(page.lines)}.`);
    }
    case 'nearest': {
      const names = answer.nearest.map(({ id }) => id);
      const hint = names.length === 0 ? 'Nothing has a name like it.' : `Did you mean ${names.join(', ')}?`;
      throw new UserError(`There is no service "${answer.asked}". ${hint}`);
    }
  }
}

function some(lines: readonly ServiceLine[]): string {
  const first = lines.slice(0, 10).map(({ id }) => id);
  const more = lines.length - first.length;
  if (first.length === 0) return 'none';
  return first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

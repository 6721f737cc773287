import type { CatalogReading, Origin, Overlay, Rejection } from '../domain/catalog.ts';
import { checkedService } from './own-yaml/checked-service.ts';
import type { KeptSource, SaidInSlack } from './source.ts';

/** What people register and edit in Slack: beside files it fills what they leave unsaid. */
export const slack: KeptSource = {
  name: 'slack',
  summary:
    'Services that were registered in Slack, and what was said there of others: files go before it, what is discovered after it.',
  read(said): CatalogReading {
    const read = said.map(overlayOf);
    return {
      ...{ services: [], teams: [], systems: [], people: [], skipped: [] },
      overlays: read.flatMap((one) => ('overlay' in one ? [one.overlay] : [])),
      rejections: read.flatMap((one) => ('rejection' in one ? [one.rejection] : [])),
    };
  },
};

type Read = { readonly overlay: Overlay } | { readonly rejection: Rejection };

function overlayOf({ id, fields, registered, archived }: SaidInSlack): Read {
  const origin: Origin = { source: slack.name };
  const checked = checkedService({ ...fields, id });
  if (checked.ok) return { overlay: { id, entry: checked.entry, origin, registered, archived } };
  const problems = checked.problems.map(({ field, message }) => ({
    message: `What was said in Slack of “${id}” cannot be taken: "${field}" ${message}.`,
    remedy: 'Edit it on its card.',
  }));
  return {
    rejection: { ...(registered ? { kind: 'service', id } : { kind: 'person', id }), origin, problems },
  };
}

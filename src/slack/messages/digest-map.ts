import { readKept } from '../../use-cases/digests/kept-digest.ts';
import { digestMapMessage, mapTitle } from '../views/digest-map.ts';
import { isoDay } from '../views/picture-words.ts';
import { mapAltText } from '../views/readiness-map.ts';
import type { MessageKind } from './message.ts';

/** `{ digest }`: where its services stand when it is sent. */
export const digestMap: MessageKind = {
  name: 'digest-map',
  summary: "A heat map of a digest's services, captioned with its finding, in its thread",
  prefers: 'missing',
  inThreadOf: 'digest',
  async render({ subject }, { store, pictures }) {
    const record = await store.digests.byId(String(subject.digest));
    const kept = record && readKept(record);
    if (record === undefined || kept === undefined) return null;
    const map = await pictures.map(record.channel);
    if (map === null) return null;
    return {
      message: digestMapMessage(map),
      version: String(record.madeAt),
      file: {
        name: `readiness-map-${isoDay(map.at, map.timezone)}.png`,
        title: mapTitle(map, kept.digest.name),
        altText: mapAltText(map),
        bytes: () => pictures.paintMap(map),
      },
    };
  },
  fallbacks: async () => [],
};

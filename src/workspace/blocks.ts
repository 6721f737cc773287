/** Finding one's way in blocks that have passed the limits check. */
import { randomBytes } from 'node:crypto';
import type { KnownBlock } from '@slack/types';

/** An interactive element, whatever its kind, as this server handles it. */
export type Element = {
  type: string;
  action_id: string;
  [field: string]: unknown;
};

/** An element, and the block that it stands in. */
export type Placed = { element: Element; blockId: string; blockType: string };

type LooseBlock = {
  type: string;
  block_id?: string;
  accessory?: Element;
  element?: Element;
  elements?: Element[];
};

/** A copy with the `block_id` and `action_id` that Slack makes up where the app gave none. */
export function withIds(blocks: unknown): KnownBlock[] {
  const copies = structuredClone(Array.isArray(blocks) ? (blocks as LooseBlock[]) : []);
  for (const block of copies) {
    block.block_id ||= madeUp();
    for (const element of interactive(block)) element.action_id ||= madeUp();
  }
  return copies as KnownBlock[];
}

/** Every element that a person can use or fill in. */
export function elementsOf(blocks: KnownBlock[]): Placed[] {
  return (blocks as unknown as LooseBlock[]).flatMap((block) =>
    interactive(block).map((element) => ({
      element,
      blockId: block.block_id ?? '',
      blockType: block.type,
    })),
  );
}

/** The element with these ids; `blockId` may be left out where the action_id says enough. */
export function findElement(blocks: KnownBlock[], actionId: string, blockId?: string): Placed | undefined {
  return elementsOf(blocks).find(
    (placed) =>
      placed.element.action_id === actionId && (blockId === undefined || placed.blockId === blockId),
  );
}

function interactive(block: LooseBlock): Element[] {
  switch (block.type) {
    case 'section':
      return block.accessory && block.accessory.type !== 'image' ? [block.accessory] : [];
    case 'input':
      return block.element ? [block.element] : [];
    case 'actions':
    case 'context_actions':
      return block.elements ?? [];
    default:
      return [];
  }
}

const madeUp = (): string => randomBytes(4).toString('base64url').slice(0, 5);

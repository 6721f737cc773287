import type { Inline, TextStyle } from './text-node.ts';

/** A part of a line: finished nodes, or a mark such as `*` that may open or close a style. */
export type Piece = { nodes: Inline[] } | { mark: string; at: number };

type Frame = { mark: string; nodes: Inline[] };
type Nesting = { frames: Frame[]; add: (...nodes: Inline[]) => void; undo: () => void };

const WORD = /[\p{L}\p{N}]/u;

/** True where a word may begin: not right behind a letter or a digit. */
export function startsWord(line: string, at: number): boolean {
  return !WORD.test(line[at - 1] ?? ' ');
}

/**
 * Turns pairs of marks into styles. A mark opens before something and closes behind something, between two letters
 * it is only itself, and what is still open where the line ends was never a mark. Linear in the number of pieces.
 */
export function nestMarks(
  line: string,
  pieces: Iterable<Piece>,
  styles: Record<string, TextStyle>,
): Inline[] {
  const root: Inline[] = [];
  const frames: Frame[] = [];
  const add = (...nodes: Inline[]): void => {
    const target = frames.at(-1)?.nodes ?? root;
    for (const node of nodes) target.push(node);
  };
  const undo = (): void => {
    const frame = frames.pop();
    if (frame) add({ kind: 'text', text: frame.mark }, ...frame.nodes);
  };
  for (const piece of pieces) {
    if ('nodes' in piece) add(...piece.nodes);
    else applyMark(line, piece, styles[piece.mark], { frames, add, undo });
  }
  while (frames.length > 0) undo();
  return joinText(root);
}

function applyMark(
  line: string,
  { mark, at }: { mark: string; at: number },
  style: TextStyle | undefined,
  { frames, add, undo }: Nesting,
): void {
  const open = frames.findIndex((frame) => frame.mark === mark);
  const spaceBefore = /\s/.test(line[at - 1] ?? ' ');
  const after = line[at + mark.length] ?? ' ';
  if (open >= 0 && !spaceBefore && !WORD.test(after)) {
    while (frames.length > open + 1) undo();
    const nodes = frames.pop()?.nodes ?? [];
    if (style && nodes.length > 0) add({ kind: 'styled', style, children: joinText(nodes) });
    else add({ kind: 'text', text: mark + mark });
  } else if (startsWord(line, at) && !/\s/.test(after)) {
    while (open >= 0 && frames.length > open) undo();
    frames.push({ mark, nodes: [] });
  } else {
    add({ kind: 'text', text: mark });
  }
}

function joinText(nodes: Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.kind === 'text' && last?.kind === 'text') {
      joined[joined.length - 1] = { kind: 'text', text: last.text + node.text };
    } else {
      joined.push(node);
    }
  }
  return joined;
}

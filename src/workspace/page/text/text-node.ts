/**
 * What Slack's three ways of writing text (mrkdwn, rich_text, the markdown block) come down to. Parsers make
 * these nodes and `draw-text.ts` alone turns them into elements, so that no text ever becomes HTML.
 */
export type TextStyle = 'bold' | 'italic' | 'strike' | 'underline';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'styled'; style: TextStyle; children: Inline[] }
  | { kind: 'code'; children: Inline[] }
  /** `url` has passed `safeUrl`. */
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'emoji'; name: string; unicode: string }
  /** `label`: the name that the writer put beside the id, for when the id is nobody's. */
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string | null }
  | { kind: 'broadcast'; range: string }
  /** `timestamp` in seconds, `format` with Slack's `{date}` tokens. */
  | { kind: 'date'; timestamp: number; format: string; url: string | null; fallback: string | null }
  | { kind: 'colour'; value: string };

export type Flow =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'quote'; children: Flow[] }
  | { kind: 'code-block'; children: Inline[] }
  /** `start`: the number of the first item of an ordered list. */
  | { kind: 'list'; ordered: boolean; start: number; indent: number; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

/** A text node, or none for an empty text. */
export function textNodes(text: string): Inline[] {
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** Nodes of a text in which every line feed breaks the line. */
export function textWithBreaks(text: string): Inline[] {
  return text.split('\n').flatMap((line, index): Inline[] => {
    const nodes = textNodes(line);
    return index === 0 ? nodes : [{ kind: 'break' }, ...nodes];
  });
}

/**
 * What a person reads of a message or view, as lines of plain text: for tests to look at what is said and not at
 * how it is built. Fallback text counts only where there are no blocks.
 */
export function visibleText(shown: { text?: string; title?: unknown; blocks: readonly unknown[] }): string {
  const lines = [shown.title, ...shown.blocks].flatMap(linesOf).filter((line) => line !== '');
  return lines.length > 0 ? lines.join('\n') : (shown.text ?? '');
}

/** Rich text runs together within its parts; everything else stands on lines of its own. */
const RUNS = new Set(['rich_text_section', 'rich_text_quote', 'rich_text_preformatted']);

/** Fields with words that a person sees before opening a menu or dialog. */
const HIDDEN = new Set(['confirm', 'options', 'option_groups', 'description']);

function linesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linesOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, text, elements, alt_text: alt } = node as Record<string, unknown>;
  if (typeof type === 'string' && RUNS.has(type)) return [linesOf(elements).join('')];
  if (typeof text === 'string') return [text];
  const own = [alt, type === 'link' ? Object(node).url : undefined, emoji(node)].filter(
    (it) => typeof it === 'string',
  );
  const inner = Object.entries(node).flatMap(([key, value]) => (HIDDEN.has(key) ? [] : linesOf(value)));
  return [...own, ...inner];
}

function emoji(node: object): string | undefined {
  const { type, name } = node as { type?: unknown; name?: unknown };
  return type === 'emoji' ? `:${String(name)}:` : undefined;
}

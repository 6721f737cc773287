/** Draws blocks as a few lines of text, so that a snapshot can be read as the screen is. */

type Loose = Record<string, unknown>;

export function sketch(payload: { text?: string; title?: unknown; blocks: unknown[] }): string {
  const head = payload.text === undefined ? `modal: ${textOf(payload.title)}` : `says: ${payload.text}`;
  const drawn = [head, ...payload.blocks.map((block) => sketchBlock(loose(block)))].join('\n');
  // To the eye a no-break space is a space.
  return `\n${drawn.replaceAll('\u00A0', ' ')}\n`;
}

function sketchBlock(block: Loose): string {
  const { type, accessory } = block;
  if (type === 'actions') return list(block.elements).map(sketchElement).join(' ');
  if (type === 'rich_text') return list(block.elements).flatMap(richLines).join('\n');
  if (type === 'context')
    return list(block.elements)
      .map((one) => `. ${textOf(one).replaceAll('\n', '\n. ')}`)
      .join('\n');
  const side = accessory === undefined ? '' : ` ${sketchElement(loose(accessory))}`;
  return `${type === 'header' ? '# ' : ''}${textOf(block.text)}${side}`;
}

function richLines(part: Loose): string {
  const inner = list(part.elements).map((one) => {
    const { text, type, url, fallback, style } = one;
    const words = String(type === 'date' ? `{${fallback}}` : text);
    const marked = loose(style).bold === true ? `*${words}*` : words;
    return type === 'link' ? `<${url}|${marked}>` : marked;
  });
  return part.type === 'rich_text_preformatted'
    ? `\`\`\`${inner.join('')}\`\`\``
    : `| ${inner.join('').replaceAll('\n', '\n|   ')}`;
}

function sketchElement(element: Loose): string {
  const { type, action_id, value, options } = element;
  if (type === 'button') return `[${textOf(element.text)} → ${[action_id, value].filter(Boolean).join(' ')}]`;
  const entries = list(options).map((option) => `${textOf(option.text)} → ${option.value}`);
  return `[${type} ${action_id}: ${entries.length === 0 ? textOf(element.placeholder) : entries.join(', ')}]`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(loose(value).text ?? '');
}

function list(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(loose) : [];
}

function loose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

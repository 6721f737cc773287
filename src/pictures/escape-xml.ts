/** What an XML parser would take for something else than text, or not take at all. */
const SPECIAL = /[&<>"']|[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Foreign text as text or as an attribute's value of an SVG. Characters that XML knows no way to write are dropped. */
export function escapeXml(text: string): string {
  return text.toWellFormed().replace(SPECIAL, (found) => ENTITIES[found] ?? '');
}

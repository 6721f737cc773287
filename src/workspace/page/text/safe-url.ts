const ALLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:', 'slack:']);

/**
 * The URL if following it can do nothing but navigate, otherwise null: `javascript:` and `data:` links are shown
 * as the text that they are.
 */
export function safeUrl(url: string): string | null {
  const parsed = URL.parse(url.trim());
  return parsed && ALLOWED.has(parsed.protocol) ? parsed.href : null;
}

import { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { CompiledValue } from '../../domain/rules/compile-value.ts';
import { addressLanguage, compileWithin } from './language.ts';

/** An address with gaps for what the catalog says of a service. */
export interface AddressTemplate {
  /** Scheme, host and port, which no service can change. */
  readonly origin: string;
  /** Whether it is the same for all services. */
  readonly isFixed: boolean;
  /** Path and query for a service, or why there are none. */
  readonly fill: (service: JsonObject) => { readonly path: string } | Gap;
}

/** What keeps an address from being made. `key`: the annotation that is to be added or corrected. */
export interface Gap {
  readonly gap: 'missing' | 'unfit';
  /** As it is written in the address. */
  readonly source: string;
  readonly annotation?: string;
}

type Part = string | { readonly source: string; readonly value: CompiledValue; readonly inPath: boolean };

/** `https://api.example.test/services/{service.id}`: expressions over `service` in path and query. */
export const addressTemplate = z.string().transform((written, context): AddressTemplate => {
  const parts = partsOf(written, context);
  if (parts === undefined) return z.NEVER;
  const plain = parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');
  const url = URL.parse(plain);
  const complaint = url === null ? 'is no web address' : complaintAbout(url, plain, parts);
  if (url === null || complaint !== undefined) {
    context.addIssue({ code: 'custom', message: complaint ?? '' });
    return z.NEVER;
  }
  return {
    origin: url.origin,
    isFixed: parts.every((part) => typeof part === 'string'),
    fill: (service) => fill(parts, url.origin, service),
  };
});

/** Text and expressions in turn; undefined after a mistake, which has been told. */
function partsOf(written: string, context: z.core.$RefinementCtx): readonly Part[] | undefined {
  const parts: Part[] = [];
  let after = 0;
  // A brace within quotes is a part of the expression.
  for (const found of written.matchAll(/\{((?:[^{}"']|"[^"]*"|'[^']*')*)\}/g)) {
    const source = found[1] ?? '';
    const value = compileWithin(source, addressLanguage, context, { offset: found.index + 1 });
    if (value === undefined) return undefined;
    const inPath = !written.slice(0, found.index).includes('?');
    parts.push(written.slice(after, found.index), { source, value, inPath });
    after = found.index + found[0].length;
  }
  parts.push(written.slice(after));
  return parts;
}

function complaintAbout(url: URL, plain: string, [first]: readonly Part[]): string | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is no web address';
  if (url.username !== '' || url.password !== '') return 'contains a user name or password';
  if (/[{}\\#\s]/.test(plain)) return 'contains what no address may: braces, a backslash, "#" or a blank';
  if (/^https?:\/\/[^/?]*$/.test(String(first)) && plain !== first)
    return 'needs its whole host, and a "/" behind it, before the first brace';
  const isAsSent = plain === url.href || `${plain}/` === url.href;
  if (!isAsSent || url.pathname.startsWith('//')) return `is not as it would be sent: ${url.href}`;
  return undefined;
}

function fill(parts: readonly Part[], origin: string, service: JsonObject): { readonly path: string } | Gap {
  let filled = '';
  for (const part of parts) {
    if (typeof part === 'string') filled += part;
    else {
      const text = textOf(part.value, service);
      if (text === undefined) return gapOf(part, 'missing');
      const encoded = encode(text, part.inPath);
      if (encoded === undefined) return gapOf(part, 'unfit');
      filled += encoded;
    }
  }
  const path = filled.slice(origin.length);
  return isUnaltered(filled, origin, path)
    ? { path }
    : gapOf(
        parts.find((part) => typeof part !== 'string'),
        'unfit',
      );
}

function textOf(value: CompiledValue, service: JsonObject): string | undefined {
  // Addresses do not ask for the time: each fill would be another.
  const given = value.compute({ service }, 0);
  if (!('value' in given) || (typeof given.value !== 'string' && typeof given.value !== 'number'))
    return undefined;
  return String(given.value).trim() || undefined;
}

/** `/` becomes `%2F`, which many servers take for a `/` again: so what climbs or is no text is refused as well. */
function encode(text: string, inPath: boolean): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!text.isWellFormed() || text.length > 500 || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  if (inPath && /(^|[\\/])\.{1,2}([\\/]|$)/.test(decoded(text))) return undefined;
  return encodeURIComponent(text);
}

/** What a server would see that decodes once more than it should. */
function decoded(text: string): string {
  return text.replaceAll(/%2e/gi, '.').replaceAll(/%2f/gi, '/').replaceAll(/%5c/gi, '\\');
}

/** Whether the parser of addresses leaves the path as it was put together: it takes `x/./y` for `x/y`. */
function isUnaltered(filled: string, origin: string, path: string): boolean {
  const url = URL.parse(filled);
  const segments = (text: string) => text.split(/[?#]/, 1)[0]?.split('/').length;
  return url !== null && url.origin === origin && segments(path || '/') === segments(url.pathname);
}

function gapOf(part: Part | undefined, gap: Gap['gap']): Gap {
  if (part === undefined || typeof part === 'string') return { gap, source: '' };
  const [root, group, key] = part.value.path ?? [];
  const isAnnotation = root === 'service' && group === 'annotations' && key !== undefined;
  return { gap, source: part.source, ...(isAnnotation ? { annotation: key } : {}) };
}

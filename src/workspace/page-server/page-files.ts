/**
 * The page's files: `/` is `page/index.html` with an import map put in, `/NAME.ts` is TypeScript stripped of its
 * types, `/vendor/PACKAGE/…` comes from node_modules. The policy lets no request leave this server.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';

const PAGE = fileURLToPath(new URL('../page/', import.meta.url));
const PACKAGES = ['lit', 'lit-html', 'lit-element', '@lit/reactive-element'];

const TYPES: Record<string, string> = {
  '.ts': 'text/javascript; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** `/` as long as the page has its index, its files, and its libraries. */
export function pageFiles(): Hono {
  const routes = new Hono();
  const importMap = JSON.stringify({ imports: Object.fromEntries(PACKAGES.flatMap(importsOf)) });
  const roots = vendorRoots();

  routes.get('/', async (context) => {
    const html = (await readFile(join(PAGE, 'index.html'), 'utf8')).replace(
      '<head>',
      `<head>\n<script type="importmap">${importMap}</script>`,
    );
    return context.html(html, 200, {
      'content-security-policy': policy(importMap),
      'cache-control': 'no-store',
    });
  });
  routes.get('/vendor/*', async (context) => {
    const path = context.req.path.slice('/vendor/'.length);
    const name = PACKAGES.find((it) => path.startsWith(`${it}/`));
    const file = name === undefined ? null : inside(roots[name] ?? '', path.slice(name.length));
    return file ? serveFile(file) : context.notFound();
  });
  routes.get('/:path{.+\\..+}', async (context) => {
    const file = inside(PAGE, context.req.path);
    return file ? serveFile(file) : context.notFound();
  });
  return routes;
}

/** Scripts by file only, apart from the import map; everything else from here or not at all. */
function policy(importMap: string): string {
  const hash = createHash('sha256').update(importMap).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'self' 'sha256-${hash}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function importsOf(name: string): [specifier: string, path: string][] {
  const entry = name === 'lit' ? 'index.js' : `${name.split('/').at(-1)}.js`;
  return [
    [name, `/vendor/${name}/${entry}`],
    [`${name}/`, `/vendor/${name}/`],
  ];
}

/** Lit's parts are resolved from lit, wherever npm put them. */
function vendorRoots(): Record<string, string> {
  const fromLit = createRequire(import.meta.resolve('lit'));
  return Object.fromEntries(
    PACKAGES.map((name) => {
      const inPackage = join('node_modules', name) + sep;
      const [before] = fromLit.resolve(name).split(inPackage).slice(0, 1);
      return [name, join(before ?? '', inPackage)];
    }),
  );
}

/** The file's path if it lies in the folder and is of a kind that browsers get. */
function inside(folder: string, path: string): string | null {
  const decoded = decodePath(path);
  if (decoded === null) return null;
  const file = join(folder, decoded);
  return file.startsWith(folder) && extname(file) in TYPES ? file : null;
}

function decodePath(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

async function serveFile(file: string): Promise<Response> {
  const type = TYPES[extname(file)] ?? '';
  try {
    const bytes = await readFile(file);
    const body = file.endsWith('.ts') ? stripTypeScriptTypes(bytes.toString()) : bytes;
    return new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-store' } });
  } catch (error) {
    if (Object(error).code === 'ENOENT') return new Response('not found', { status: 404 });
    throw error;
  }
}

/** Uploaded files. Slack processes them after the upload: until then blocks cannot show them. */
import { nextId, seconds } from './ids.ts';
import { pointer } from './limits/wording.ts';
import type { Slack, UploadedFile } from './slack.ts';

const MIMETYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  csv: 'text/csv',
  txt: 'text/plain',
  pdf: 'application/pdf',
  json: 'application/json',
};

/** Types that blocks can show. */
const IN_BLOCKS = new Set(['image/png', 'image/jpeg', 'image/gif']);

/** Announces a file whose bytes are still to come. */
export function announceFile(
  slack: Slack,
  named: { name: string; length: number; altText: string },
): UploadedFile {
  const file: UploadedFile = {
    ...named,
    id: nextId(slack, 'F'),
    title: named.name,
    bytes: null,
    completed: false,
    readyAt: Number.POSITIVE_INFINITY,
    mimetype: MIMETYPES[extension(named.name)] ?? 'application/octet-stream',
    channels: [],
    created: seconds(slack),
  };
  slack.files.set(file.id, file);
  return file;
}

/** The last step of an upload; processing begins. */
export function completeFile(slack: Slack, file: UploadedFile, title: string | undefined): void {
  file.completed = true;
  file.title = title ?? file.title;
  file.readyAt = slack.clock.now() + slack.settings.fileProcessing;
}

/** Whether Slack has finished processing it. */
export const isReady = (slack: Slack, file: UploadedFile): boolean => file.readyAt <= slack.clock.now();

export const extension = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? '';

/** Where it can be read: by a path on this server. */
export const filePath = (file: UploadedFile): string => `/files/${file.id}/${encodeURIComponent(file.name)}`;

/** Images that name a file which is not there, not an image, or not processed yet; `error` is what to refuse with. */
export function fileProblems(
  slack: Slack,
  blocks: unknown,
  root: PropertyKey[],
  error: string,
): { error: string; message: string }[] {
  return [...slackFiles(blocks, root)]
    .filter(({ reference }) => !isUsable(slack, reference))
    .map(({ path }) => ({ error, message: `invalid slack file ${pointer(path)}` }));
}

type Reference = { id?: unknown; url?: unknown };

function isUsable(slack: Slack, { id, url }: Reference): boolean {
  const file = [...slack.files.values()].find(
    (it) => it.id === id || (url !== undefined && url === `${slack.origin}${filePath(it)}`),
  );
  return file !== undefined && isReady(slack, file) && IN_BLOCKS.has(file.mimetype);
}

function* slackFiles(
  node: unknown,
  path: PropertyKey[],
): Generator<{ reference: Reference; path: PropertyKey[] }> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'slack_file') yield { reference: value, path: [...path, key] };
    else yield* slackFiles(value, [...path, key]);
  }
}

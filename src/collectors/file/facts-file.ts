import { z } from 'zod';
import { checkShape } from '../../documents/check-shape.ts';
import { text } from '../../documents/field-shapes.ts';
import { readYaml, type YamlDocument } from '../../documents/yaml-document.ts';
import type { Problem } from '../../domain/errors.ts';
import type { FactType } from '../../domain/fact.ts';
import { factCatalogue, namespaces } from '../../facts/index.ts';
import { momentOf } from './moments.ts';

/** `service` and `custom` are the catalog's to write. */
export const FILLABLE: readonly string[] = namespaces
  .map(({ name }) => name)
  .filter((name) => name !== 'service' && name !== 'custom');

const moment = text.refine((written) => momentOf(written, 0) !== undefined, {
  error: 'is no moment',
  params: { remedy: 'Write 2026-03-01, 2026-03-01T09:30:00Z, or "2h ago"' },
});

function byNamespace<Shape extends z.ZodType>(shape: Shape) {
  return z.strictObject(Object.fromEntries(FILLABLE.map((name) => [name, shape.optional()])));
}

/** Reasons by path: `oncall`, `vcs.default_branch.required_approvals`. */
const notes = z
  .record(z.string(), text)
  .superRefine((reasons, context) => {
    const keys = Object.keys(reasons).filter((path) => !isFact(path));
    if (keys.length > 0) context.addIssue({ code: 'unrecognized_keys', keys, input: reasons });
  })
  .default({});

/** What a file says about one service. Checked one by one, so that one mistake spoils only its own service. */
export const entryShape = z.strictObject({
  facts: byNamespace(z.record(z.string(), z.unknown())).default({}),
  collected: byNamespace(moment).default({}),
  unreadable: notes,
  absent: notes,
  failed: byNamespace(z.strictObject({ error: text, since: moment.optional() })).default({}),
});

const fileShape = z.strictObject({
  collected: moment,
  services: z.record(z.string(), z.unknown()),
});

export type Entry = z.infer<typeof entryShape>;

/** One document of a facts file: facts about services that somebody wrote down. */
export interface FactsFile {
  readonly file: string;
  /** Undefined when it cannot be used as a whole. */
  readonly sound?: SoundFile;
  readonly problems: readonly Problem[];
}

export interface SoundFile {
  readonly yaml: YamlDocument;
  /** When its facts were true, unless an entry says otherwise; as written. */
  readonly collected: string;
  /** Ids of the services that it speaks of. */
  readonly services: readonly string[];
}

/** Reads a file; never throws, whatever the text. */
export function parseFactsFile(file: string, content: string): readonly FactsFile[] {
  const { documents, problems, refused } = readYaml(file, content);
  if (refused) return [{ file, problems }];
  return documents.map((yaml) => {
    const checked = checkShape(yaml, [], fileShape);
    if (yaml.problems.length > 0) return { file, problems: yaml.problems };
    if (!checked.ok) return { file, problems: checked.problems };
    const { collected, services } = checked.value;
    return { file, sound: { yaml, collected, services: Object.keys(services) }, problems: [] };
  });
}

/** Whether a path leads to something in a namespace that may be filled. */
function isFact(path: string): boolean {
  const [namespace = '', ...fields] = path.split('.');
  if (!FILLABLE.includes(namespace)) return false;
  let type: FactType | undefined = factCatalogue.get(namespace)?.type;
  for (const field of fields) {
    if (type?.kind === 'any') return true;
    type = type?.kind === 'object' ? type.fields.find(({ name }) => name === field)?.type : undefined;
  }
  return type !== undefined;
}

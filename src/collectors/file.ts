import { z } from 'zod';
import { duration } from '../documents/field-shapes.ts';
import type { Problem } from '../domain/errors.ts';
import { DAY, MINUTE } from '../domain/instant.ts';
import { didYouMean } from '../domain/nearest-word.ts';
import { factCatalogue } from '../facts/index.ts';
import { type Answers, defineCollector, type Failure, type Silence } from './collector.ts';
import { answersFor, failure, problemsOf } from './file/answers.ts';
import { type FactsFile, FILLABLE } from './file/facts-file.ts';
import { openFactsFiles } from './file/facts-files.ts';

/** For what no integration tells yet, for trying a scorecard out, and for the demo. */
export const file = defineCollector({
  name: 'file',
  summary: 'Facts that somebody wrote down in YAML files, for what no integration tells yet.',
  fills: ({ fills }) => fills,
  interval: 5 * MINUTE,
  maxAge: ({ max_age }) => max_age,
  settings: z.strictObject({
    files: z.array(z.string().min(1)).min(1),
    fills: z.array(z.enum(FILLABLE)).default([...FILLABLE]),
    max_age: duration.default(30 * DAY),
  }),
  secrets: z.object({}),
  open: ({ home, settings }) => openFactsFiles(home, settings.files),
  collect: async (service, { shared, settings, now }) => {
    const files = await shared.read();
    const told = [service.id, ...service.formerly].flatMap((id) =>
      files.map((one) => ({ file: one.file, answers: answersFor(one, id, now) })),
    );
    return Object.fromEntries(
      settings.fills.map((namespace) => [
        namespace,
        choose(namespace, told) ?? untold(namespace, service.id, files, told),
      ]),
    );
  },
  validate: async (shared, services, now) => {
    const files = await shared.read();
    return files.flatMap((one) => [...problemsOf(one, now), ...strangers(one, services)]);
  },
});

interface Told {
  readonly file: string;
  readonly answers: Answers;
}

function choose(namespace: string, told: readonly Told[]): Answers[string] | undefined {
  const [first, second] = told.filter(({ answers }) => answers[namespace] !== undefined);
  if (first === undefined || second === undefined) return first?.answers[namespace];
  return { failed: `${namespace} is told twice, in ${first.file} and ${second.file}: keep one of them` };
}

/** While a file cannot be read, what it says about a service is out of reach; else nobody wrote anything. */
function untold(
  namespace: string,
  service: string,
  files: readonly FactsFile[],
  told: readonly Told[],
): Failure | Silence {
  const broken = files.find(({ sound }) => sound === undefined);
  if (broken !== undefined) return failure(broken.problems);
  // One reason for all namespaces, so that a service that nobody wrote about has one line on its card.
  if (told.every(({ answers }) => Object.keys(answers).length === 0))
    return { silent: `no facts file speaks of ${service}` };
  const words = factCatalogue.get(namespace)?.words ?? namespace;
  return { silent: `no facts file says anything about ${words} of ${service}` };
}

/** Services that a file speaks of and the catalog does not have. */
function strangers({ file, sound }: FactsFile, services: ReadonlySet<string>): readonly Problem[] {
  if (sound === undefined) return [];
  return sound.services
    .filter((id) => !services.has(id))
    .map((id) => ({
      ...sound.yaml.placeOf(['services', id]),
      file,
      message: `there is no service "${id}" in the catalog${didYouMean(id, services)}`,
    }));
}

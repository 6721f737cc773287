import { z } from 'zod';
import { duration } from '../../documents/field-shapes.ts';
import { DAY } from '../../domain/instant.ts';
import type { CompiledValue } from '../../domain/rules/compile-value.ts';
import { hostName } from '../calling/host-name.ts';
import { addressTemplate } from './address.ts';
import { headerTemplate } from './headers.ts';
import { answerLanguage, compileWithin } from './language.ts';
import { misfit, targetOf } from './targets.ts';

/** A fact that an API tells. */
export interface ToldFact {
  /** The whole path: `custom.cost.monthly`. */
  readonly path: string;
  readonly namespace: string;
  readonly keys: readonly string[];
  readonly value: CompiledValue;
}

const facts = z.record(z.string(), z.string()).transform((written, context): readonly ToldFact[] =>
  Object.entries(written).flatMap(([path, source]) => {
    const target = targetOf(path);
    if ('wrong' in target) {
      context.addIssue({ code: 'custom', message: target.wrong, path: [path], params: { offset: 0 } });
      return [];
    }
    const value = compileWithin(source, answerLanguage, context, { path: [path] });
    if (value === undefined) return [];
    const wrong = misfit(target.type, value.type);
    if (wrong !== undefined)
      context.addIssue({ code: 'custom', message: wrong, path: [path], params: { offset: 0 } });
    return [{ path, namespace: target.namespace, keys: target.keys, value }];
  }),
);

const api = z.strictObject({
  /** As people call it: it is named where it fails. */
  name: z.string().trim().min(1).max(60),
  url: addressTemplate,
  headers: z.record(z.string().regex(/^[\w-]+$/, 'is no name of a header'), headerTemplate).default({}),
  facts: facts.refine((all) => all.length > 0, { error: 'names no fact' }),
  /** What 404 says: there is nothing about this service (a fact), or nobody knows. */
  not_found: z.enum(['absent', 'unknown']).default('absent'),
});
export type Api = z.infer<typeof api>;

export const httpSettings = z.strictObject({
  /** Hosts that may have private addresses. */
  allow_hosts: z.array(hostName).default([]),
  /** Hosts that may be asked without TLS. */
  http_hosts: z.array(hostName).default([]),
  max_age: duration.default(DAY),
  apis: z.array(api).min(1).superRefine(refuseOverlaps),
});

/** Two answers to one question: nobody could say which counts. */
function refuseOverlaps(apis: readonly Api[], context: z.core.$RefinementCtx): void {
  const seen: { readonly name: string; readonly path: string }[] = [];
  apis.forEach(({ name, facts }, index) => {
    if (apis.findIndex((one) => one.name === name) !== index)
      context.addIssue({ code: 'custom', message: 'is the name of another API', path: [index, 'name'] });
    for (const { path } of facts) {
      const other = seen.find(
        (one) => `${one.path}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${one.path}.`),
      );
      if (other !== undefined) {
        const message = `${other.name} fills ${other.path} already`;
        context.addIssue({ code: 'custom', message, path: [index, 'facts', path], params: { offset: 0 } });
      }
      seen.push({ name, path });
    }
  });
}

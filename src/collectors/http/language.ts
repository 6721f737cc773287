import type { z } from 'zod';
import { type CompiledValue, compileValue, languageWith } from '../../domain/rules/compile-value.ts';
import { ExpressionError } from '../../domain/rules/expression-error.ts';
import type { Language } from '../../domain/rules/language.ts';
import { factCatalogue } from '../../facts/index.ts';

const aboutServices = new Map([...factCatalogue].filter(([name]) => name === 'service'));

/** What addresses are made of: what the catalog says of the service. */
export const addressLanguage: Language = languageWith(aboutServices, {});

/** What facts are made of: the same, and the answer. */
export const answerLanguage: Language = languageWith(aboutServices, { body: 'dyn', status: 'int' });

/** Compiles an expression; a mistake is told at its place, `offset` characters into the text that is checked. */
export function compileWithin(
  source: string,
  language: Language,
  context: z.core.$RefinementCtx,
  { offset = 0, path = [] }: { readonly offset?: number; readonly path?: readonly string[] } = {},
): CompiledValue | undefined {
  try {
    return compileValue(source, language);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, remedy, start } = error.problem;
    const params = {
      offset: offset + start,
      ...(remedy === undefined ? {} : { remedy: remedy.replace(/\.$/, '') }),
    };
    context.addIssue({ code: 'custom', message, path: [...path], params });
    return undefined;
  }
}

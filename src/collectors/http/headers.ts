import { z } from 'zod';

/** The value of a header with gaps for variables of the environment. */
export interface HeaderTemplate {
  readonly written: string;
  readonly variables: readonly string[];
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** `Bearer ${EXAMPLE_TOKEN}` */
export const headerTemplate = z.string().transform((written, context): HeaderTemplate => {
  const variables = [...written.matchAll(VARIABLE)].map(([, name = '']) => name);
  const strange = variables.find((name) => !/^[A-Z][A-Z0-9_]*$/.test(name));
  if (strange !== undefined) {
    const message = `names "${strange}", which is no variable of the environment`;
    context.addIssue({ code: 'custom', message, params: { remedy: `Write it like \${EXAMPLE_TOKEN}` } });
  }
  return { written, variables };
});

export function fillHeader(
  { written }: HeaderTemplate,
  secrets: Readonly<Record<string, string | undefined>>,
): string {
  return written.replaceAll(VARIABLE, (_all, name: string) => secrets[name] ?? '');
}

/** What HTTP cannot carry would be quoted in the error of whoever tries. */
export function isSendable(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

import type { ScorecardsInForce } from './context.ts';

/** Whether a fact (by whole path, `vcs.alerts`), or anything above or below it, is read by a sensitive rule. */
export function sensitiveFacts({ all }: ScorecardsInForce): (path: string) => boolean {
  const sensitive = all.flatMap(({ compiled }) =>
    compiled.rules.filter(({ rule }) => rule.sensitive).flatMap(({ paths }) => paths),
  );
  return (path) => sensitive.some((one) => covers(one, path));
}

function covers(secret: string, path: string): boolean {
  return path === secret || path.startsWith(`${secret}.`) || secret.startsWith(`${path}.`);
}

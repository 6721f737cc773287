import type { DeclaredService } from '../../domain/catalog.ts';
import type { JsonObject } from '../../domain/json.ts';
import { serviceOf } from './entries.ts';
import { serviceShape } from './shapes.ts';

export type CheckedService =
  | { readonly ok: true; readonly entry: DeclaredService }
  | {
      readonly ok: false;
      readonly problems: readonly { readonly field: string; readonly message: string }[];
    };

/** A service as our files have it, that stands in no file: as strictly checked, without a path on this machine. */
export function checkedService(fields: JsonObject): CheckedService {
  const checked = serviceShape.omit({ path: true }).safeParse(fields);
  if (checked.success) return { ok: true, entry: serviceOf(checked.data, '/') };
  return {
    ok: false,
    problems: checked.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message })),
  };
}

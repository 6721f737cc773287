import type { FactType } from '../../domain/fact.ts';
import { didYouMean } from '../../domain/nearest-word.ts';
import { factCatalogue } from '../../facts/index.ts';

/** Where a fact goes, such as `custom.cost.monthly`; or what is wrong with that. */
export type Target =
  | { readonly namespace: string; readonly keys: readonly string[]; readonly type: FactType }
  | { readonly wrong: string };

/** What the catalog says and what people state is nobody else's to say. */
const OTHERS = ['service', 'attested'];

export function targetOf(path: string): Target {
  const [namespace = '', ...keys] = path.split('.');
  const known = [...factCatalogue.keys()].filter((name) => !OTHERS.includes(name));
  const found = factCatalogue.get(namespace);
  if (found === undefined || OTHERS.includes(namespace))
    return { wrong: `there is no "${namespace}" to fill${didYouMean(namespace, known)}` };
  if (keys.length === 0) return { wrong: `it needs a field: ${namespace}.NAME` };
  const strange = keys.find((key) => !/^[\w-]+$/.test(key) || key === '__proto__');
  if (strange !== undefined) return { wrong: `"${strange}" is no name` };
  return typeAt(namespace, keys, found.type);
}

function typeAt(namespace: string, keys: readonly string[], whole: FactType): Target {
  let type = whole;
  let place = namespace;
  for (const key of keys) {
    if (type.kind === 'any') return { namespace, keys, type };
    if (type.kind === 'map') type = type.of;
    else {
      const fields = type.kind === 'object' ? type.fields : [];
      const field = fields.find(({ name }) => name === key);
      if (field === undefined) {
        const near = didYouMean(
          key,
          fields.map(({ name }) => name),
        );
        return { wrong: `${place} has no field "${key}"${near}` };
      }
      type = field.type;
    }
    place = `${place}.${key}`;
  }
  return { namespace, keys, type };
}

const WORDS: Readonly<Record<FactType['kind'], string>> = {
  bool: 'a yes or no',
  int: 'a whole number',
  double: 'a number',
  timestamp: 'a moment',
  string: 'a text',
  list: 'a list',
  map: 'a map',
  object: 'a map',
  any: 'anything',
};

const TAKES: Readonly<Record<FactType['kind'], RegExp>> = {
  bool: /^bool$/,
  // JSON has one kind of number: whether it is whole shows in the answer.
  int: /^(int|double)$/,
  double: /^(int|double)$/,
  timestamp: /^(string|google\.protobuf\.Timestamp)$/,
  string: /^string$/,
  list: /^list/,
  map: /^map/,
  object: /^map/,
  any: /./,
};

/** What is wrong with an expression of this type for a fact of that one; undefined = nothing that can be seen now. */
export function misfit(target: FactType, given: string): string | undefined {
  if (given === 'dyn' || TAKES[target.kind].test(given)) return undefined;
  return `the fact is ${WORDS[target.kind]}, and this gives ${given.replace(/^google\.protobuf\./, '').toLowerCase()}`;
}

/** Teams and systems nest through `parent`; a cycle in what people wrote must not hang anybody. */
interface Nested {
  readonly id: string;
  readonly parent?: string;
}

/** The id and the ids of everything below it. */
export function withDescendants(id: string, all: readonly Nested[]): ReadonlySet<string> {
  const found = new Set([id]);
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const child of all) {
      if (child.parent !== next || found.has(child.id)) continue;
      found.add(child.id);
      waiting.push(child.id);
    }
  }
  return found;
}

/** The id and the ids of everything above it, nearest first. */
export function withAncestors(id: string, all: readonly Nested[]): readonly string[] {
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const path = [id];
  let parent = byId.get(id)?.parent;
  while (parent !== undefined && !path.includes(parent)) {
    path.push(parent);
    parent = byId.get(parent)?.parent;
  }
  return path;
}

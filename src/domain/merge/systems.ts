import type { Service, System } from '../catalog.ts';

/** The declared systems, and one of the bare id for every system that a service or system only mentions. */
export function withMentioned(declared: readonly System[], services: readonly Service[]): readonly System[] {
  const systems = new Map(declared.map((system) => [system.id, system]));
  const mentioned = [...services.map(({ system }) => system), ...declared.map(({ parent }) => parent)];
  for (const id of mentioned) if (id !== undefined && !systems.has(id)) systems.set(id, { id, name: id });
  return [...systems.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

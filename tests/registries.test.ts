import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REGISTRIES, ROOMS } from './support/house.ts';

const SRC = join(import.meta.dirname, '..', 'src');

/** Rooms of one file per thing that exist already, with the files that must be registered. */
const rooms = REGISTRIES.filter((room) => existsSync(join(SRC, room))).map((room) => {
  const notThings = ['index.ts', ROOMS[room]?.contract];
  const things = readdirSync(join(SRC, room), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !notThings.includes(entry.name))
    .map((entry) => basename(entry.name, '.ts'));
  return { room, things };
});

describe.each(rooms)('the registry of $room', ({ room, things }) => {
  test('names every file of the folder, by the name that the file declares, and no other', async () => {
    const registered = await registeredNames(room);
    const missing = things.filter((name) => !registered.includes(name));
    const strange = registered.filter((name) => !things.includes(name));
    expect(missing.map((name) => `${room}/${name}.ts is not in ${room}/index.ts under its own name`)).toEqual(
      [],
    );
    expect(strange.map((name) => `${room}/index.ts lists "${name}", which has no file of that name`)).toEqual(
      [],
    );
    expect(registered.length).toBe(new Set(registered).size);
  });

  test('has a contract that opens with how to add one', () => {
    const contract = readFileSync(join(SRC, room, ROOMS[room]?.contract ?? ''), 'utf8');
    expect(contract.slice(0, 1_500)).toMatch(/\/\*\*[\s\S]*\b(add|adding|new)\b[\s\S]*\*\//i);
  });
});

/** The registry is the one array that `index.ts` exports; each thing in it has a `name` (a message: a `kind`). */
async function registeredNames(room: string): Promise<string[]> {
  const exported: Record<string, unknown> = await import(join(SRC, room, 'index.ts'));
  const lists = Object.values(exported).filter((value) => Array.isArray(value));
  expect(lists, `${room}/index.ts exports one list`).toHaveLength(1);
  return (lists[0] as { name?: string; kind?: string }[]).map(
    (thing) => thing.name ?? thing.kind ?? '(no name)',
  );
}

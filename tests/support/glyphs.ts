/** Which characters the files of our pictures' font have a glyph for: https://learn.microsoft.com/typography/opentype/spec/cmap */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const EVERYTHING = 12;

/** Code points that each of these files of DejaVu has. */
export function glyphs(): ReadonlySet<number> {
  const [regular, bold] = ['DejaVuSans', 'DejaVuSans-Bold'].map((name) => glyphsOf(name));
  return regular?.intersection(bold ?? new Set()) ?? new Set();
}

function glyphsOf(name: string): ReadonlySet<number> {
  const file = readFileSync(resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  const table = tableAt(file, 'cmap');
  const maps = Array.from(
    { length: file.readUInt16BE(table + 2) },
    (_, nth) => table + file.readUInt32BE(table + 8 + 8 * nth),
  );
  const map = maps.find((at) => file.readUInt16BE(at) === EVERYTHING);
  if (map === undefined) throw new Error(`${name} has no map of all its characters`);
  const known = new Set<number>();
  for (let group = 0; group < file.readUInt32BE(map + 12); group += 1) {
    const at = map + 16 + 12 * group;
    for (let code = file.readUInt32BE(at); code <= file.readUInt32BE(at + 4); code += 1) known.add(code);
  }
  return known;
}

function tableAt(file: Buffer, name: string): number {
  const tables = Array.from({ length: file.readUInt16BE(4) }, (_, nth) => 12 + 16 * nth);
  const entry = tables.find((at) => file.toString('latin1', at, at + 4) === name);
  if (entry === undefined) throw new Error(`the font has no ${name}`);
  return file.readUInt32BE(entry + 8);
}

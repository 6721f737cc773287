/**
 * PNG with a palette (https://www.w3.org/TR/png-3/): our pictures have few colours, and resvg's own PNGs of them are
 * four times as large, which a phone has to load.
 */
import { crc32, deflateSync } from 'node:zlib';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each, one byte each; all of them opaque. */
  readonly pixels: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const MOST_COLOURS = 256;
const INDEXED = 3;
const LEVEL = 7;

export function indexedPng({ width, height, pixels }: Pixels): Uint8Array {
  const colours = new Uint32Array(pixels.buffer, pixels.byteOffset, width * height);
  const palette = paletteOf(colours);
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, 8);
  head.setUint8(9, INDEXED);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(head.buffer)),
    chunk('PLTE', Uint8Array.from(palette.colours.flatMap(partsOf))),
    chunk('IDAT', deflateSync(linesOf(colours, width, height, palette.places), { level: LEVEL })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Each line begins with its filter: none. */
function linesOf(
  colours: Uint32Array,
  width: number,
  height: number,
  places: ReadonlyMap<number, number>,
): Uint8Array {
  const lines = new Uint8Array((width + 1) * height);
  let last = -1;
  let place = 0;
  // Each line is preceded by its filter.
  let to = -1;
  for (let at = 0; at < colours.length; at += 1) {
    const colour = colours[at] ?? 0;
    to += at % width === 0 ? 2 : 1;
    // Most are as their neighbour is.
    if (colour !== last) place = places.get(colour) ?? 0;
    last = colour;
    lines[to] = place;
  }
  return lines;
}

/** The colours that occur most, and for each that occurs the place of the one that is nearest to it. */
function paletteOf(pixels: Uint32Array): {
  readonly colours: readonly number[];
  readonly places: ReadonlyMap<number, number>;
} {
  const counts = new Map<number, number>();
  let began = 0;
  // By runs of one colour: there are far fewer of them than pixels.
  for (let at = 1; at <= pixels.length; at += 1) {
    const colour = pixels[began] ?? 0;
    if (at < pixels.length && pixels[at] === colour) continue;
    counts.set(colour, (counts.get(colour) ?? 0) + at - began);
    began = at;
  }
  const byAmount = Array.from(counts).toSorted((a, b) => b[1] - a[1]);
  const colours = byAmount.slice(0, MOST_COLOURS).map(([colour]) => colour);
  const places = new Map(colours.map((colour, place) => [colour, place]));
  for (const [colour] of byAmount.slice(MOST_COLOURS)) places.set(colour, nearest(colour, colours));
  return { colours, places };
}

function nearest(colour: number, colours: readonly number[]): number {
  const parts = partsOf(colour);
  const apart = colours.map((other) =>
    partsOf(other).reduce((sum, part, at) => sum + (part - (parts[at] ?? 0)) ** 2, 0),
  );
  return apart.indexOf(Math.min(...apart));
}

/** Red comes first in memory, which is last in a number on every machine that this runs on. */
function partsOf(colour: number): [red: number, green: number, blue: number] {
  return [colour & 0xff, (colour >>> 8) & 0xff, (colour >>> 16) & 0xff];
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

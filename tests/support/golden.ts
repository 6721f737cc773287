/** Pictures compared with ones that somebody has looked at, by what an eye sees: small, and with a tolerance. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { indexedPng } from '../../src/pictures/indexed-png.ts';
import { rasterize } from '../../src/pictures/rasterize.ts';
import type { Picture } from '../../src/pictures/svg.ts';

const FOLDER = join(import.meta.dirname, '..', 'pictures', 'golden');
/** Pixels; a cell of a map is then still some dozens of them. */
const WIDTH = 270;
/** A colour's distance, of 255, that an eye sees. */
const SEEN = 32;

/**
 * The share of the picture that looks otherwise than the golden one, 0–1. Where there is none yet it is made, and the
 * test is red: look at it, then run the test again. To make one anew, delete it.
 */
export function unlikeGolden(name: string, picture: Picture): number {
  const { width, height } = picture;
  const png = rasterize(picture);
  // Kept with few colours, which takes a third of the room; so is what is compared with it.
  const small = indexedPng(smaller(png, WIDTH, Math.round((WIDTH * height) / width)));
  const path = join(FOLDER, `${name}.png`);
  if (!existsSync(path)) {
    writeFileSync(path, small);
    throw new Error(`${path} was made: look at it, and run the test again`);
  }
  const [golden, now] = [readFileSync(path), small].map(pixelsOf);
  return unlike(golden ?? new Uint8Array(), now ?? new Uint8Array());
}

function pixelsOf(png: Uint8Array): Uint8Array {
  // Where a PNG says how wide and high it is: https://www.w3.org/TR/png-3/#11IHDR
  const view = new DataView(png.buffer, png.byteOffset);
  return smaller(png, view.getUint32(16), view.getUint32(20)).pixels;
}

/** resvg reads PNGs too, so that nothing else has to. */
function smaller(png: Uint8Array, width: number, height: number) {
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}"><image width="${width}" height="${height}" preserveAspectRatio="none" xlink:href="${href}"/></svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render();
}

/** The share of pixels of which one of the colours is seen to differ. */
function unlike(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return 1;
  let pixels = 0;
  for (let at = 0; at < one.length; at += 4) {
    const apart = [0, 1, 2].map((part) => Math.abs((one[at + part] ?? 0) - (other[at + part] ?? 0)));
    if (Math.max(...apart) > SEEN) pixels += 1;
  }
  return pixels / (one.length / 4);
}

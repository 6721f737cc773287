/** SVG to PNG. Takes the time that it takes: only the painter's thread calls it. */
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { indexedPng } from './indexed-png.ts';
import { FONT, type Picture } from './svg.ts';

/** Beyond, phones begin to refuse a picture; a wider one is drawn as large as it is. */
const SHARPEST = 2_600;
const MOST_ZOOM = 2;

const require = createRequire(import.meta.url);
/** No fonts of the machine: the same picture everywhere, whatever is installed. */
const FONTS = {
  loadSystemFonts: false,
  fontFiles: [
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ],
  defaultFontFamily: FONT,
};

/** Twice as large as the picture says, for the dense screens of phones, unless that were enormous. */
export function rasterize({ svg, width }: Picture): Uint8Array {
  const zoom = Math.max(1, Math.min(MOST_ZOOM, SHARPEST / width));
  const image = new Resvg(svg, { font: FONTS, fitTo: { mode: 'zoom', value: zoom } }).render();
  return indexedPng(image);
}

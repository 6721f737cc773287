/** The few shapes that our pictures consist of, as text of an SVG. All foreign text passes `escapeXml` here. */
import { escapeXml } from './escape-xml.ts';

/** A picture as it can be drawn: SVG text, and its size in SVG's units. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** The one font of our pictures; comes with the npm package `dejavu-fonts-ttf`. */
export const FONT = 'DejaVu Sans';

export interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Degrees, around where it begins. */
  readonly turned?: number;
}

export function label(x: number, y: number, words: string, style: TextStyle): string {
  const { size, fill, bold = false, anchor = 'start', turned = 0 } = style;
  const place = turned === 0 ? at(x, y) : `transform="translate(${n(x)} ${n(y)}) rotate(${turned})"`;
  const weight = bold ? ' font-weight="bold"' : '';
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text ${place} font-size="${size}"${weight}${side} fill="${fill}">${escapeXml(words)}</text>`;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function box({ x, y, width, height }: Box, fill: string, radius = 0): string {
  const round = radius === 0 ? '' : ` rx="${radius}"`;
  return `<rect ${at(x, y)} width="${n(width)}" height="${n(height)}"${round} fill="${fill}"/>`;
}

export function stroke(path: string, colour: string, width = 1, more = ''): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more}/>`;
}

/** The whole picture. `drawing` stands on the background. */
export function picture(
  size: { width: number; height: number },
  background: string,
  drawing: string,
): Picture {
  const width = Math.ceil(size.width);
  const height = Math.ceil(size.height);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONT}"><rect width="${width}" height="${height}" fill="${background}"/>${drawing}</svg>`;
  return { svg, width, height };
}

function at(x: number, y: number): string {
  return `x="${n(x)}" y="${n(y)}"`;
}

/** Short: there are thousands of them. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

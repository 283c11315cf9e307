import { addressOf, pixels, svgOf, type Drawing } from './drawing';

/** Who saves this as JPEG has no transparent ground: white. */
const QUALITY = 0.92;

/** The card as a picture of 300 dpi, which says so: it is printed in its own size. */
export async function pngOf(drawing: Drawing): Promise<Uint8Array<ArrayBuffer>> {
  return withDensity(await encoded(await painted(drawing, false), 'image/png'));
}

/** The same on white, much smaller for who has many of them. */
export async function jpegOf(drawing: Drawing): Promise<Uint8Array<ArrayBuffer>> {
  return encoded(await painted(drawing, true), 'image/jpeg');
}

async function painted(drawing: Drawing, opaque: boolean): Promise<HTMLCanvasElement> {
  const image = new Image();
  // In pixels: an engine that draws an SVG in its own size first would enlarge a small picture.
  image.src = addressOf(svgOf(drawing, 'px'));
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = pixels(drawing.format.width);
  canvas.height = pixels(drawing.format.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no canvas');
  if (opaque) {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function encoded(canvas: HTMLCanvasElement, type: string): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY));
  if (!blob) throw new Error(`this browser makes no ${type}`);
  return new Uint8Array(await blob.arrayBuffer());
}

/** Behind a PNG's signature and its first chunk, which is always as long. */
const FIRST_CHUNKS = 8 + 25;

/** The chunk `pHYs` with its checksum: 11,811 pixels a metre are 300 dpi. */
const DENSITY = [0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1, 0x78, 0xa5, 0x3f, 0x76];

/** A canvas does not say how large its picture is meant. */
export function withDensity(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(png.length + DENSITY.length);
  whole.set(png.subarray(0, FIRST_CHUNKS));
  whole.set(DENSITY, FIRST_CHUNKS);
  whole.set(png.subarray(FIRST_CHUNKS), FIRST_CHUNKS + DENSITY.length);
  return whole;
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Pixels } from './paper';

// Left to itself it would fetch its program from elsewhere.
prepareZXingModule({
  overrides: { wasmBinary: bytesOf(readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))) },
});

/** A picture larger than what a camera makes of it takes long, and shows nothing more. */
const ENOUGH = 1_000;

export interface Seen {
  readonly type?: string;
  /** How much of the picture's upper part is out of sight, as where two codes stand in it. */
  readonly without?: number;
}

/** What a phone's camera would read in a picture. */
export async function scan(page: Page, picture: Buffer, { type = 'image/png', without = 0 }: Seen = {}): Promise<string | undefined> {
  const other = await page.context().newPage();
  const { width, height, grey } = await other.evaluate(
    async ([address, most, without]) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const scale = Math.min(1, most / Math.max(image.width, image.height));
      const canvas = new OffscreenCanvas(image.width * scale, image.height * scale * (1 - without));
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, -image.height * scale * without, image.width * scale, image.height * scale);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      // As text, which comes over much faster than a list of numbers. Red is as good as grey for black on white.
      let grey = '';
      for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at] ?? 0);
      return { width: canvas.width, height: canvas.height, grey };
    },
    [`data:${type};base64,${picture.toString('base64')}`, ENOUGH, without] as const,
  );
  await other.close();
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < grey.length; at += 1) data.fill(grey.charCodeAt(at), at * 4, at * 4 + 3);
  return read({ width, height, data });
}

/** What stands in the code of a picture. */
export async function read({ data, width, height }: Pixels): Promise<string | undefined> {
  const picture = { data: Uint8ClampedArray.from(data), width, height, colorSpace: 'srgb' } as ImageData;
  const [code] = await readBarcodes(picture, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
  return code?.text;
}

function bytesOf({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

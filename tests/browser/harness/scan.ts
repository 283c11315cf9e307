import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

/** What a phone's camera would read in a picture. */
export async function scan(page: Page, png: Buffer): Promise<string | undefined> {
  const other = await page.context().newPage();
  const { width, height, pixels } = await other.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return { width: image.width, height: image.height, pixels: [...data] };
  }, `data:image/png;base64,${png.toString('base64')}`);
  await other.close();
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data;
}

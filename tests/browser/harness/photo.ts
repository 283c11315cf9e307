import type { Page } from 'playwright-core';

export interface PhotoFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A photo as a camera makes one, painted by a browser: a dish on a table, in JPEG. */
export async function aPhoto(page: Page, width = 3_000, height = 2_000, hue = 30): Promise<PhotoFile> {
  const url = await page.evaluate(
    ([width, height, hue]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      const disc = (radius: number, fill: string) => {
        context.fillStyle = fill;
        context.beginPath();
        context.arc(width / 2, height / 2, radius * height, 0, 7);
        context.fill();
      };
      context.fillStyle = `hsl(${hue} 35% 24%)`;
      context.fillRect(0, 0, width, height);
      disc(0.42, '#f4efe6');
      disc(0.36, '#e4dccb');
      disc(0.28, `hsl(${hue} 75% 48%)`);
      for (let at = 0; at < 40; at += 1) {
        const [turn, out] = [at * 2.4, 0.26 * Math.sqrt(at / 40) * height];
        context.fillStyle = `hsl(${at % 3 === 0 ? 110 : hue + 12} 65% ${38 + (at % 5) * 6}%)`;
        context.beginPath();
        context.arc(width / 2 + out * Math.cos(turn), height / 2 + out * Math.sin(turn), height * 0.022, 0, 7);
        context.fill();
      }
      return canvas.toDataURL('image/jpeg', 0.95);
    },
    [width, height, hue] as const,
  );
  return { name: 'dish.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1] ?? '', 'base64') };
}

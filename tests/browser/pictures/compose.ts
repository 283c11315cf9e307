import type { Browser } from 'playwright-core';

/** A screen in a picture: how it looks, and where its left upper corner lies. */
export interface Placed {
  picture: Buffer;
  look: 'tablet' | 'desk' | 'phone';
  at: readonly [left: number, top: number];
}

const style = `
  body { margin: 0; position: relative; overflow: hidden; background: #efe3d6; }
  img { position: absolute; box-sizing: border-box; border: 7px solid #1d1916; outline: 5px solid #efe3d6; }
  .tablet { width: 680px; border-radius: 18px; }
  .desk { width: 640px; border-radius: 12px; }
  .phone { width: 272px; border-radius: 28px; }
`;

/** One picture of all screens, as they would lie on a table; the later lie on the earlier ones. */
export async function compose(browser: Browser, height: number, screens: readonly Placed[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1280, height } });
  const image = ({ picture, look, at }: Placed) =>
    `<img class="${look}" style="left: ${at[0]}px; top: ${at[1]}px" src="data:image/png;base64,${picture.toString('base64')}">`;
  await page.setContent(`<style>${style}</style>${screens.map(image).join('')}`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

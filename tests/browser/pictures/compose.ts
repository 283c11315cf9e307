import type { Browser } from 'playwright-core';

export interface Screens {
  menu: Buffer;
  cart: Buffer;
  kitchen: Buffer;
  floor: Buffer;
}

const style = `
  body { margin: 0; width: 1280px; height: 770px; position: relative; overflow: hidden; background: #efe3d6; }
  img { position: absolute; box-sizing: border-box; border: 7px solid #1d1916; }
  .tablet { width: 680px; border-radius: 18px; left: 24px; top: 24px; }
  .desk { width: 640px; border-radius: 12px; left: 96px; top: 382px; outline: 5px solid #efe3d6; }
  .phone { width: 272px; border-radius: 28px; outline: 5px solid #efe3d6; }
  .first { left: 692px; top: 24px; }
  .second { left: 984px; top: 88px; }
`;

/** One picture of all screens, as they would lie on a table. */
export async function compose(browser: Browser, screens: Screens): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 770 } });
  const image = (name: keyof Screens, look: string) =>
    `<img class="${look}" src="data:image/png;base64,${screens[name].toString('base64')}">`;
  const images = [image('kitchen', 'tablet'), image('floor', 'desk'), image('menu', 'phone first'), image('cart', 'phone second')];
  await page.setContent(`<style>${style}</style>${images.join('')}`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

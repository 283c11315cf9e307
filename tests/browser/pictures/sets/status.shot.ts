import { status as text } from '$text/en/status';
import { Away } from '../../harness/away';
import { BackOffice } from '../../harness/back-office';
import { aPhoto } from '../../harness/photo';
import { test } from '../../harness/test';
import { out, series } from '../camera';

test('status screen', async ({ office, device }) => {
  const away = new Away(office);
  const { page } = await device('wall', 'desk');
  const more = async (count: number, ready: number) => {
    for (let number = 0; number < count; number += 1) {
      const [, order] = await away.pickup(['Asha', 'Omar Haddad', undefined][number % 3], 'jeera-rice');
      if (number < ready) await office.advance(order, 'preparing', 'ready');
    }
  };
  await series(page, 'status', [
    ['empty', async () => page.goto(await away.screenLink())],
    ['few', () => page.getByRole('button', { name: text.start.tap }).click().then(() => more(7, 3)).then(() => page.waitForTimeout(5_000))],
    ['names', () => away.show({ names: true }).then(() => page.waitForTimeout(3_000))],
    ['sixty', () => more(60, 20).then(() => page.waitForTimeout(5_000))],
  ]);
});

test('status screen, upright', async ({ office, device }) => {
  const away = new Away(office);
  const { page } = await device('wall', 'desk', { viewport: { width: 1080, height: 1920 } });
  await page.goto(await away.screenLink());
  await page.getByRole('region', { name: text.ready, exact: true }).waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: `${out}/status-upright.png` });
});

const BRANDS = [
  { name: 'night', colour: '#1f3a6b', face: 'classic', logo: true },
  { name: 'saffron', colour: '#f2a900', face: 'friendly', logo: false },
  { name: 'leaf', colour: '#1d6b3a', face: 'modern', logo: true },
] as const;

test.for(BRANDS)('status screen in its looks: $name', async ({ name, colour, face, logo }, { stack, office, device }) => {
  const owner = await BackOffice.signIn(stack, 'owner');
  const away = new Away(office);
  const { page } = await device('wall', 'desk', { viewport: { width: 1920, height: 1080 } });
  const photo = await owner.bring((await aPhoto(page, 600, 600, 200)).buffer);
  await owner.look({ colour, face, ...(logo && { logo: photo }) });
  for (let number = 0; number < 5; number += 1) {
    const [, order] = await away.pickup('Asha', 'jeera-rice');
    if (number < 2) await office.advance(order, 'preparing', 'ready');
  }
  await page.goto(await away.screenLink());
  await page.getByRole('button', { name: text.start.tap }).click();
  for (const [what, viewport] of [
    ['wall', { width: 1920, height: 1080 }],
    ['tablet', { width: 1024, height: 768 }],
    ['phone', { width: 390, height: 844 }],
  ] as const) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(800);
      await page.screenshot({ path: `${out}/status-looks-${name}-${what}-${colorScheme}.png` });
    }
  }
  await owner.look({ face: 'plain' });
});

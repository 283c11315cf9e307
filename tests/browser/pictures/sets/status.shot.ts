import { status as text } from '$text/en/status';
import { Away } from '../../harness/away';
import { test } from '../../harness/test';
import { series } from '../camera';

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
  const { out } = await import('../camera');
  await page.screenshot({ path: `${out}/status-upright.png` });
});

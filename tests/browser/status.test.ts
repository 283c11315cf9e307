import type { Page } from 'playwright-core';
import { status as text } from '$text/en/status';
import { Away } from './harness/away';
import { Inspection } from './harness/inspection';
import { AdminScreen } from './harness/office-pages';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const LYING = { viewport: { width: 1920, height: 1080 } };
const UPRIGHT = { viewport: { width: 1080, height: 1920 } };

const half = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });
const tile = (page: Page, title: string, number: number) =>
  half(page, title).getByRole('listitem').filter({ has: page.getByText(String(number), { exact: true }) });

test('a number moves from preparing to ready on a screen beside, live, with a flash and a sound that was allowed', async ({ office, device }) => {
  const away = new Away(office);
  const wall = await device('wall', 'desk', LYING);
  const { page } = wall;
  await page.addInitScript(() => {
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
      Object.assign(window, { tones: ((window as unknown as { tones?: number }).tones ?? 0) + 1 });
      return start.call(this, at);
    };
  });
  const tones = () => page.evaluate(() => (window as unknown as { tones?: number }).tones ?? 0);
  await page.goto(await away.screenLink());
  await half(page, text.preparing).getByText(text.none.preparing).waitFor();
  await page.getByText(text.start.prompt).waitFor();
  await page.getByRole('button', { name: text.start.tap }).click();
  await page.getByText(text.start.prompt).waitFor({ state: 'hidden' });

  const [check, order] = await away.pickup('Omar Haddad');
  const number = check.number ?? 0;
  await tile(page, text.preparing, number).getByText(text.kind.pickup).waitFor();
  const before = await tones();
  await office.advance(order, 'preparing', 'ready');
  const ready = tile(page, text.ready, number);
  await ready.waitFor();
  await tile(page, text.preparing, number).waitFor({ state: 'detached' });
  await expect.poll(() => ready.getAttribute('class')).toContain('called');
  await page.getByRole('status').filter({ hasText: text.called([text.number(text.kind.pickup, number)]) }).waitFor({ state: 'attached' });
  await expect.poll(tones).toBeGreaterThan(before);
  expect(await page.locator('body').textContent(), 'nothing of anybody but the number').not.toContain('Omar');

  await away.show({ names: true });
  await ready.getByText('Omar', { exact: true }).waitFor();
  await away.show({ names: false });
  await office.advance(order, 'served');
  await ready.waitFor({ state: 'detached' });
});

test('a screen says that it is cut off, comes back by itself, and goes dark when its link is taken back', async ({ stack, office, device }) => {
  const away = new Away(office);
  const wall = await device('wall', 'desk', LYING);
  wall.expects({ at: '', says: 'ERR_' }, { at: '', says: 'WebSocket' }, { at: '', says: '401' });
  const { page } = wall;
  await page.goto(await away.screenLink(stack.proxy.url));
  await half(page, text.preparing).waitFor();
  stack.proxy.stop();
  await page.getByText(/^No connection since/).waitFor();
  const [check, order] = await away.pickup();
  await office.advance(order, 'preparing', 'ready');
  stack.proxy.forwardTo(stack.url);
  await tile(page, text.ready, check.number ?? 0).waitFor();
  await page.getByText(/^No connection since/).waitFor({ state: 'hidden' });
  await away.removeLink();
  await page.getByText(text.over.title).waitFor();
  await page.reload();
  await page.getByText(text.over.title).waitFor();
});

test('many numbers are all seen, upright and lying, and read from five metres', async ({ office, device }) => {
  const away = new Away(office);
  for (let number = 0; number < 60; number += 1) {
    const [, order] = await away.pickup(undefined, 'jeera-rice');
    if (number % 3 === 0) await office.advance(order, 'preparing', 'ready');
  }
  const url = await away.screenLink();
  for (const shape of [LYING, UPRIGHT]) {
    const { page } = await device('wall', 'desk', shape);
    await page.goto(url);
    const seen = new Set<string>();
    const numbers = half(page, text.preparing).getByRole('listitem');
    await numbers.first().waitFor();
    const look = async () => {
      for (const one of await numbers.allTextContents()) seen.add(one);
      return seen.size;
    };
    // Pages follow each other every eight seconds.
    await expect.poll(look, { timeout: 30_000, interval: 1_000 }).toBeGreaterThanOrEqual(40);
    const sizes = await page.getByRole('listitem').evaluateAll((all) =>
      all.map((one) => {
        const room = one.closest('.room')?.getBoundingClientRect();
        const box = one.getBoundingClientRect();
        const inside = room !== undefined && box.bottom <= room.bottom + 1 && box.right <= room.right + 1;
        return { inside, type: Number.parseFloat(getComputedStyle(one).fontSize), fits: one.scrollWidth <= one.clientWidth + 1 };
      }),
    );
    expect(sizes.length).toBeGreaterThan(20);
    expect(sizes.filter(({ inside, fits }) => !inside || !fits)).toEqual([]);
    // 72 px of type are digits of 52 px on 1080 of height: 25 mm on a screen of 43 inches.
    expect(Math.min(...sizes.map(({ type }) => type))).toBeGreaterThanOrEqual(72);
  }
});

test('the status screen can be used by everybody', async ({ stack, office, device }) => {
  const away = new Away(office);
  const { page } = await device('wall', 'phone', STILL);
  const inspected = new Inspection(page, 48, { enhancedContrast: true });
  await page.goto(`${stack.url}/status`);
  await page.getByText(text.noLink.title).waitFor();
  await inspected.look('no link');
  await page.goto(await away.screenLink());
  await half(page, text.ready).waitFor();
  await inspected.look('numbers');
  await page.getByRole('button', { name: text.start.tap }).press('Enter');
  await page.getByText(text.start.prompt).waitFor({ state: 'hidden' });
  const [, order] = await away.pickup('Asha');
  await office.advance(order, 'preparing', 'ready');
  await page.locator('.called').waitFor();
  await inspected.look('called');
  expect(inspected.problems).toEqual([]);
});

test('a manager makes the link, says what is shown, and takes the link back', async ({ stack, device }) => {
  const { page } = await AdminScreen.start(await device('admin', 'phone', STILL), stack);
  const card = page.getByRole('region', { name: text.manage.title, exact: true });
  const inspected = new Inspection(page, 48);
  // Other tests of this file have made links.
  const again = card.getByRole('button', { name: text.manage.remove });
  await again.or(card.getByRole('button', { name: text.manage.make })).first().waitFor();
  if (await again.isVisible()) {
    await again.click();
    await card.getByRole('group', { name: text.manage.remove }).getByRole('button', { name: text.manage.remove }).click();
  }
  await card.getByRole('button', { name: text.manage.make }).click();
  await card.getByText(text.manage.made).waitFor();
  const link = (await card.locator('.url').textContent()) ?? '';
  await card.getByRole('switch', { name: text.manage.names }).check();
  await page.getByText(text.manage.saved, { exact: true }).first().waitFor();
  await inspected.look('a link');
  const wall = await device('wall', 'desk', LYING);
  wall.expects({ at: '', says: '401' });
  await wall.page.goto(new URL(link).hash ? `${stack.url}/status${new URL(link).hash}` : link);
  await half(wall.page, text.ready).waitFor();
  await card.getByRole('button', { name: text.manage.remove }).click();
  await inspected.look('taking it back');
  await card.getByRole('group', { name: text.manage.remove }).getByRole('button', { name: text.manage.remove }).click();
  await wall.page.getByText(text.over.title).waitFor();
  await card.getByText(text.manage.noLink).waitFor();
  expect(inspected.problems).toEqual([]);
});

import type { Locator, Page } from 'playwright-core';
import { guest as text } from '$text/en/guest';
import { BackOffice } from '../harness/back-office';
import { Guest } from '../harness/guest';
import { Publisher } from '../harness/publisher';
import type { Stack } from '../harness/stack';
import type { MakeDevice } from '../harness/test';
import { DevTools } from './devtools';
import { lengthen } from './long-menu';
import { SHORTEST_TAP_MS, takeSheets, takeTaps, watchPaints, watchSheets } from './paints';
import { ms, percentile, type Section } from './report';

const INP_MS = 100;
const ROUNDS = 20;
/** Dishes of the menus that are searched. */
const DISHES = 500;
const VERY_MANY_DISHES = 1_500;
const LETTERS = 12;

/** A guest's taps at a table, and the first letter of a search in a long menu, on a phone four times slower. */
export async function guestTaps(section: Section, stack: Stack, device: MakeDevice): Promise<void> {
  const { taps, sheets } = await tapAbout(stack, device);
  const publisher = Publisher.of(stack);
  const searched = (dishes: number) =>
    publisher.during((menu) => lengthen(menu, dishes), () => searchLong(stack, device, dishes));
  const few = await searched(DISHES);
  const many = await searched(VERY_MANY_DISHES);
  const held = (name: string, values: readonly number[], share: number) => {
    const value = percentile(values, share);
    section.held(name, `<= ${ms(INP_MS)}`, ms(value), value <= INP_MS);
  };
  held('guest page: tap to paint, CPU 4x slower, p98 (INP)', [...taps.values()].flat(), 0.98);
  section.reported(
    'guest page: tap to the whole sheet on the screen, CPU 4x slower, p50 / p98',
    `${percentile(sheets, 0.5).toFixed(0)} / ${ms(percentile(sheets, 0.98))}`,
  );
  for (const [dishes, letters] of [[DISHES, few], [VERY_MANY_DISHES, many]] as const) {
    held(`guest page: first letter of a search in ${dishes} dishes to paint, CPU 4x slower, p50`, letters, 0.5);
    section.reported(`guest page: the same, the first of all searches, ${dishes} dishes`, ms(letters[0] ?? 0));
  }
  section.text.push(
    `**Guest page, by touch.** A phone of 390 x 844 whose processor is slowed 4 times, at a table: ${ROUNDS} times a dish is added, ` +
      'another is looked at, the cart is opened and closed. The last figures are the first letter that is typed into the ' +
      `search of menus of ${DISHES} and of ${VERY_MANY_DISHES} dishes, ${LETTERS} times each. All are what the event timing of the browser says, as INP ` +
      `counts; what takes less than ${SHORTEST_TAP_MS} ms counts as ${SHORTEST_TAP_MS}. The next paint shows that the tap was ` +
      'felt; a sheet comes with one after it, so that is told on its own: from the tap to the frame after the one that shows it.',
  );
  const row = (what: string, values: readonly number[]) => [
    what, String(values.length), ...[0.5, 0.98, 1].map((share) => percentile(values, share).toFixed(0)),
  ];
  section.table('Guest page: to the next paint, in ms, CPU 4x slower', ['what', 'count', 'p50', 'p98', 'most'], [
    ...[...taps].map(([what, values]) => row(what, values)),
    row('the whole sheet on the screen', sheets),
    row(`first letter, ${DISHES} dishes`, few),
    row(`first letter, ${VERY_MANY_DISHES} dishes`, many),
  ]);
}

/** How long the interactions of one act took; at least one value. */
async function timed(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  await takeTaps(page);
  await act();
  // Event timing is reported with the frame after the one that was painted.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))));
  const taken = await takeTaps(page);
  return taken.length > 0 ? taken : [SHORTEST_TAP_MS];
}

/**
 * Where a finger would come down. It is looked up before the tap: to find an element, and to watch that a
 * click hits it, takes the driver's own scripts in the page up to a tenth of a second, at CPU 4x.
 */
async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error('what is to be tapped is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How long each kind of tap took, and how long it was until a sheet was there. */
async function tapAbout(stack: Stack, device: MakeDevice): Promise<{ taps: Map<string, number[]>; sheets: number[] }> {
  const office = await BackOffice.signIn(stack);
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const phone = await device('phone', 'phone');
  await watchPaints(phone.page);
  await watchSheets(phone.page);
  const guest = new Guest(phone, stack.url, 'Asha');
  await guest.sitDown(table, pin);
  await phone.page.waitForLoadState('networkidle');
  await (await DevTools.of(phone.page)).slowCpu(4);
  const taps = new Map<string, number[]>();
  const tap = async (what: string, target: Locator) => {
    const { x, y } = await middleOf(target);
    const took = await timed(phone.page, () => phone.page.touchscreen.tap(x, y));
    taps.set(what, [...(taps.get(what) ?? []), ...took]);
  };
  await guest.add('Vada Pav');
  await takeSheets(phone.page);
  const more = guest.page.getByRole('button', { name: /^One more of Vada Pav/ }).first();
  for (let round = 0; round < ROUNDS; round += 1) {
    await tap('one more of a dish', more);
    await tap("a dish's sheet", guest.button(new RegExp(`^${text.menu.chooseNamed('Paneer Tikka')}`)).first());
    await guest.dialog().waitFor();
    await guest.closeSheet();
    await tap('the cart', guest.cartButton);
    await guest.cart.waitFor();
    await guest.closeSheet();
  }
  const sheets = await takeSheets(phone.page);
  await phone.context.close();
  return { taps, sheets };
}

async function searchLong(stack: Stack, device: MakeDevice, dishes: number): Promise<number[]> {
  const phone = await device('searcher', 'phone');
  const { page } = phone;
  await watchPaints(page);
  await new Guest(phone, stack.url, 'Asha').scan(stack.freeTable());
  const drawn = (all: number) => document.querySelectorAll('main li h3').length >= all;
  await page.waitForFunction(drawn, dishes, { timeout: 300_000 });
  await page.waitForLoadState('networkidle');
  await (await DevTools.of(page)).slowCpu(4);
  const field = page.getByRole('searchbox');
  const values: number[] = [];
  for (let at = 0; at < LETTERS; at += 1) {
    await field.focus();
    values.push(Math.max(...(await timed(page, () => page.keyboard.press('p')))));
    await field.fill('');
  }
  await phone.context.close();
  return values;
}

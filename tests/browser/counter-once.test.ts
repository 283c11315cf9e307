import type { Day } from '$api/types';
import { till } from '$text/en/till';
import { exact } from './harness/day-report';
import { lost } from './harness/lost';
import { CounterScreen } from './harness/counter';
import { counting, entering, figureOf, movesOf, openDay } from './harness/till';
import { expect, test } from './harness/test';
import { Writes } from './harness/writes';

const STILL = { reducedMotion: 'reduce' } as const;
const NO_ANSWER = { at: '/api/v1/', says: 'ERR_' };
const [bank = ''] = till.moves.quickIn;
const groceries = till.moves.quickOut[2] ?? '';

test('cash whose answer got lost is entered once, also when the page was loaded anew, and the page tells how it is', async ({ stack, office, device }) => {
  const phone = await device('counter', 'phone', STILL);
  phone.expects(NO_ANSWER);
  const counter = await CounterScreen.start(phone, stack);
  const { page } = counter;
  await openDay(counter);

  // Behind the sheet it is there already; a second tap says so.
  const save = await entering(counter, till.moves.takeOut, '40', groceries);
  const out = await lost(page, '/day/cash', 'POST');
  await save.click();
  await page.getByText(till.moves.noAnswer).first().waitFor();
  await figureOf(page, till.cash.out).getByText(exact(-4_000)).waitFor({ state: 'attached' });
  expect(await out.found()).toBe(1);
  await save.click();
  await counter.dialog().waitFor({ state: 'hidden' });
  expect(await movesOf(office)).toEqual([['cash_out', 4_000]]);

  // Somebody who does not trust it loads the page, and enters the same again.
  const put = await lost(page, '/day/cash', 'POST');
  await (await entering(counter, till.moves.putIn, '500', bank)).click();
  await page.getByText(till.moves.noAnswer).first().waitFor();
  expect(await put.found()).toBe(1);
  await page.reload();
  await counter.live();
  await openDay(counter);
  await figureOf(page, till.cash.in).getByText(exact(50_000)).waitFor();
  await (await entering(counter, till.moves.putIn, '500', bank)).click();
  await counter.dialog().waitFor({ state: 'hidden' });
  expect(await movesOf(office)).toEqual([['cash_out', 4_000], ['cash_in', 50_000]]);
  // What was answered is another wish the next time.
  await (await entering(counter, till.moves.putIn, '500', bank)).click();
  await counter.dialog().waitFor({ state: 'hidden' });
  await figureOf(page, till.cash.in).getByText(exact(100_000)).waitFor();
  expect(await movesOf(office)).toHaveLength(3);

  const float = await lost(page, '/day/open', 'POST');
  await (await entering(counter, till.moves.setFloat, '1000')).click();
  await page.getByText(till.moves.noAnswer).first().waitFor();
  expect(await float.found()).toBe(1);
  await page.reload();
  await counter.live();
  await openDay(counter);
  await figureOf(page, till.cash.float).getByText(exact(100_000)).waitFor();
  expect(await counter.button(till.moves.setFloat).count()).toBe(0);
});

test('two taps enter cash once, and close a day once although no answer came', async ({ stack, office, device }) => {
  const phone = await device('counter', 'phone', STILL);
  phone.expects(NO_ANSWER);
  const counter = await CounterScreen.start(phone, stack);
  const { page } = counter;
  await openDay(counter);
  const before = await movesOf(office);
  const writes = await Writes.of(page);
  const enter = async (button: string, rupees: string, reason: string) => writes.ofTwoTaps(page, await entering(counter, button, rupees, reason));
  expect(await enter(till.moves.putIn, '200', bank)).toEqual(['POST day/cash']);
  expect(await enter(till.moves.takeOut, '60', groceries)).toEqual(['POST day/cash']);
  expect((await movesOf(office)).slice(before.length)).toEqual([['cash_in', 20_000], ['cash_out', 6_000]]);

  const { drawer } = await office.read<Day>('day');
  const close = await counting(counter, String(drawer.expected.minor / 100));
  const gone = await lost(page, '/day/close', 'POST');
  await close.click();
  await close.click({ timeout: 2_000 }).catch(() => {});
  // It is closed, as the page finds by itself.
  await figureOf(page, till.cash.difference).getByText(till.cash.right).waitFor();
  await counter.dialog().waitFor({ state: 'hidden' });
  // A second tap that comes before that is the same try.
  expect(await gone.found()).toBeGreaterThan(0);
  expect(await counter.button(till.close.button).count()).toBe(0);
  const day = await office.read<Day>('day');
  expect([day.status, day.closed?.difference.minor]).toEqual(['closed', 0]);
  await page.reload();
  await counter.live();
  await openDay(counter);
  await figureOf(page, till.cash.difference).getByText(till.cash.right).waitFor();
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'playwright-core';
import { kitchen as text } from '$text/en/kitchen';
import { KitchenTablet } from '../harness/staff';
import type { Stack } from '../harness/stack';
import type { MakeDevice } from '../harness/test';
import { type Lane, seat } from './crew';
import { type Alive, DevTools } from './devtools';
import { count, median, type Section } from './report';

const ORDERS = 2_000;
/** Between two looks at what is alive. */
const WAVE = 200;
const LANES = 10;
const GROWTH = 1.1;
/** The page drops what was served when two confirming boards in a row leave it out; the first may be older. */
const BOARDS = 3;
/** So far its clock is stepped on, and so long it then gets for its own requests. */
const STEP_MS = 3_000;
const REST_MS = 40;
/** Three confirming boards come within three minutes and a half. */
const STEPS = 80;

interface Sample extends Alive {
  orders: number;
  seconds: number;
}

/** A long shift: orders come, are cooked and leave, and the page must not grow. */
export async function kitchenShift(section: Section, stack: Stack, device: MakeDevice): Promise<void> {
  const lanes = await seat(stack, LANES);
  const tablet = await device('kitchen', 'tablet');
  // Its timers can be stepped on; they run by themselves too.
  await tablet.page.clock.install();
  const kitchen = await KitchenTablet.start(tablet, stack);
  const { page } = kitchen;
  await page.getByRole('button', { name: text.shift.start }).click();
  await page.getByRole('button', { name: text.shift.understood }).click({ timeout: 2_000 }).catch(() => {});
  const tools = await DevTools.of(page);
  const samples: Sample[] = [];
  const began = Date.now();
  for (const lane of lanes) await fill(lane);
  for (let orders = WAVE; orders <= ORDERS; orders += WAVE) {
    await Promise.all(lanes.map((lane) => cook(lane, WAVE / LANES)));
    const seconds = (Date.now() - began) / 1_000;
    await settle(kitchen, lanes);
    samples.push({ orders, seconds, ...(await tools.alive()) });
  }
  report(section, samples);
}

/** What each lane has open whenever it is looked: one order to accept, one that cooks. */
async function fill(lane: Lane): Promise<void> {
  await lane.order('accepted', 'preparing');
  await lane.order();
}

/** With each order that comes the oldest one leaves, and the next one is begun. */
async function cook(lane: Lane, orders: number): Promise<void> {
  for (let at = 0; at < orders; at += 1) {
    await lane.serve('ready');
    const [next] = lane.open;
    if (next) await lane.advance(next, 'accepted', 'preparing');
    await lane.order();
  }
}

/** Until the page shows what is open and nothing else, and has forgotten what was served. */
async function settle({ page }: KitchenTablet, lanes: readonly Lane[]): Promise<void> {
  const open = lanes.flatMap((lane) => lane.open.map(({ number }) => number)).sort((a, b) => a - b);
  let boards = 0;
  const note = (response: Response) => (boards += /\/branches\/[^/]+\/kitchen$/.test(response.url()) ? 1 : 0);
  page.on('response', note);
  for (let steps = 0; boards < BOARDS; steps += 1) {
    if (steps === STEPS) throw new Error(`only ${boards} boards were fetched`);
    await page.clock.fastForward(STEP_MS);
    await sleep(REST_MS);
  }
  page.off('response', note);
  await page.waitForFunction((wanted) => {
    const shown = [...document.querySelectorAll('article')].map(({ ariaLabel }) => Number(/\d+/.exec(ariaLabel ?? '')?.[0]));
    return shown.sort((a, b) => a - b).join() === wanted;
  }, open.join());
}

function report(section: Section, samples: readonly Sample[]): void {
  const [, ...measured] = samples;
  const quarter = Math.round(measured.length / 4);
  const growth = (of: (sample: Sample) => number) =>
    median(measured.slice(-quarter).map(of)) / median(measured.slice(0, quarter).map(of));
  const heap = growth(({ heap }) => heap);
  const nodes = new Set(measured.map((sample) => sample.nodes));
  const listeners = new Set(measured.map((sample) => sample.listeners));
  const range = (values: Set<number>) => [...new Set([Math.min(...values), Math.max(...values)])].map(count).join(' to ');
  const shift = `kitchen page over ${count(ORDERS)} orders`;
  section.held(`${shift}: heap, last quarter to first`, `<= ${GROWTH.toFixed(2)}`, heap.toFixed(3), heap <= GROWTH);
  section.held(`${shift}: DOM nodes on an equally full board`, 'equal', range(nodes), nodes.size === 1);
  section.held(`${shift}: listeners on an equally full board`, 'equal', range(listeners), listeners.size === 1);
  const last = samples.at(-1);
  if (last) section.reported(`${shift}: orders a second`, (last.orders / last.seconds).toFixed(1));
  section.text.push(
    `**Kitchen page over a long shift.** ${2 * LANES} tables by turns order ${count(ORDERS)} times through the API, three dishes each, ` +
      'while a tablet with a started shift shows them; every order is accepted, begun, made ready and served, and each ' +
      `step reaches the page as an event. After each ${WAVE} orders the board is equally full (${2 * LANES} orders, half ` +
      'of them cooking); the page\'s clock is stepped on by some two minutes, so that its confirming boards drop what was ' +
      'served, its garbage is collected, and what is alive is counted. The first look is the warm-up and not ' +
      'among the quarters.',
  );
  section.table(
    'Kitchen page: what is alive after each 200 orders',
    ['orders', 'after s', 'heap, KB', 'DOM nodes', 'listeners'],
    samples.map((one) => [
      ...[count(one.orders), one.seconds.toFixed(0), count(one.heap / 1024)],
      ...[count(one.nodes), count(one.listeners)],
    ]),
  );
}

import { KitchenTablet } from '../harness/staff';
import type { Stack } from '../harness/stack';
import type { MakeDevice } from '../harness/test';
import { kitchen as text } from '$text/en/kitchen';
import { type Lane, seat, type Ticket } from './crew';
import { DevTools } from './devtools';
import { SHORTEST_TAP_MS, takeTaps, takeUpdates, watchPaints } from './paints';
import { percentile, type Section } from './report';

const LANES = 6;
const TICKETS = 60;
const TAPS = 30;
const SPEEDS = [1, 4];

/** A full board: how long a change takes to be on it, and a tap to be seen. */
export async function kitchenUpdates(section: Section, stack: Stack, device: MakeDevice): Promise<void> {
  const lanes = await seat(stack, LANES);
  const tablet = await device('kitchen', 'tablet');
  await watchPaints(tablet.page);
  const kitchen = await KitchenTablet.start(tablet, stack);
  const tools = await DevTools.of(tablet.page);
  await Promise.all(lanes.map((lane) => cook(lane, TICKETS / LANES)));
  const allCook = (all: number) => document.querySelectorAll('article[data-stage="preparing"]').length === all;
  await kitchen.page.waitForFunction(allCook, TICKETS, { timeout: 300_000 });
  await takeUpdates(kitchen.page);

  const rows: string[][] = [];
  for (const speed of SPEEDS) {
    await tools.slowCpu(speed);
    const updates = await moveAll(lanes, kitchen);
    const taps = await tapSome(lanes, kitchen);
    const where = `kitchen page, ${TICKETS} tickets, CPU ${speed === 1 ? 'as it is' : `${speed}x slower`}`;
    const row = (what: string, values: number[]) => {
      const [half, most] = [percentile(values, 0.5), percentile(values, 0.99)].map((value) => value.toFixed(0));
      section.reported(`${where}: ${what}, p50 / p99`, `${half} / ${most} ms`);
      const worst = Math.max(...values).toFixed(0);
      rows.push([`CPU ${speed}x`, what, String(values.length), `${half}`, `${most}`, worst]);
    };
    row('update to paint', updates);
    row('tap to paint', taps);
  }
  await tools.slowCpu(1);
  for (const lane of lanes) while (lane.open.length > 0) await lane.serve('ready');

  section.text.push(
    `**Kitchen page under load.** A tablet of 1280 x 800 that shows the whole kitchen, with ${TICKETS} open tickets of ` +
      'three dishes. An update begins when the message arrives at the WebSocket and ends in the frame after the one in ' +
      'which the ticket stands in its new column, so that frames of 16.7 ms are the grain. A tap is what the event ' +
      `timing of the browser says of an interaction (as INP counts): from the finger to the next paint; it leaves out ` +
      `what takes less than ${SHORTEST_TAP_MS} ms, which counts as ${SHORTEST_TAP_MS} here.`,
  );
  section.table('Kitchen page: to the next paint, in ms', ['processor', 'what', 'count', 'p50', 'p99', 'most'], rows);
}

async function cook(lane: Lane, orders: number): Promise<void> {
  for (let at = 0; at < orders; at += 1) await lane.order('accepted', 'preparing');
}

/** Every order goes to the pass and back, one at a time. */
async function moveAll(lanes: readonly Lane[], kitchen: KitchenTablet): Promise<number[]> {
  await takeUpdates(kitchen.page);
  for (const lane of lanes) {
    for (const ticket of lane.open) {
      for (const status of ['ready', 'preparing'] as const) {
        await lane.advance(ticket, status);
        await kitchen.ticket(ticket.number, status).waitFor();
      }
    }
  }
  return takeUpdates(kitchen.page);
}

/** The cook bumps tickets to the pass and takes them back. */
async function tapSome(lanes: readonly Lane[], kitchen: KitchenTablet): Promise<number[]> {
  await takeTaps(kitchen.page);
  const tickets = lanes.flatMap(({ open }) => open).slice(0, TAPS / 2);
  for (const { number } of tickets) await bump(kitchen, number, new RegExp(`^${text.action.ready}: `), 'ready');
  for (const { number } of tickets) await bump(kitchen, number, text.back(number), 'preparing');
  await takeUpdates(kitchen.page);
  const taps = await takeTaps(kitchen.page);
  return [...taps, ...Array<number>(Math.max(0, TAPS - taps.length)).fill(SHORTEST_TAP_MS)];
}

async function bump(kitchen: KitchenTablet, number: Ticket['number'], name: string | RegExp, to: 'ready' | 'preparing') {
  await kitchen.ticket(number).getByRole('button', { name }).tap();
  await kitchen.ticket(number, to).waitFor();
}

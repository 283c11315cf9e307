import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { stock as text } from '$lib/text/stock';
import OrderingPanel from './OrderingPanel.svelte';
import { isLimited, stateOf, StockState, whyNot } from './stock-state.svelte';
import StockSheet from './StockSheet.svelte';
import { aDish, someStock, StockServer } from './testing';

const dal = aDish('dal', 'Dal Makhani', { station: 'tandoor' });
const naan = aDish('naan', 'Naan');
const kulfi = aDish('kulfi', 'Kulfi', { available: false });

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

async function loaded(server: StockServer): Promise<StockState> {
  const stock = new StockState(server.api, 'b');
  await stock.look();
  return stock;
}

/** Answers are in, and the page shows them. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await tick();
  flushSync();
}

const button = (name: string) => {
  const all = [...document.querySelectorAll<HTMLButtonElement>('button')];
  return all.find((one) => (one.getAttribute('aria-label') ?? one.textContent?.trim()) === name);
};
const names = () => [...document.querySelectorAll('section:last-of-type .name')].map((one) => one.textContent?.trim());

async function open(server: StockServer, station: string | null = null): Promise<StockState> {
  const stock = await loaded(server);
  mounted = mount(StockSheet, { target: document.body, props: { open: true, stock, station, onclose: () => {} } });
  await settle();
  return stock;
}

describe('what is to be had', () => {
  it('is said in a word', () => {
    expect([dal, kulfi, { ...dal, count: 3 }].map(stateOf)).toEqual(['', text.soldOut, text.left(3)]);
    expect(stateOf({ ...kulfi, until: '2026-11-29T12:30:00Z' })).toMatch(/^Sold out until /);
    expect([dal, kulfi, { ...dal, count: 3 }].map(isLimited)).toEqual([false, true, true]);
  });

  it('is marked by one tap in the sheet, and is back by another', async () => {
    const server = new StockServer(someStock([dal, naan, kulfi]));
    const stock = await open(server);
    expect(stock.soldOut).toBe(1);
    button(text.markNamed('Dal Makhani'))?.click();
    await settle();
    expect(server.said).toEqual([{ call: 'PUT stock/dal', body: { available: false } }]);
    expect(stock.soldOut).toBe(2);
    button(text.backNamed('Dal Makhani'))?.click();
    await settle();
    expect(server.said.at(-1)).toEqual({ call: 'PUT stock/dal', body: { available: true } });
  });

  it('ends in an hour, with the day, or with so many pieces', async () => {
    const server = new StockServer(someStock([dal]));
    await open(server);
    const choose = async (choice: string) => {
      if (!button(choice)) button(text.more('Dal Makhani'))?.click();
      await settle();
      button(choice)?.click();
      await settle();
      return server.said.at(-1)?.body as { available: boolean; until?: string; count?: number };
    };
    const hour = await choose(text.hour);
    const ahead = Date.parse(hour.until ?? '') - Date.parse('2026-11-29T11:00:00Z');
    expect([hour.available, ahead >= 0 && ahead < 60_000]).toEqual([false, true]);
    expect(await choose(text.tomorrow)).toEqual({ available: false, until: '2026-11-29T22:30:00Z' });
    expect(await choose(text.countTo(5))).toEqual({ available: true, count: 5 });
  });

  it('is found by its name, the own station first', async () => {
    await open(new StockServer(someStock([naan, kulfi, dal])), 'tandoor');
    expect(names()).toEqual(['Dal Makhani', 'Naan', expect.stringMatching(/^Kulfi/)]);
    const search = document.querySelector<HTMLInputElement>('input[type=search]');
    if (!search) throw new Error('no search');
    search.value = 'kul';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    expect(names()).toEqual([expect.stringMatching(/^Kulfi/)]);
  });

  it('stays as it was when it is refused', async () => {
    const server = new StockServer(someStock([dal]));
    const stock = await open(server);
    server.refusal = Response.json({ code: 'forbidden' }, { status: 403 });
    button(text.markNamed('Dal Makhani'))?.click();
    await settle();
    expect([stock.soldOut, stock.busy('dal')]).toEqual([0, false]);
  });

  it('an older answer does not replace a newer one', async () => {
    const server = new StockServer(someStock([dal], { version: 7 }));
    const stock = await loaded(server);
    server.stock = someStock([kulfi], { version: 6 });
    await stock.look();
    expect(stock.soldOut).toBe(0);
  });
});

describe('ordering', () => {
  it.each([
    ['2026-11-20T13:30:00Z', '7:00 PM'],
    ['2026-11-21T06:30:00Z', 'tomorrow at 12:00 PM'],
    ['2026-11-23T06:30:00Z', 'Monday at 12:00 PM'],
  ])('that is paused until %s goes on: %s', (until, when) => {
    const said = whyNot({ open: false, until }, Date.parse('2026-11-20T12:00:00Z'), 'Asia/Kolkata');
    expect(said.replace(/\s/g, ' ')).toBe(text.ordering.closedUntil(when));
  });

  it('rests with a word and an end, and goes on by one tap', async () => {
    const server = new StockServer(someStock([dal]));
    const stock = await loaded(server);
    mounted = mount(OrderingPanel, { target: document.body, props: { stock } });
    await settle();
    const words = text.ordering;
    button(words.pause)?.click();
    await settle();
    button(words.quick[0] ?? '')?.click();
    button(words.minutes(20))?.click();
    await settle();
    document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    expect(server.said).toEqual([{ call: 'PUT ordering', body: { open: false, word: words.quick[0], until: expect.any(String) } }]);
    expect(document.body.textContent).toContain(words.told(words.quick[0] ?? ''));
    button(words.resume)?.click();
    await settle();
    expect(server.said.at(-1)?.body).toEqual({ open: true });
    expect(stock.ordering?.open).toBe(true);
  });
});

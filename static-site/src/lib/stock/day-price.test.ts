import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { dayPrice as text } from '$lib/text/day-price';
import DayPrice from './DayPrice.svelte';
import { StockState } from './stock-state.svelte';
import { aDish, someStock, StockServer } from './testing';

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await tick();
  flushSync();
}

it('is said by two taps, and says nothing of how much there is', async () => {
  const fish = aDish('fish', 'Fish', { market: true, count: 3 });
  const server = new StockServer(someStock([fish]));
  const stock = new StockState(server.api, 'b');
  await stock.look();
  mounted = mount(DayPrice, { target: document.body, props: { stock, item: fish } });
  document.querySelector('button')?.click();
  await settle();
  const input = document.querySelector('input');
  const form = document.querySelector('form');
  if (!input || !form) throw new Error('no field');
  const type = async (typed: string) => {
    input.value = typed;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    form.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  await type('much');
  expect(document.body.textContent).toContain(text.wrong);
  expect(server.said).toEqual([]);
  await type('450.50');
  expect(server.said).toEqual([
    { call: 'PUT stock/fish', body: { price: { minor: 45050, currency: 'INR' } } },
  ]);
  expect(stock.item('fish')?.count).toBe(3);
});

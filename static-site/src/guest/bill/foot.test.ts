import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import { added, type Foot as Below, included, taxName, toPay } from '$lib/foot';
import { seat as text } from '$lib/text/seat';
import Foot from './Foot.svelte';

const inr = (minor: number) => ({ minor, currency: 'INR' });
const half = (name: string, more: boolean, amount: number) => ({ name, rate_bp: 250, included: more, taxable: inr(8_500), amount: inr(amount) });
const onTop: Below = { total: inr(8_500), taxes: [half('CGST', false, 213), half('SGST', false, 213)], round_off: inr(-26), to_pay: inr(8_900) };
const within: Below = { total: inr(8_500), taxes: [half('CGST', true, 202), half('SGST', true, 202)], to_pay: inr(8_500) };

let mounted: ReturnType<typeof mount> | undefined;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
});

function rows(of: Below, more = {}): string[] {
  mounted = mount(Foot, { target: document.body, props: { of, ...more } });
  flushSync();
  return [...document.querySelectorAll('dl > div, p')].map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '');
}

it('knows what is on top from what is within', () => {
  expect([added(onTop).length, included(onTop).length]).toEqual([2, 0]);
  expect([added(within).length, included(within).length]).toEqual([0, 2]);
  expect(taxName({ name: 'VAT', rate_bp: 1_950 })).toBe('VAT 19.5%');
  expect(toPay(onTop)).toEqual(inr(8_900));
  expect(toPay({ total: inr(5) })).toEqual(inr(5));
});

it('has a row for each tax that is added, and for rounding', () => {
  expect(rows(onTop)).toEqual([
    `${text.cart.subtotal} ₹85.00`,
    'CGST 2.5% ₹2.13',
    'SGST 2.5% ₹2.13',
    `${text.cart.rounding} -₹0.26`,
    `${text.cart.toPay} ₹89.00`,
  ]);
});

it('says what of the sum is tax where prices hold it', () => {
  expect(rows(within, { label: 'All' })).toEqual(['All ₹85.00', text.cart.included('CGST 2.5% ₹2.02 + SGST 2.5% ₹2.02')]);
});

it('shows no amount that the server has not reckoned', () => {
  expect(rows(onTop, { sum: inr(17_000) })).toEqual([
    `${text.cart.subtotal} ₹170.00`,
    'CGST 2.5% …',
    'SGST 2.5% …',
    `${text.cart.rounding} …`,
    `${text.cart.toPay} …`,
  ]);
});

it('is one row where nothing is taxed', () => {
  expect(rows({ total: inr(8_500), to_pay: inr(8_500) }, { label: 'All' })).toEqual(['All ₹85']);
});

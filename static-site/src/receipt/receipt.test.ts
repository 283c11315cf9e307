import { flushSync, mount, tick, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import type { Receipt } from '$api/types';
import { receipt as text } from '$lib/text/receipt';
import ReceiptView from './ReceiptView.svelte';

const inr = (minor: number) => ({ minor, currency: 'INR' });

const paid: Receipt = {
  kind: 'tax_invoice',
  number: 'LR-26-27/12',
  version: 1,
  status: 'paid',
  issued_at: '2026-11-30T15:35:00Z',
  time_zone: 'Asia/Kolkata',
  seller: {
    brand: 'Saffron Lane',
    branch: 'Lake Road',
    legal_name: 'Saffron Foods LLP',
    address: '12 Lake Road\nKolkata 700029',
    registrations: [{ name: 'GSTIN', number: '29ABCDE1234F1ZW' }],
    footer: 'Come again!',
  },
  recipient: { name: 'Acme Travels', registration: { name: 'GSTIN', number: '27AAPFU0939F1ZV' } },
  place: { kind: 'table', name: 'Window 4' },
  currency: 'INR',
  currency_digits: 2,
  lines: [{ name: 'Paneer tikka', quantity: 2, unit_price: inr(32_000), discount: inr(6_000), total: inr(58_000) }, { discount: inr(0), total: inr(1_000) }],
  prices_include_tax: false,
  taxes: [{ name: 'CGST', rate_bp: 250, taxable: inr(59_000), amount: inr(1_475) }],
  subtotal: inr(65_000),
  discount: inr(6_000),
  service_charge: inr(0),
  round_off: inr(-25),
  total: inr(60_450),
  paid: inr(60_450),
  due: inr(0),
  refunded: inr(0),
  payments: [{ method: 'upi', amount: inr(60_450), at: '2026-11-30T15:39:00Z' }],
  refunds: [],
  looks: { face: 'plain', version: 0 },
  expires_at: '2026-12-30T15:35:00Z',
};

let mounted: Record<string, unknown> | null = null;
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

/** Opens the page by a link; what is given back is what the server was asked, and with which token. */
async function open(answer: () => Response, token = 'token'): Promise<string[]> {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(`${new URL(request.url).pathname} ${request.headers.get('authorization')}`);
    return answer();
  });
  mounted = mount(ReceiptView, { target: document.body, props: { token } });
  await vi.waitFor(() => {
    flushSync();
    if (document.querySelector('article, h2') === null) throw new Error('not yet');
  });
  await tick();
  return asked;
}

const ours = (body: unknown, status = 200) => Response.json(body, { status, headers: { 'apigw-requestid': 'one' } });
const shown = () => (document.body.textContent ?? '').replace(/\s+/g, ' ');

it('all of an invoice is shown, and the token goes in a header', async () => {
  expect(await open(() => ours(paid))).toEqual(['/api/v1/receipt Bearer token']);
  for (const said of ['Saffron Lane', 'Saffron Foods LLP', 'Kolkata 700029', 'GSTIN 29ABCDE1234F1ZW', 'Acme Travels', '27AAPFU0939F1ZV', 'Window 4', 'Paneer tikka', '₹320.00', '₹580.00', text.share, 'CGST 2.5%', '₹14.75', '₹604.50', 'UPI', 'Come again!']) {
    expect(shown()).toContain(said);
  }
  // By the restaurant's clock, wherever the phone is.
  expect(shown()).toMatch(/9:05/);
  expect(document.querySelector('[role=note]')).toBeNull();
  expect(document.title).toContain('LR-26-27/12');
});

it('a bill that is not as it was says so in large words', async () => {
  for (const status of ['stale', 'replaced', 'void', 'refunded'] as const) {
    await open(() => ours({ ...paid, status }));
    expect(document.querySelector('[role=note] strong')?.textContent).toBe(text.stamp[status].title);
    if (mounted) await unmount(mounted);
    document.body.replaceChildren();
  }
  mounted = null;
});

it('a link that opens nothing says so, without asking where there is no token', async () => {
  await open(() => ours({ code: 'unauthenticated' }, 401));
  expect(shown()).toContain(text.over.title);
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
  expect(await open(() => ours(paid), '')).toEqual([]);
  expect(shown()).toContain(text.over.title);
});

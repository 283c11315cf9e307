import { guest as text } from '$text/en/guest';
import { seat } from '$text/en/seat';
import { Guest, SEND } from '../../harness/guest';
import { test } from '../../harness/test';
import { series } from '../camera';

const inr = (minor: number) => ({ minor, currency: 'INR' });

for (const [how, include] of [['added', false], ['within', true]] as const) {
  test(`what is to be paid, with taxes ${how}`, async ({ stack, office, device }) => {
    await office.tax({
      prices_include_tax: include,
      classes: [
        { class: 'standard', taxes: [{ name: 'CGST', rate_bp: 250 }, { name: 'SGST', rate_bp: 250 }] },
        { class: 'alcohol', taxes: [{ name: 'VAT', rate_bp: 2_000 }] },
      ],
      round_to: inr(100),
    });
    // Both are of one restaurant, whose menu keeps what the first has said.
    if (!include) await office.publish([{ do: 'edit_item', id: 'jeera-rice', set: { tax_class: 'alcohol' }, expected: { tax_class: 'standard' } }]);
    const table = stack.freeTable();
    const { pin } = await office.open(table);
    const guest = new Guest(await device('phone', 'phone'), stack.url, 'Asha');
    await guest.sitDown(table, pin);
    for (const dish of ['Vada Pav', 'Kachumber Salad', 'Jeera Rice']) await guest.add(dish);
    await guest.cartButton.filter({ hasText: text.bar.items(3) }).waitFor();
    await series(guest.page, `to-pay-${how}`, [
      ['bar', () => Promise.resolve()],
      ['cart', () => guest.openCart()],
      ['sent', () => guest.cart.getByRole('button', { name: SEND }).click().then(() => guest.confirmed())],
      ['orders', () => guest.followOrder()],
      ['bill', () => guest.orders.getByRole('button', { name: seat.orders.bill }).click().then(() => guest.bill.waitFor())],
    ]);
  });
}

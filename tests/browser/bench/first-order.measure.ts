import { afterAll, onTestFinished } from 'vitest';
import { type Count, firstOrder, MOST } from '../harness/first-order';
import { Stack } from '../harness/stack';
import { test } from '../harness/test';
import { Section } from './report';

const section = new Section('From nothing to the first order served');
section.text.push(
  'A house that nobody has set up: the owner follows the link, makes 12 tables in the hall and 6 outside, writes a menu of one dish, ' +
    'publishes it, looks at the cards, and takes the first order through the kitchen; a guest scans, joins, orders. Counted are taps ' +
    '(a choice in a list is two) and fields that are typed into, in Chromium; they are the same however fast the machine is. ' +
    '`tests/browser/from-nothing.test.ts` fails when it takes more.',
);

for (const [kind, screen] of [['desk', 'a desk, 1280 px'], ['phone', 'a phone, 390 px']] as const) {
  test(`the owner at ${screen}`, async ({ device }) => {
    const empty = await Stack.startEmpty();
    onTestFinished(() => empty.stop());
    const [owner, phone] = [await device('owner', kind), await device('guest', 'phone')];
    const counted = await firstOrder(empty, owner, phone);
    const { taps, fields } = counted.owner;
    const told = (count: Count) => `${count.taps} taps, ${count.fields} fields`;
    section.held(`first order served in a new house: the owner at ${screen}`, `<= ${told(MOST.owner)}`, told({ taps, fields }), taps <= MOST.owner.taps && fields <= MOST.owner.fields);
    if (kind === 'phone') section.reported('first order served in a new house: the guest, from the scan to the order', told(counted.guest));
    // Before the house goes: live pages would miss it.
    await Promise.all([owner, phone].map(({ context }) => context.close()));
  });
}

afterAll(() => section.write(process.env['SALVER_BENCH_OUT'] ?? 'bench/first-order.json'));

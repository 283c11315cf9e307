import { admin as text } from '$text/en/admin';
import { firstOrder, MOST } from './harness/first-order';
import { Stack } from './harness/stack';
import { expect, test as base } from './harness/test';

const test = base.extend('empty', async ({}, { onCleanup }) => {
  const stack = await Stack.startEmpty();
  onCleanup(() => stack.stop());
  return stack;
});

test.for(['desk', 'phone'] as const)('from nothing to the first order served, by taps alone: the owner at a %s', async (kind, {
  empty,
  device,
}) => {
  const [owner, phone] = [await device('owner', kind), await device('guest', 'phone')];
  const counted = await firstOrder(empty, owner, phone);
  for (const who of ['owner', 'guest'] as const) {
    expect(counted[who].taps).toBeLessThanOrEqual(MOST[who].taps);
    expect(counted[who].fields).toBeLessThanOrEqual(MOST[who].fields);
  }
  const { page } = owner;
  // Whoever has had an order is led nowhere any more.
  await page.goto(`${empty.url}/admin`);
  await page.getByText(text.tables.summary(18), { exact: true }).waitFor();
  await expect.poll(() => page.getByRole('region', { name: text.steps.title }).count()).toBe(0);
  // Before the house does: a live phone would miss it.
  await phone.context.close();
});


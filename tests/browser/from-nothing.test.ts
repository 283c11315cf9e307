import { admin as text } from '$text/en/admin';
import { menuEditor as menuText } from '$text/en/menu-editor';
import { button, firstOrder, go, makeTables, MOST, setTheHouseUp, step, tryItOut } from './harness/first-order';
import { field, Hand } from './harness/hand';
import { Inspection } from './harness/inspection';
import { Stack } from './harness/stack';
import { expect, test as base } from './harness/test';

const test = base.extend('empty', async ({ afterwards }) => {
  const stack = await Stack.startEmpty();
  afterwards(() => stack.stop());
  return stack;
});

test('a sample menu to try everything with is put there and taken away in one step each', async ({ empty, device }) => {
  const [hand, { page }] = [new Hand(), await device('owner', 'phone')];
  await setTheHouseUp(page, hand, empty);
  await hand.tap(step(page, 'menu').getByRole('link', { name: text.steps.fromSample }));
  await hand.tap(button(page, menuText.sample.start));
  await page.getByText(menuText.sample.there).waitFor();
  const review = page.getByRole('dialog');
  const publish = async () => {
    await hand.tap(button(page, menuText.actions.publish));
    await hand.tap(button(review, menuText.review.publish));
    await review.waitFor({ state: 'hidden' });
    await page.getByText(menuText.state.same).waitFor();
  };
  await publish();
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.sample).waitFor();
  // A dish that the owner adds to it stays.
  await hand.tap(step(page, 'menu').getByRole('link').first());
  await hand.tap(button(page, menuText.actions.addItem).first());
  await hand.type(field(review, menuText.item.name), 'Bhel Puri');
  await hand.type(field(review, menuText.item.price('INR')), '90');
  await hand.tap(button(review, menuText.form.add));
  await review.waitFor({ state: 'hidden' });
  const inspection = new Inspection(page, 48);
  await inspection.look('the menu page with a sample');
  await hand.tap(button(page, menuText.sample.remove));
  const sure = page.getByRole('group').filter({ has: button(page, menuText.form.keep) });
  await hand.tap(button(sure, menuText.sample.remove));
  await page.getByText(menuText.sample.there).waitFor({ state: 'hidden' });
  await page.getByText('Bhel Puri').first().waitFor();
  expect(await page.getByText('Margherita pizza').count()).toBe(0);
  await publish();
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.done).waitFor();
  expect(inspection.problems).toEqual([]);
});

test('a guest orders a dish of the sample menu, before a word of the own one is written', async ({ empty, device }) => {
  const [owner, phone] = [await device('owner', 'desk'), await device('guest', 'phone')];
  const hand = new Hand();
  const { page } = owner;
  await setTheHouseUp(page, hand, empty);
  await makeTables(page, hand);
  await hand.tap(step(page, 'menu').getByRole('link', { name: text.steps.fromSample }));
  await hand.tap(button(page, menuText.sample.start));
  await page.getByText(menuText.sample.there).waitFor();
  await hand.tap(button(page, menuText.actions.publish));
  await hand.tap(button(page.getByRole('dialog'), menuText.review.publish));
  await page.getByText(menuText.state.same).waitFor();
  await go(page, hand, '/admin');
  await step(page, 'menu').getByText(text.steps.sample).waitFor();
  const { guest, number } = await tryItOut(empty, [owner, hand], [phone, new Hand()], 'Garlic bread');
  await guest.step(number).waitFor();
  // The order is done, the menu is not.
  await page.goto(`${empty.url}/admin`);
  await step(page, 'menu').getByText(text.steps.sample).waitFor();
  await phone.context.close();
});

test.for(['desk', 'phone'] as const)('from nothing to the first order served, by taps alone: the owner at a %s', async (kind, {
  empty,
  device,
}) => {
  const [owner, phone] = [await device('owner', kind), await device('guest', 'phone')];
  const counted = await firstOrder(empty, owner, phone);
  console.log(`from nothing to the first order served, at a ${kind}: ${JSON.stringify(counted)}`);
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


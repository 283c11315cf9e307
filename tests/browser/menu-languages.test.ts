import type { Page } from 'playwright-core';
import { common as inEnglish } from '$text/en/common';
import { guest as english } from '$text/en/guest';
import { menuEditor as words } from '$text/en/menu-editor';
import { setUp } from '$text/en/set-up';
import { translations as text } from '$text/en/translations';
import { common } from '$text/hi/common';
import { guest as hindi } from '$text/hi/guest';
import { seat } from '$text/hi/seat';
import { findings } from './harness/axe';
import { Guest } from './harness/guest';
import { field } from './harness/hand';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { Stack } from './harness/stack';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const HINDI = { ...STILL, locale: 'hi-IN' } as const;
const [DISH, IN_HINDI, IN_ARABIC] = ['Vada Pav', 'वड़ा पाव', 'فادا باف'];

/** The languages of what is in sight in a dish's row. */
const row = (page: Page, name: string) =>
  page.locator('#app li').filter({ has: page.getByRole('button', { name, exact: true }) }).first().evaluate((row) => {
    const of = (part: string) => row.querySelector<HTMLElement>(part);
    const name = of('.name');
    const lang = (one: HTMLElement | null) => one?.closest('[lang]')?.getAttribute('lang');
    return { name: lang(name), description: lang(of('.description')), dir: name ? getComputedStyle(name).direction : '' };
  });

test('an owner writes a dish in Hindi and Arabic: phones show it in their language, and it is found by each name', async ({ stack, office, device }) => {
  const table = stack.freeTable();
  const { pin } = await office.open(table);
  const guest = new Guest(await device('hindi', 'phone', HINDI), stack.url, 'आशा');
  await guest.page.goto(`${stack.url}/#${table.code}`);
  await guest.page.getByRole('button', { name: DISH, exact: true }).first().waitFor();
  // Not in the page's language yet, and it says so.
  expect(await row(guest.page, DISH)).toMatchObject({ name: 'en', dir: 'ltr' });
  await guest.page.getByRole('button', { name: hindi.bar.join }).click();
  const join = guest.page.getByRole('dialog');
  await join.getByLabel(seat.join.pin).fill(pin);
  await join.getByLabel(seat.join.name).fill('आशा');
  await join.getByRole('button', { name: seat.join.submit, exact: true }).click();
  await join.waitFor({ state: 'hidden' });

  const desk = await device('owner', 'desk', STILL);
  const editor = await MenuScreen.start(desk, stack, 'owner');
  const looks = new Inspection(editor.page, 44);
  await editor.choose('Street Food');
  const sheet = await editor.edit(DISH);
  await sheet.getByText(text.fold).click();
  for (const tag of ['hi', 'ar']) {
    await field(sheet, text.choose).selectOption(tag);
    await sheet.getByRole('button', { name: text.add }).click();
  }
  const inHindi = sheet.getByRole('group', { name: /^Hindi/ });
  const inArabic = sheet.getByRole('group', { name: /^Arabic/ });
  await inHindi.getByLabel(words.item.name).fill(IN_HINDI);
  await inArabic.getByLabel(words.item.name).fill(IN_ARABIC);
  const typed = inArabic.getByLabel(words.item.name);
  expect(await typed.evaluate((one) => [one.getAttribute('lang'), getComputedStyle(one).direction])).toEqual(['ar', 'rtl']);
  await looks.look('fold');
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  const section = editor.page.getByRole('region', { name: text.title });
  await section.getByRole('button', { name: /Hindi/ }).filter({ hasText: /^.*1 of / }).waitFor();
  const review = await editor.review();
  await review.getByText(words.change.field(text.change.field(words.field.name, 'Hindi'), DISH, words.change.nothing, IN_HINDI)).waitFor();
  await review.getByText(/not written in Hindi yet/).waitFor();
  await looks.look('review');
  await editor.closeSheet();
  await editor.publish();

  // Nobody touches the phone.
  await guest.page.getByRole('button', { name: IN_HINDI, exact: true }).first().waitFor();
  expect(await row(guest.page, IN_HINDI)).toMatchObject({ name: 'hi', description: 'en', dir: 'ltr' });
  for (const typed of [IN_HINDI, 'vada', IN_ARABIC]) {
    await guest.page.getByRole('searchbox').fill(typed);
    await guest.page.locator('.found').getByRole('button', { name: IN_HINDI, exact: true }).waitFor();
  }
  await guest.page.getByRole('searchbox').fill('');

  // What is chosen is called as on the menu; the kitchen reads its own words.
  await guest.page.getByRole('button', { name: hindi.menu.addNamed(IN_HINDI) }).first().click();
  await guest.page.getByRole('button', { name: hindi.bar.cart }).filter({ hasText: hindi.bar.items(1) }).click();
  await join.getByText(IN_HINDI, { exact: true }).first().waitFor();
  const seen = new Inspection(guest.page, 48);
  await seen.look('cart');
  await join.getByRole('button', { name: common.close, exact: true }).click();

  // Arabic is the menu's and not the page's: its dishes alone change, and run the other way.
  await guest.page.getByLabel(common.language).selectOption({ label: 'العربية' });
  await guest.page.getByRole('button', { name: IN_ARABIC, exact: true }).first().waitFor();
  expect(await guest.page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['hi', 'ltr']);
  expect(await row(guest.page, IN_ARABIC)).toMatchObject({ name: 'ar', description: 'en', dir: 'rtl' });
  await seen.look('Arabic');
  await guest.page.reload();
  await guest.page.getByRole('button', { name: IN_ARABIC, exact: true }).first().waitFor();
  expect(await guest.page.getByLabel(common.language).inputValue()).toBe('ar');
  expect([...looks.problems, ...seen.problems]).toEqual([]);
}, 300_000);

test('the page of a menu comes in its own language and is taken over in the guest\u2019s, and nothing moves', async ({ stack, office, device }) => {
  const menu = (await (await fetch(`${stack.url}/api/v1/branches/${stack.ready.branch}/menu`)).json()) as { categories: { id: string; name: string; items: { id: string; name: string }[] }[] };
  const [first] = menu.categories;
  const dish = first?.items[0];
  await office.publish([{ do: 'edit_item', id: dish?.id, set: { name: { en: dish?.name, hi: 'पहला पकवान', ur: 'پہلا پکوان' } } }]);
  const { page } = await device('reader', 'phone', HINDI);
  await page.addInitScript(() => {
    const seen = { cls: 0 };
    Object.assign(window, { seen });
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as Shift[]) if (!shift.hadRecentInput) seen.cls += shift.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  // So slow that the document is painted before the app has taken over.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 6 });
  await page.goto(`${stack.url}/m/${stack.ready.branch}#${stack.freeTable().code}`);
  await page.waitForFunction(() => !document.getElementById('document'));
  await page.getByRole('button', { name: 'पहला पकवान', exact: true }).first().waitFor();
  await page.waitForTimeout(500);
  const moved = await page.evaluate(() => (window as unknown as { seen: { cls: number } }).seen.cls);
  expect(moved).toBeLessThan(0.02);

  // A phone that reads Urdu and English has the page in English and the dish in Urdu.
  const urdu = await device('urdu', 'phone', { ...STILL, locale: 'ur-PK' });
  await urdu.page.goto(`${stack.url}/#${stack.freeTable().code}`);
  await urdu.page.getByRole('button', { name: 'پہلا پکوان', exact: true }).first().waitFor();
  expect(await row(urdu.page, 'پہلا پکوان')).toMatchObject({ name: 'ur', dir: 'rtl' });
  await urdu.page.getByRole('button', { name: english.bar.join }).waitFor();
  expect(await urdu.page.getByLabel(inEnglish.language).inputValue()).toBe('ur');
});

test('a menu without a table\u2019s code is read in the phone\u2019s language, and a code goes on from there', async ({ stack, office, device }) => {
  const [english_, hindi_] = ['Samosa Chaat', 'समोसा चाट'];
  await office.publish([
    { do: 'edit_item', id: 'samosa-chaat', set: { name: { en: english_, hi: hindi_ } } },
    { do: 'edit_category', id: 'street-food', set: { name: { en: 'Street Food', hi: 'चाट' } } },
  ]);
  const path = `${stack.url}/m/${stack.ready.branch}`;
  const { page } = await device('reader', 'phone', HINDI);
  const asked: string[] = [];
  page.on('request', (request) => void (request.url().includes('/api/') && asked.push(request.url())));
  await page.goto(path);
  const name = page.locator('#document section:not(:has(.shelf)) .name').filter({ hasText: hindi_ });
  await name.waitFor();
  expect(await name.evaluate((one) => [one.getAttribute('lang'), getComputedStyle(one).direction])).toEqual(['hi', 'ltr']);
  await page.getByRole('heading', { level: 2, name: 'चाट' }).waitFor();
  await page.getByRole('navigation').getByRole('button', { name: 'चाट', exact: true }).waitFor();
  // By what it is called here, and by what others call it.
  for (const typed of [hindi_, 'samosa chaat']) {
    await page.getByRole('searchbox').fill(typed);
    await expect.poll(() => page.locator('#document li:visible .name').allInnerTexts()).toEqual([hindi_]);
  }
  await page.getByRole('searchbox').fill('');
  expect(asked).toEqual([]);
  expect(await findings(page)).toEqual([]);
  // The table's code comes later: the app takes over, with each name in each language.
  await page.evaluate((code) => (location.hash = code), stack.freeTable().code);
  await page.waitForFunction(() => !document.getElementById('document'));
  await page.getByRole('button', { name: hindi_, exact: true }).first().waitFor();
  await page.getByLabel(common.language).selectOption({ label: 'English' });
  await page.getByRole('button', { name: english_, exact: true }).first().waitFor();

  // What the phone remembers comes before what it was set to; another phone reads what it always did.
  const again = await page.context().newPage();
  await again.goto(path);
  await again.locator('#document .name').filter({ hasText: english_ }).last().waitFor();
  expect(await again.locator('#document .name').filter({ hasText: hindi_ }).count()).toBe(0);
  const { page: other } = await device('other', 'phone', STILL);
  await other.goto(path);
  await other.locator('#document .name').filter({ hasText: english_ }).last().waitFor();
});

test('a browser that reads Hindi sets the house up with a menu in Hindi, and that can be put right', async ({ device, afterwards }) => {
  const empty = await Stack.startEmpty();
  afterwards(() => empty.stop());
  const { page } = await device('owner', 'phone', HINDI);
  await page.goto(`${empty.url}/set-up#${empty.ready.set_up_code}`);
  await expect.poll(() => field(page, setUp.form.language).inputValue()).toBe('hi');
  expect(await field(page, setUp.form.language).evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.text)).toBe('हिन्दी');
  for (const [label, value] of [
    [setUp.form.brand, 'Dhaba'],
    [setUp.form.branch, 'Lake Road'],
    [setUp.form.name, 'Vera'],
    [setUp.form.login, 'vera@lane.example'],
    [setUp.form.password, 'four plain words'],
  ] as const) await field(page, label).fill(value);
  await page.getByRole('button', { name: setUp.form.submit }).click();
  await page.getByText(setUp.next).waitFor();
  await page.goto(`${empty.url}/menu`);
  const section = page.getByRole('region', { name: text.title });
  await section.getByRole('button', { name: /Hindi/ }).filter({ hasText: text.own.line }).click();
  const sheet = page.getByRole('dialog', { name: text.own.title });
  await field(sheet, text.own.label).selectOption('mr');
  await sheet.getByRole('button', { name: words.form.save }).click();
  await section.getByRole('button', { name: /Marathi/ }).filter({ hasText: text.own.line }).waitFor();
});

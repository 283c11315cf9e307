import type { Locator } from 'playwright-core';
import type { Menu } from '$api/types';
import { menuEditor as words } from '$text/en/menu-editor';
import { Guest } from './harness/guest';
import { Inspection } from './harness/inspection';
import { MenuScreen } from './harness/office-pages';
import { aPhoto, type PhotoFile } from './harness/photo';
import { expect, test } from './harness/test';

const STILL = { reducedMotion: 'reduce' } as const;
const DISH = 'Vada Pav';
const text = words.photo;

const choose = (sheet: Locator, file: PhotoFile) => sheet.getByLabel(text.choose).setInputFiles(file);

/** How large a picture is once it is there. */
const loaded = (picture: Locator) =>
  picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  });

test('a photo is chosen on a phone, made small, published and seen by guests', async ({ stack, office, device }) => {
  const editor = await MenuScreen.start(await device('owner', 'phone', STILL), stack, 'owner');
  const { page } = editor;
  const sent: Buffer[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/photos')) sent.push(request.postDataBuffer() ?? Buffer.alloc(0));
  });
  await editor.choose('Street Food');
  const sheet = await editor.edit(DISH);
  const file = await aPhoto(page);
  await choose(sheet, file);
  expect(await loaded(sheet.getByAltText(text.alt))).toEqual([800, 600]);
  // A JPEG, and smaller than what the camera made.
  expect([sent.length, sent[0]?.readUInt16BE(0)]).toEqual([1, 0xffd8]);
  expect(sent[0]?.length ?? 0).toBeLessThan(file.buffer.length);
  const look = new Inspection(page, 48);
  await look.look('a dish with its photo');
  expect(look.problems).toEqual([]);
  await editor.save();
  await sheet.waitFor({ state: 'hidden' });
  const review = await editor.review();
  await review.getByText(words.change.photo.new(DISH)).waitFor();
  await editor.closeSheet();
  await editor.publish();

  const guest = new Guest(await device('phone', 'phone', STILL), stack.url, 'Asha');
  await guest.scan(stack.freeTable());
  const row = guest.page.getByRole('listitem').filter({ has: guest.page.getByRole('heading', { name: DISH }) });
  const picture = row.locator('img');
  // Far below, it is not fetched before somebody comes near.
  await picture.scrollIntoViewIfNeeded();
  expect(await loaded(picture)).toEqual([192, 192]);
  const box = await picture.boundingBox();
  expect([box?.width, box?.height]).toEqual([96, 96]);
  const { categories } = await office.read<Menu>('menu');
  const shown = categories.flatMap(({ items }) => items).filter(({ photo }) => photo).length;
  await expect.poll(() => guest.page.locator('li img').count()).toBe(shown);
  const all = new Inspection(guest.page, 44);
  await all.look('the menu with a photo');
  await guest.button(DISH).first().click();
  expect(await loaded(guest.dialog(DISH).locator('img'))).toEqual([800, 600]);
  await all.look('a dish with its photo');
  expect(all.problems).toEqual([]);

  const again = await editor.edit(DISH);
  await again.getByRole('button', { name: text.remove }).click();
  await again.getByAltText(text.alt).waitFor({ state: 'detached' });
  await editor.save();
  await again.waitFor({ state: 'hidden' });
  const gone = await editor.review();
  await gone.getByText(words.change.photo.gone(DISH)).waitFor();
});

test('a lost answer is asked for again, and what is no photo is said at the field', async ({ stack, device }) => {
  const manager = await device('manager', 'desk');
  manager.expects({ at: '/photos', says: 'ERR_' });
  manager.expects({ at: '/photos', says: '422' });
  const editor = await MenuScreen.start(manager, stack);
  const { page } = editor;
  await editor.choose('Street Food');
  const sheet = await editor.edit('Samosa Chaat');
  await choose(sheet, { name: 'list.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') });
  await sheet.getByText(text.fault.unread).waitFor();
  await page.route(/\/photos$/, async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await choose(sheet, await aPhoto(page, 900, 1_200, 350));
  await sheet.getByText(text.fault.noAnswer).waitFor();
  await page.unrouteAll({ behavior: 'wait' });
  await sheet.getByRole('button', { name: text.again }).click();
  expect(await loaded(sheet.getByAltText(text.alt))).toEqual([800, 600]);
  // A browser that makes nothing of it would send it as it is: the service says the same.
  await page.route(/\/photos$/, (route) => route.continue({ postData: 'PK no photo' }));
  await sheet.getByLabel(text.choose).setInputFiles(await aPhoto(page, 400, 400, 200));
  await sheet.getByText(text.refused.photo_unreadable).waitFor();
  // What was there stays.
  await sheet.getByAltText(text.alt).waitFor();
});

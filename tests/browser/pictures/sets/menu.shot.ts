import { menuEditor as text } from '$text/en/menu-editor';
import { menuFile as fileText } from '$text/en/menu-file';
import { MenuScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('menu', async ({ stack, device }) => {
  const editor = new MenuScreen(await device('menu', 'desk'), stack.url);
  const { page } = editor;
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const inSheet = (name: string) => editor.dialog().getByRole('button', { name, exact: true }).click();
  const chooseFile = async (...lines: string[]) => {
    const buffer = Buffer.from(lines.join('\n'));
    await page.getByLabel(fileText.choose.label).setInputFiles({ name: 'our menu.csv', mimeType: 'text/csv', buffer });
    await page.getByText(fileText.preview.title).waitFor();
    await page.waitForTimeout(600);
  };
  await series(page, 'menu', [
    ['list', () => editor.signIn(stack.staff('manager'))],
    // A picture leaves the page as narrow as a phone, where categories are a list to choose from.
    ['dish', () => page.setViewportSize({ width: 1280, height: 800 }).then(() => editor.choose('Street Food')).then(() => editor.edit('Vada Pav'))],
    ['dish-with-faults', () => editor.dialog().getByLabel(text.item.price('INR')).fill('102.555').then(() => editor.save())],
    [
      'changed',
      async () => {
        await editor.dialog().getByLabel(text.item.price('INR')).fill('102');
        await editor.save();
        await editor.dialog().waitFor({ state: 'hidden' });
      },
    ],
    ['choice', () => tap(text.group.add).then(() => inSheet(text.group.addOption))],
    ['review', () => editor.closeSheet().then(() => editor.review())],
    ['versions', () => editor.closeSheet().then(() => tap(text.actions.versions)).then(() => page.getByText(text.versions.text).waitFor())],
    [
      'file',
      () =>
        page
          .setViewportSize({ width: 1280, height: 800 })
          .then(() => editor.closeSheet())
          .then(() => tap(fileText.open))
          .then(() => page.getByRole('heading', { name: fileText.title }).waitFor()),
    ],
    ['file-preview', () => chooseFile('Name,Category,Price,Diet', '01. Mrz,Food,1,veg', 'Pav,Food,abc,veg', 'Bun,Food,20,veg', 'Tea,Food,20,veg')],
    ['file-rows', () => page.getByRole('group', { name: fileText.action.refused }).scrollIntoViewIfNeeded()],
    ['file-to-put', () => chooseFile('Name,Category,Price,Diet', 'Bun,Food,20,veg', 'Tea,Food,20,veg')],
    [
      'file-done',
      async () => {
        await page.getByRole('button', { name: fileText.put(2) }).click();
        await page.getByText(fileText.done.title).waitFor();
      },
    ],
  ]);
});

import { menuEditor as text } from '$text/en/menu-editor';
import { MenuScreen } from '../../harness/office-pages';
import { test } from '../../harness/test';
import { series } from '../camera';

test('menu', async ({ stack, device }) => {
  const editor = new MenuScreen(await device('menu', 'desk'), stack.url);
  const { page } = editor;
  const tap = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const inSheet = (name: string) => editor.dialog().getByRole('button', { name, exact: true }).click();
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
  ]);
});

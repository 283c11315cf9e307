import { setUp as text } from '$text/en/set-up';
import { staff as staffText } from '$text/en/staff';
import { Stack } from '../../harness/stack';
import { test as base } from '../../harness/test';
import { series } from '../camera';

const test = base.extend('empty', async ({}, { onCleanup }) => {
  const stack = await Stack.startEmpty();
  onCleanup(() => stack.stop());
  return stack;
});

test('set-up', async ({ empty, device }) => {
  const desk = await device('set-up', 'desk');
  desk.expects({ at: '/api/v1/set-up', says: '403' });
  const { page } = desk;
  const fill = (name: string, words: string) => page.getByLabel(name, { exact: true }).fill(words);
  const submit = () => page.getByRole('button', { name: text.form.submit });
  const fields: [string, string][] = [
    [text.form.brand, 'The Lanes'], [text.form.branch, 'Lake Road'], [text.form.name, 'Vera'],
    [text.form.login, 'vera@lane.example'], [text.form.password, 'four plain words'], [text.form.code, 'wrong'],
  ];
  await series(page, 'set-up', [
    ['empty', () => page.goto(`${empty.url}/set-up`).then(() => submit().waitFor())],
    ['incomplete', () => submit().click()],
    [
      'wrong-code',
      async () => {
        for (const [name, words] of fields) await fill(name, words);
        await submit().click();
        await page.getByText(text.error.code).first().waitFor();
      },
    ],
    [
      'done',
      async () => {
        await fill(text.form.code, empty.ready.set_up_code ?? '');
        await submit().click();
        await page.getByRole('heading', { name: staffText.signIn.welcome('Vera') }).waitFor();
      },
    ],
  ]);
});

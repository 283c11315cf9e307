import { invite as inviteText } from '$text/en/invite';
import { team as text } from '$text/en/team';
import { StaffScreen } from '../../harness/staff';
import { test } from '../../harness/test';
import { series } from '../camera';

class TeamScreen extends StaffScreen {
  readonly path = '/team';

  override async live(): Promise<void> {
    await this.page.getByRole('heading', { name: text.people }).waitFor();
  }
}

test('team', async ({ stack, device }) => {
  const team = new TeamScreen(await device('team', 'desk'), stack.url);
  const { page } = team;
  const sheet = () => team.dialog();
  let link = '';
  await series(page, 'team', [
    ['people', () => team.signIn(stack.staff('owner'))],
    ['invite', () => page.getByRole('button', { name: text.invite.button }).click()],
    [
      'link',
      async () => {
        await sheet().getByLabel(text.invite.name, { exact: true }).fill('Omar');
        await sheet().getByRole('button', { name: text.invite.submit }).click();
        const shown = sheet().getByText('/invite#');
        await shown.waitFor();
        link = (await shown.textContent()) ?? '';
      },
    ],
    ['invited', () => sheet().getByRole('button', { name: text.link.done }).click()],
  ]);
  const phone = await device('omar', 'phone');
  await series(phone.page, 'invite', [
    ['join', () => phone.page.goto(link).then(() => phone.page.getByLabel(inviteText.join.login, { exact: true }).waitFor())],
    ['own', () => phone.page.getByRole('button', { name: inviteText.join.own }).click()],
  ]);
});

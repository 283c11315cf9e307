import type { Locator, Page } from 'playwright-core';
import { invite as inviteText } from '$text/en/invite';
import { staff as staffText } from '$text/en/staff';
import { team as text } from '$text/en/team';
import type { Device } from './device';
import { field } from './hand';
import type { Stack } from './stack';
import { StaffScreen } from './staff';

export const PASSWORD = 'four plain words';
export const LOGIN = 'omar@lane.example';

/** The page on which an owner or manager runs the team. */
export class TeamScreen extends StaffScreen {
  readonly path = '/team';

  static async start(device: Device, stack: Stack, role = 'owner'): Promise<TeamScreen> {
    const screen = new TeamScreen(device, stack.url);
    await screen.signIn(stack.staff(role));
    return screen;
  }

  /** It has no live link; it is there when its people are. */
  override async live(): Promise<void> {
    await this.page.getByRole('heading', { name: text.people }).waitFor();
  }

  person(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true });
  }

  /** The link that is shown, once. */
  async link(): Promise<string> {
    const link = this.dialog().getByText('/invite#');
    await link.waitFor();
    return (await link.textContent()) ?? '';
  }

  async invite(name: string, role: string): Promise<string> {
    await this.page.getByRole('button', { name: text.invite.button }).click();
    await this.dialog().getByLabel(text.invite.name, { exact: true }).fill(name);
    await this.dialog().getByLabel(text.invite.role).selectOption(role);
    await this.dialog().getByRole('button', { name: text.invite.submit }).click();
    return this.link();
  }

  async change(name: string): Promise<Locator> {
    await this.page.getByRole('button', { name: text.member.changeOf(name) }).click();
    await this.dialog().waitFor();
    return this.dialog();
  }

  async done(): Promise<void> {
    await this.dialog().getByRole('button', { name: text.link.done }).click();
    await this.dialog().waitFor({ state: 'hidden' });
  }
}

/** Joins with a new account, as a waiter or whoever else works at the floor. */
export async function join(page: Page, link: string, login = LOGIN): Promise<void> {
  await page.goto(link);
  await field(page, inviteText.join.login).fill(login);
  await field(page, inviteText.join.password).fill(PASSWORD);
  await page.getByRole('button', { name: inviteText.join.submit, exact: true }).click();
  await page.waitForURL(({ pathname }) => pathname === '/floor');
  await page.getByText(staffText.link.live, { exact: true }).waitFor();
}

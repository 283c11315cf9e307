import type { Locator } from 'playwright-core';
import { admin as adminText } from '$text/en/admin';
import { menuEditor as editorText } from '$text/en/menu-editor';
import { owner as ownerText } from '$text/en/owner';
import type { Device } from './device';
import type { Stack, Table } from './stack';
import { StaffScreen } from './staff';

/** The owner's page, on whatever the owner carries. */
export class OwnerScreen extends StaffScreen {
  readonly path = '/owner';

  static async start(device: Device, stack: Stack, origin = stack.url): Promise<OwnerScreen> {
    const screen = new OwnerScreen(device, origin);
    await screen.signIn(stack.staff('owner'));
    return screen;
  }

  /** A number that stands below its name, such as the orders of today. */
  figure(name: string): Locator {
    return this.page.getByRole('definition').and(this.page.locator(`dt:has-text("${name}") + dd`));
  }

  /** An order's row, by what its button is called. */
  row(number: number, table: Table): Locator {
    const name = `${ownerText.recent.number(number)} ${ownerText.recent.table(table.name)}`;
    return this.page.getByRole('button', { name: new RegExp(`^${name}\\b`) });
  }

  async show(number: number, table: Table): Promise<Locator> {
    await this.row(number, table).click();
    const sheet = this.page.getByRole('dialog', { name: ownerText.order.title(number, table.name) });
    await sheet.waitFor();
    return sheet;
  }
}

/** The page on which a manager sets the branch up. */
export class AdminScreen extends StaffScreen {
  readonly path = '/admin';

  static async start(device: Device, stack: Stack): Promise<AdminScreen> {
    const screen = new AdminScreen(device, stack.url);
    await screen.signIn(stack.staff('manager'));
    return screen;
  }

  /** It has no live link; it is there when its tables are. */
  override async live(): Promise<void> {
    await this.page.getByRole('heading', { name: adminText.tables.title }).waitFor();
  }

  async show(table: Table): Promise<Locator> {
    await this.page.getByRole('button', { name: new RegExp(`^${adminText.card.title(table.name)}\\b`) }).click();
    const sheet = this.page.getByRole('dialog', { name: adminText.card.title(table.name), exact: true });
    await sheet.waitFor();
    return sheet;
  }

  async showCards(): Promise<void> {
    await this.page.getByRole('button', { name: adminText.tables.print }).click();
    await this.page.getByRole('heading', { name: adminText.print.title }).waitFor();
  }

  /** The picture of a table's card, as it is printed. */
  card(table: Pick<Table, 'name'>): Locator {
    return this.page.getByRole('img', { name: new RegExp(`^${adminText.print.card.alt(table.name, '')}`) });
  }
}

/** The page on which a brand's menu is edited. */
export class MenuScreen extends StaffScreen {
  readonly path = '/menu';

  static async start(device: Device, stack: Stack, role = 'manager'): Promise<MenuScreen> {
    const screen = new MenuScreen(device, stack.url);
    await screen.signIn(stack.staff(role));
    return screen;
  }

  override async live(): Promise<void> {
    await super.live();
    await this.page.getByRole('button', { name: editorText.actions.publish }).waitFor();
  }

  /** Shows what stands in a category. */
  async choose(category: string): Promise<void> {
    const list = this.page.getByRole('navigation', { name: editorText.actions.categories });
    await list.getByRole('button', { name: new RegExp(`^${category}\\b`) }).click();
    await this.page.getByRole('heading', { name: category, exact: true }).waitFor();
  }

  /** The sheet of a dish that is in sight. */
  async edit(dish: string): Promise<Locator> {
    const row = this.page.locator('button.item').filter({ has: this.page.getByText(dish, { exact: true }) });
    await row.click();
    const sheet = this.page.getByRole('dialog', { name: editorText.item.edit, exact: true });
    await sheet.waitFor();
    return sheet;
  }

  async save(): Promise<void> {
    await this.dialog().getByRole('button', { name: editorText.form.save, exact: true }).click();
  }

  async review(): Promise<Locator> {
    await this.page.getByRole('button', { name: editorText.actions.publish }).click();
    const sheet = this.page.getByRole('dialog', { name: editorText.review.title });
    await sheet.getByText(editorText.review.changes).waitFor();
    return sheet;
  }

  /** Publishes what the review shows, warnings or not. */
  async publish(): Promise<void> {
    const sheet = await this.review();
    const confirm = sheet.getByRole('checkbox', { name: editorText.review.confirm });
    if (await confirm.isVisible()) await confirm.check();
    await sheet.getByRole('button', { name: editorText.review.publish, exact: true }).click();
    await sheet.waitFor({ state: 'hidden' });
  }
}

import type { Locator, Page } from 'playwright-core';
import { menuEditor as words } from '$text/en/menu-editor';

/** What somebody drags with, by hand: a press, a way in steps, and a release. */
export type Drag = (page: Page, from: Point, to: Point) => Promise<void>;
export interface Point {
  x: number;
  y: number;
}

const steps = (from: Point, to: Point): Point[] =>
  [0.2, 0.4, 0.6, 0.8, 1].map((part) => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }));

export const byMouse: Drag = async ({ mouse }, from, to) => {
  await mouse.move(from.x, from.y);
  await mouse.down();
  for (const { x, y } of steps(from, to)) await mouse.move(x, y);
  await mouse.up();
};

/** Touches as the screen gives them: the browser makes pointers of them, and scrolls where a page does not forbid it. */
export const byTouch: Drag = async (page, from, to) => {
  const screen = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    screen.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [from]);
  for (const point of steps(from, to)) await touch('touchMove', [point]);
  await touch('touchEnd', []);
  await screen.detach();
};

/** A row of a list, by what it is called. */
export const rowOf = (list: Locator, name: string) => list.getByRole('listitem').filter({ has: list.page().getByText(name, { exact: true }) });

/** What the rows of a list are called, in their order. */
export function names(list: Locator): Promise<string[]> {
  return list.getByRole('listitem').evaluateAll((rows) => rows.map((row) => row.querySelector('[dir="auto"]')?.textContent?.trim() ?? ''));
}

/** The middle of what is shown. */
export async function middle(of: Locator): Promise<Point> {
  const box = await of.boundingBox();
  if (!box) throw new Error('it is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Takes a row by its grip and lets go over another one. */
export async function drag(drag: Drag, list: Locator, name: string, on: string): Promise<void> {
  const grip = rowOf(list, name).getByTitle(words.actions.drag);
  // Away from the edges of the window, at which the page comes along.
  await rowOf(list, on).evaluate((row) => row.scrollIntoView({ block: 'center' }));
  await drag(list.page(), await middle(grip), await middle(rowOf(list, on)));
}

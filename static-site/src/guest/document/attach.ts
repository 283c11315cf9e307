import { tick } from 'svelte';
import { page } from './given';

/** How far the head and the bar of categories reach down, in CSS pixels. */
const HEAD = 120;

const rows = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('.menu li')];

/**
 * Puts the app in the place of the menu that came with the page, once it is whole: the app was
 * drawn behind it, with the same geometry, so nothing moves but what is another line high. What
 * somebody has begun meanwhile goes on: where they read, what they typed and what they tapped.
 */
export async function attach(): Promise<void> {
  await tick();
  const sheets = [...document.querySelectorAll<HTMLLinkElement>('[rel=stylesheet]:not([disabled])')].filter(({ sheet }) => !sheet);
  await Promise.all(sheets.map((link) => new Promise((done) => (link.onload = link.onerror = done))));
  const old = page();
  const app = document.getElementById('app');
  if (!old || !app) return;
  const { scrollY } = window;
  const before = rows(old);
  const read = scrollY > 0 ? before.findIndex((row) => row.getBoundingClientRect().bottom > HEAD) : -1;
  const top = (row?: HTMLElement) => row?.getBoundingClientRect().top ?? 0;
  const stood = top(before[read]);
  const typed = old.querySelector('input');
  const typing = document.activeElement === typed;
  const shelf = old.querySelector('.shelf')?.scrollLeft ?? 0;
  const tapped = before.findIndex(({ dataset }) => dataset.tapped === '');
  const joins = old.querySelector('a[data-tapped]');

  delete app.dataset.beside;
  app.removeAttribute('aria-hidden');
  old.remove();
  const after = rows(app);
  const moved = top(after[read]) - stood;
  if (moved) scrollTo(0, scrollY + moved);
  const field = app.querySelector<HTMLInputElement>('main input');
  if (typed?.value && field) {
    field.value = typed.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (typing) field?.focus();
  const cards = app.querySelector('.shelf');
  if (cards && shelf) cards.scrollLeft = shelf;
  const button = joins ? app.querySelector<HTMLElement>('#bar button') : after[tapped]?.querySelector<HTMLElement>('.name');
  button?.click();
}

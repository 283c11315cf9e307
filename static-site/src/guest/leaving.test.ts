import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import App from './App.svelte';

const INFO = {
  brand: { name: 'Salver' },
  branch: { id: 'b1', name: 'Lake Road', currency: 'INR', accepts_orders: true },
  table: { id: 't', name: 'V1' },
  session: { open: false },
};
const MENU = { version: 3, currency: 'INR', categories: [], ordering: { open: true } };

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', async ({ url }: Request) => Response.json(url.endsWith('/menu') ? MENU : INFO));
});
afterEach(() => {
  vi.unstubAllGlobals();
  location.hash = '';
});

// Whoever goes back to type another code leaves while the rest of the page's code is on its way.
it('leaves a table before all of its page has come', async () => {
  const broken: unknown[] = [];
  const note = (error: unknown) => broken.push(error);
  process.on('unhandledRejection', note);
  location.hash = '#K7Q4M2XH';
  const app = mount(App, { target: document.body });
  await vi.waitFor(() => expect(document.querySelector('header')?.textContent).toContain('V1'));
  location.hash = '#/';
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  await vi.waitFor(() => expect(document.querySelector('header')?.textContent ?? '').not.toContain('V1'));
  await import('./seated');
  await new Promise((resolve) => setTimeout(resolve));
  process.off('unhandledRejection', note);
  expect(broken).toEqual([]);
  await unmount(app);
});

import { afterEach, expect, it } from 'vitest';
import type { Menu } from '$api/types';
import { given } from './given';
import { translate } from './translate';

const data = (value: unknown) => `<script type="application/json">${JSON.stringify(value)}</script>`;
const row = (name: string, description = '') =>
  `<li><h3><span class="name" lang="hi">${name}</span></h3>${description && `<p class="description" lang="hi">${description}</p>`}</li>`;
const said = (name: string, description?: string) => ({ name, ...(description && { description }) });

/** A menu in Hindi, also in English and in part in Arabic, as the page of it comes. */
function page(popular: string[] = []): HTMLElement {
  const items = [
    { id: 'vada', name: '', texts: { en: said('Vada', 'Fried'), ar: said('فادا') } },
    { id: 'poha', name: '', texts: { en: said('Poha') } },
  ];
  const snacks = { id: 'snacks', name: 'नाश्ता', texts: { en: said('Snacks') }, items };
  const shelf = popular.length > 0 ? `<section class="dm"><h2>Popular</h2><ul class="shelf">${row('पोहा')}</ul></section>` : '';
  const tab = popular.length > 0 ? '<li><button>Popular</button></li>' : '';
  document.body.innerHTML = `<div id="document" data-branch="b" data-etag="1">
    <nav><ul>${tab}<li><button lang="hi">नाश्ता</button></li></ul></nav>
    ${shelf}<section class="dm"><h2 lang="hi">नाश्ता</h2><ul>${row('वड़ा', 'तला हुआ')}${row('पोहा')}</ul></section>${data(snacks)}
    ${data({ language: 'hi', languages: ['ar', 'en'], popular })}</div>`;
  const root = document.getElementById('document');
  if (!root) throw new Error('no page');
  return root;
}

afterEach(() => (document.body.innerHTML = ''));

/** What is read, and in which language it says that it is. */
const shown = (root: HTMLElement, selector: string) =>
  [...root.querySelectorAll<HTMLElement>(selector)].map((one) => `${one.lang || 'page'}: ${one.textContent}`);

const read = (): Menu => {
  const menu = given()?.menu;
  if (!menu) throw new Error('no menu');
  return menu;
};

it('is read in the language that the phone wants, as far as it is written in it', () => {
  const root = page();
  translate(root, read(), ['ar-EG', 'en-IN']);
  expect(shown(root, '.name')).toEqual(['ar: فادا', 'hi: पोहा']);
  expect(shown(root, '.description')).toEqual(['hi: तला हुआ']);
  expect(shown(root, 'h2, nav button')).toEqual(['hi: नाश्ता', 'hi: नाश्ता']);
});

it('says nothing of a language where that is the page’s own', () => {
  const root = page(['poha']);
  translate(root, read(), ['en-GB', 'hi']);
  expect(shown(root, '.name')).toEqual(['page: Poha', 'page: Vada', 'page: Poha']);
  expect(shown(root, '.description')).toEqual(['page: Fried']);
  expect(shown(root, 'h2')).toEqual(['page: Popular', 'page: Snacks']);
  expect(shown(root, 'nav button')).toEqual(['page: Popular', 'page: Snacks']);
});

it.each([[['hi-IN', 'en']], [['fr', 'de']], [[]]])('stays as it came where the phone wants %o', (wishes) => {
  const root = page(['poha']);
  const before = root.innerHTML;
  translate(root, read(), wishes);
  expect(root.innerHTML).toBe(before);
});

it('gives the app what it came with', () => {
  const root = page(['poha']);
  const before = read();
  translate(root, before, ['en']);
  expect(read()).toEqual(before);
});

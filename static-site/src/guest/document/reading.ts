import { fold } from '$lib/fold';
import { wishes } from '../fitting';
import { Memory } from '../storage';
import { given } from './given';
import { translate } from './translate';

/*
 * What the page of a menu can do for who has scanned no table's code: read it in the language that
 * they want, find a dish, go to a category. The whole app would ask the service for a table.
 */
const root = document.getElementById('document');
const field = root?.querySelector('input');
const sections = [...(root?.querySelectorAll<HTMLElement>('section') ?? [])];
const rows = sections.flatMap((section) => [...section.querySelectorAll('li')]);
let texts: string[] | undefined;

const menu = given()?.menu;
if (root && menu) translate(root, menu, wishes(new Memory()));

field?.addEventListener('input', () => {
  // By what it is called here, and by what it was called as it came.
  texts ??= rows.map((row) => fold([...row.querySelectorAll<HTMLElement>('.name, .description')].map((one) => `${one.textContent} ${one.dataset['own'] ?? ''}`).join(' ')));
  const words = fold(field.value).split(/\s+/).filter(Boolean);
  rows.forEach((row, at) => (row.hidden = !words.every((word) => texts?.[at]?.includes(word))));
  for (const section of sections) {
    // A dish that is popular stands in its category as well.
    const twice = words.length > 0 && section.querySelector('.shelf') !== null;
    section.hidden = twice || ![...section.querySelectorAll('li')].some((row) => !row.hidden);
  }
});

const tabs = [...(root?.querySelectorAll('nav li button') ?? [])];
tabs.forEach((tab, at) =>
  tab.addEventListener('click', () => {
    for (const one of tabs) one.removeAttribute('aria-current');
    tab.setAttribute('aria-current', 'true');
    // Whoever jumps needs all that lies between, as high as it is.
    for (const section of sections) section.style.contentVisibility = 'visible';
    sections[at]?.scrollIntoView();
  }),
);
// The list of all of them comes with the app.
const list = root?.querySelector<HTMLElement>('nav .side');
if (list) list.style.visibility = 'hidden';

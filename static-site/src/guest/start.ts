import { mount } from 'svelte';
import { formatMoney } from '$lib/money';
import '$lib/styles/base.css';
import { showLanguage, type Shown } from '$lib/text/language.svelte';
import App from './App.svelte';

/** Shows the page in the language that came, or in English. */
export function start(language: Shown | null): void {
  const target = document.getElementById('app');
  if (!target) return;
  if (language) showLanguage(language);
  mount(App, { target });
  // A page's first format takes a slow phone a tenth of a second: now, while the menu is on its way.
  setTimeout(() => formatMoney({ minor: 0, currency: 'INR' }));
}

import { mount } from 'svelte';
import { formatMoney } from '$lib/money';
import { keepAndAsk } from '$lib/shell/offer';
import '$lib/styles/base.css';
import { showLanguage, type Shown } from '$lib/text/language.svelte';
import { guardTranslation } from '$lib/translation-guard';
import App from './App.svelte';

/** When the page is kept for a time without network. */
const KEEP_AFTER_MS = 3_000;

/** Shows the page in the language that came, or in English. */
export function start(language: Shown | null): void {
  const target = document.getElementById('app');
  if (!target) return;
  if (language) showLanguage(language);
  guardTranslation(document.body);
  mount(App, { target });
  // A page's first format takes a slow phone a tenth of a second: now, while the menu is on its way.
  setTimeout(() => formatMoney({ minor: 0, currency: 'INR' }));
  // The menu and its pictures go first.
  setTimeout(keepAndAsk, KEEP_AFTER_MS, '/');
}

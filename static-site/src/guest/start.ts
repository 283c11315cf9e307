import { mount } from 'svelte';
import { formatMoney } from '$lib/money';
import '$lib/styles/base.css';
import App from './App.svelte';

export function start(): void {
  const target = document.getElementById('app');
  if (!target) return;
  mount(App, { target });
  // A page's first format takes a slow phone a tenth of a second: now, while the menu is on its way.
  setTimeout(() => formatMoney({ minor: 0, currency: 'INR' }));
}

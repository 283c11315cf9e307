import { type Component, mount } from 'svelte';
import '$lib/styles/base.css';
import { type Audience, wantedBy } from './address';
import PartsPage from './PartsPage.svelte';

/** The parts with the styles of the page that they belong to. */
const parts: Record<Audience, () => Promise<Component>> = {
  ui: () => import('./UiParts.svelte').then((part) => part.default),
  guest: () => import('./GuestParts.svelte').then((part) => part.default),
  kitchen: async () => {
    await import('../kitchen/kitchen.css');
    return (await import('./KitchenParts.svelte')).default;
  },
  floor: async () => {
    await import('../floor/floor.css');
    return (await import('./FloorParts.svelte')).default;
  },
  owner: () => import('./OwnerParts.svelte').then((part) => part.default),
};

const wanted = wantedBy(location.search);
const root = document.documentElement;
root.dir = wanted.dir;
root.dataset.theme = wanted.scheme;
const target = document.getElementById('app');
if (target) mount(PartsPage, { target, props: { wanted, Parts: await parts[wanted.of]() } });

import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { ahead } from './build/ahead.ts';
import { icons } from './build/icons.ts';
import { licences } from './build/licences.ts';
import { plain } from './build/plain.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The staff's pages: `<name>.html` beside this file. They share chunks, which a tablet keeps. */
const staffPages = ['sign-in', 'kitchen', 'floor', 'owner', 'admin'];
/**
 * The guest's page is built on its own (`--mode guest`, after the others): a
 * phone that was never here gets one script and one style sheet of what the
 * page needs, instead of the pieces that it would share with the staff's.
 */
const guestPages = ['index'];

/** A running stack (`cargo xtask up`) that `vite dev` and `vite preview` forward the API to. */
const stack = process.env.SALVER_URL ?? 'http://127.0.0.1:8080';
const proxy = {
  '/api': { target: stack },
  '/realtime': { target: stack, ws: true },
};

export default defineConfig(({ mode }) => ({
  plugins: [icons(), licences(here('.')), plain(), svelte(), ...(mode === 'guest' ? [ahead()] : [])],
  appType: 'mpa',
  resolve: {
    alias: { $lib: here('src/lib'), $api: here('src/api') },
    // The tests mount components, so they need Svelte's browser build.
    ...(process.env.VITEST ? { conditions: ['browser'] } : {}),
  },
  server: { proxy },
  preview: { proxy },
  build: {
    target: 'es2022',
    // Inline data: URLs would need a wider policy for styles and images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: mode !== 'guest',
    rolldownOptions: {
      input: (mode === 'guest' ? guestPages : staffPages).map((page) => here(`${page}.html`)),
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['{build,src}/**/*.test.ts'],
    restoreMocks: true,
  },
}));

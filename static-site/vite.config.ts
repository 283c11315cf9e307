import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { ahead } from './build/ahead.ts';
import { menuDocument } from './build/document.ts';
import { icons } from './build/icons.ts';
import { licences } from './build/licences.ts';
import { plain } from './build/plain.ts';
import { releaseOf } from './build/release.ts';
import { below, scopeOf } from './build/scope.ts';
import { smaller } from './build/smaller.ts';
import { together } from './build/together.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The staff's pages: `<name>.html` beside this file. They share chunks, which a tablet keeps. */
const staffPages = ['sign-in', 'kitchen', 'floor', 'owner'];
/**
 * The guest's page is built on its own (`--mode guest`, after the others): a
 * phone that was never here gets one script and one style sheet of what the
 * page needs, instead of the pieces that it would share with the staff's.
 */
const guestPages = ['index'];
/**
 * Pages of the desk, on their own as well (`--mode desk`): what they would share with the kitchen's
 * and the floor's would be cut into more and smaller pieces, which those have to load in a rush.
 */
const deskPages = ['counter', 'admin', 'menu', 'team'];
/** Seen once, by a restaurant or a person: on their own too (`--mode set-up`), they split none of the chunks of every day. */
const oncePages = ['set-up', 'invite'];
/** For food that leaves the house: the screen on the wall and the rider's phone, on their own for the same reason. */
const awayPages = ['status', 'rider'];
/** What a link in a message opens, once, on whatever phone: alone (`--mode receipt`), so that it shares nothing. */
const receiptPages = ['receipt'];
/** The pages of a build that comes after the others. */
const later: Readonly<Record<string, readonly string[]>> = {
  guest: guestPages,
  desk: deskPages,
  'set-up': oncePages,
  away: awayPages,
  receipt: receiptPages,
};

/**
 * The language of the oldest engines that run the pages (README.md says which and why). Named as engines
 * it would lower all private fields, 1 KB of the guest's start, for the one thing of es2022 that
 * they lack: static blocks, of which tests/browser/engines.test.ts finds none.
 */
const TARGET = 'es2022';
const CSS_TARGET = ['chrome92', 'safari15.4', 'firefox98'];

/** A running stack (`cargo xtask up`) that `vite dev` and `vite preview` forward the API to. */
const stack = process.env.SALVER_URL ?? 'http://127.0.0.1:8080';
const proxy = {
  '/api': { target: stack },
  '/m/': { target: stack },
  '/photos': { target: stack },
  '/realtime': { target: stack, ws: true },
};

/** The service worker, built last (`--mode worker`): it holds the list of what the pages of this build need. */
const worker = (): ViteUserConfig => ({
  publicDir: false,
  define: { RELEASE: JSON.stringify(releaseOf(here('dist'))) },
  build: {
    target: TARGET,
    emptyOutDir: false,
    rolldownOptions: {
      input: here('src/worker/worker.ts'),
      // Found by its name alone: browsers compare what is there with what they have.
      output: { format: 'iife', entryFileNames: 'worker.js' },
    },
  },
});

/** What the guest's page starts with, in one file. */
const guestStart = together(here('src/guest/main.ts'), here('src/guest/start.ts'));

const cssHash = ({ filename }: { filename: string }) => scopeOf(below(here('.'), filename));

const pages = (mode: string): ViteUserConfig => ({
  plugins: [icons(), licences(here('.')), plain(here('.')), svelte({ compilerOptions: { cssHash } }), ...(mode === 'guest' ? [ahead(), menuDocument(here('.'), scopeOf), guestStart.plugin, smaller()] : [])],
  appType: 'mpa',
  resolve: {
    alias: { $lib: here('src/lib'), $api: here('src/api') },
    // The tests mount components, so they need Svelte's browser build.
    ...(process.env.VITEST ? { conditions: ['browser'] } : {}),
  },
  server: { proxy },
  preview: { proxy },
  build: {
    target: TARGET,
    cssTarget: CSS_TARGET,
    // Inline data: URLs would need a wider policy for styles and images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    emptyOutDir: !(mode in later),
    rolldownOptions: {
      input: (later[mode] ?? staffPages).map((page) => here(`${page}.html`)),
      ...(mode === 'guest' ? { output: { codeSplitting: { groups: guestStart.groups } } } : {}),
    },
  },
  test: {
    setupFiles: ['src/api/testing.ts'],
    environment: 'happy-dom',
    // Tells a hang from a busy machine, and asserts nothing.
    testTimeout: 60_000,
    include: ['{build,src}/**/*.test.ts'],
    restoreMocks: true,
  },
});

export default defineConfig(({ mode }) => (mode === 'worker' ? worker() : pages(mode)));

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minify } from 'terser';
import type { Plugin } from 'vite';

/** What stands on a page whose app did not start. It cannot come from the catalogue, which is part of the app. */
export const WORDS = {
  guest: {
    title: 'This page did not start',
    why: 'Your browser may be too old for it, or this Wi-Fi may want you to log in first.',
    way: 'You can order all the same: tell our staff what you would like.',
    gone: 'sold out',
  },
  staff: {
    title: 'This page did not start',
    why: 'The browser of this device may be too old for it, or this Wi-Fi may want you to log in first.',
    way: 'Orders keep coming in meanwhile: open this page on another device, or update the browser of this one.',
  },
  again: 'Try again',
  noScript: 'This page needs JavaScript.',
};

/**
 * Puts into every page what is read without its app: a sentence that `watch.js` shows when the
 * app did not start, with the menu as text for guests (`plain.js`). It waits in a template, so
 * that nothing of it is fetched or drawn before.
 */
export function plain(root: string): Plugin {
  return {
    name: 'salver-plain',
    apply: 'build',
    async generateBundle() {
      for (const fileName of ['watch.js', 'plain.js']) {
        const source = await small(readFileSync(join(root, 'src/plain', fileName), 'utf8'));
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { path }) => withPlain(html, path === '/index.html' ? 'guest' : 'staff'),
    },
  };
}

/** The same script in fewer bytes. It is written in no newer language than it came in: old engines must read it. */
export async function small(script: string): Promise<string> {
  const { code } = await minify(script, { ecma: 5, compress: { passes: 2 }, mangle: true });
  return code ?? script;
}

export function withPlain(html: string, audience: 'guest' | 'staff'): string {
  const { title, why, way } = WORDS[audience];
  const menu = `<div id="plain-menu" data-gone="${WORDS.guest.gone}"></div>`;
  return html
    .replace(
      '<div id="app"></div>',
      `<div id="app"></div>
    <template id="plain">
      <link rel="stylesheet" href="/plain.css" />
      <main class="plain">
        <h1>${title}</h1>
        <p>${why}</p>
        <p><strong>${way}</strong></p>
        <p><button type="button" id="plain-again">${WORDS.again}</button></p>
        ${audience === 'guest' ? menu : ''}
      </main>
      <script src="/plain.js"></script>
    </template>
    <noscript>${WORDS.noScript} ${way}</noscript>`,
    )
    .replace('</head>', '  <script defer src="/watch.js"></script>\n  </head>');
}

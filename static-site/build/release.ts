import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Release } from '../src/worker/shells.ts';

const NAMED = /\/?(assets\/[\w.-]+\.(?:js|css))|["'`]\.\/([\w.-]+\.(?:js|css))["'`]/g;

/** What the pages in a built folder need, whether they load it at once or later. */
export function releaseOf(folder: string): Release {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const present = new Set(readdirSync(join(folder, 'assets')).map((file) => `assets/${file}`));
  const loose = readdirSync(folder).filter((name) => /^(watch|plain|guest)\./.test(name)).sort();
  const readIfThere = (file: string) => (loose.includes(file) ? read(file) : '');
  const pages: Record<string, string[]> = {};
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.html')).sort()) {
    const html = read(file);
    const entry = /<script type="module"[^>]* src="\/(assets\/[\w.-]+\.js)"/.exec(html)?.[1];
    if (!entry) throw new Error(`${file} names no module`);
    const found = new Set([entry]);
    const seen = new Set<string>();
    // What a menu's page starts with is of the guest's page, and names the same and more.
    const open = file === 'index.html' ? [html, readIfThere('guest.js')] : [html];
    for (let text = open.pop(); text !== undefined; text = open.pop()) {
      for (const [, asset, sibling] of text.matchAll(NAMED)) {
        const name = asset ?? `assets/${sibling}`;
        if (!present.has(name) || seen.has(name)) continue;
        seen.add(name);
        found.add(name);
        if (name.endsWith('.js')) open.push(read(name));
      }
    }
    pages[file === 'index.html' ? '/' : `/${file.slice(0, -'.html'.length)}`] = [...found].map((name) => `/${name}`);
    hash.update(html);
  }
  for (const file of loose) hash.update(read(file));
  return { version: hash.digest('hex').slice(0, 12), pages };
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Packages whose code or drawings end up in the pages. */
const PACKAGES = ['@fontsource/fredoka', '@fontsource/outfit', '@fontsource/playfair-display', 'clsx', 'esm-env', 'fflate', 'lucide-static', 'svelte', 'tinypdf', 'uqr'];

/** Drawings that lie in the sources, by the file with their licence. */
const DRAWN = { 'Fluent Emoji': 'src/guest/menu/glyphs.licence.txt' };

/** Puts `licences.txt` beside the pages: minified code no longer carries the notices. */
export function licences(root: string): Plugin {
  return {
    name: 'salver-licences',
    apply: 'build',
    async generateBundle() {
      const texts = await Promise.all([
        ...PACKAGES.map((name) => notice(join(root, 'node_modules', name), name)),
        ...Object.entries(DRAWN).map(async ([name, file]) => headed(name, await readFile(join(root, file), 'utf8'))),
      ]);
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: texts.join('\n\n') });
    },
  };
}

async function notice(folder: string, name: string): Promise<string> {
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.md)?$/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  return headed(name, await readFile(join(folder, file), 'utf8'));
}

const headed = (name: string, text: string) => `${name}\n${'='.repeat(name.length)}\n${text.trim()}\n`;

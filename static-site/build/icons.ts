import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PREFIX = 'icon:';
const SHAPE = /<(path|circle|rect|line|polyline|polygon|ellipse)\s+([^>]*?)\/>/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;

/**
 * `import plus from 'icon:plus'` gives a Lucide icon as a list of shapes.
 *
 * The shapes are built as elements, never as markup, so the strict content
 * policy holds, and only the icons that a page names reach its bundle.
 */
export function icons(): Plugin {
  return {
    name: 'salver-icons',
    resolveId(id) {
      return id.startsWith(PREFIX) ? `\0${id}` : null;
    },
    async load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const name = id.slice(PREFIX.length + 1);
      const file = new URL(import.meta.resolve(`lucide-static/icons/${name}.svg`));
      return `export default ${JSON.stringify(shapes(await readFile(fileURLToPath(file), 'utf8')))}`;
    },
  };
}

function shapes(svg: string): [string, Record<string, string>][] {
  return [...svg.matchAll(SHAPE)].map(([, tag = '', attributes = '']) => [
    tag,
    Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, value])),
  ]);
}

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const PREFIX = 'icon:';
const SHAPE = /<(path|circle|rect|line|polyline|polygon|ellipse)\s+([^>]*?)\/>/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;

/**
 * `import plus from 'icon:plus'` gives a Lucide icon as the data of one path.
 *
 * An icon is drawn as an attribute, never as markup, so the strict content
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
      return `export default ${JSON.stringify(pathOf(await readFile(fileURLToPath(file), 'utf8')))}`;
    },
  };
}

/** All shapes of an SVG file as one path. */
export function pathOf(svg: string): string {
  return [...svg.matchAll(SHAPE)]
    .map(([, tag = '', text = '']) => {
      const attributes = Object.fromEntries([...text.matchAll(ATTRIBUTE)].map(([, key, value]) => [key, value]));
      return toPath(tag, attributes);
    })
    .join('');
}

function toPath(tag: string, attributes: Record<string, string | undefined>): string {
  const number = (name: string) => Number(attributes[name] ?? 0);
  const points = (attributes.points ?? '').trim().split(/[\s,]+/).join(' ');
  switch (tag) {
    case 'path':
      // A path may begin with a relative move, which would count from where the last one ended.
      return `M0 0${attributes.d ?? ''}`;
    case 'line':
      return `M${number('x1')} ${number('y1')}L${number('x2')} ${number('y2')}`;
    case 'polyline':
      return `M${points}`;
    case 'polygon':
      return `M${points}Z`;
    case 'circle':
      return ellipse(number('cx'), number('cy'), number('r'), number('r'));
    case 'ellipse':
      return ellipse(number('cx'), number('cy'), number('rx'), number('ry'));
    default:
      return rectangle(number('x'), number('y'), number('width'), number('height'), number('rx'));
  }
}

function ellipse(x: number, y: number, rx: number, ry: number): string {
  return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return [
    `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}`,
    `h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`,
  ].join('');
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const site = join(import.meta.dirname, '../../..');
/** Read by engines that know no logical properties, in English only. */
const JUSTIFIED = ['plain.css'];
const SIDE = /(?:^|[\s;{])((?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-[a-z-]+)?|border-(?:top|bottom)-(?:left|right)-radius)\s*:/g;
const WORD = /(?:text-align|float|clear)\s*:\s*(?:left|right)\b/g;
const FOUR = /\b(?:margin|padding|inset|border-width|scroll-margin|scroll-padding)\s*:\s*([^;{}]+)/g;

/** What in a style sheet names a side of the screen instead of the start or end of a line. */
export function sides(css: string): string[] {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const uneven = [...bare.matchAll(FOUR)].filter(([, value = '']) => {
    const [, right, , left] = value.trim().match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
    return left !== undefined && left !== right;
  });
  return [...bare.matchAll(SIDE), ...bare.matchAll(WORD), ...uneven].map(([found]) => found.trim());
}

it.each([
  ['margin-left: 1px', true],
  ['a { left: 0 }', true],
  ['text-align: right;', true],
  ['border-top-left-radius: 1px', true],
  ['padding: 0 1rem 0 0', true],
  ['padding: 0 calc(1px + 2px) 0 calc(1px + 2px)', false],
  ['padding: 0 var(--space-3) 1px', false],
  ['margin-inline-start: 1px; text-align: start', false],
  ['.left { color: red }', false],
])('%s names a side: %s', (css, named) => expect(sides(css).length > 0).toBe(named));

it('no style of the pages names a side: they are read from right to left as well', () => {
  const files = ['src', 'public'].flatMap((folder) =>
    readdirSync(join(site, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(svelte|css)$/.test(file) && !JUSTIFIED.includes(file))
      .map((file) => join(folder, file)),
  );
  const found = files.flatMap((file) => {
    const source = readFileSync(join(site, file), 'utf8');
    const styles = file.endsWith('.css') ? source : (/<style>([\s\S]*)<\/style>/.exec(source)?.[1] ?? '');
    return sides(styles).map((one) => `${file}: ${one}`);
  });
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, parse } from 'acorn';
import { expect, it } from 'vitest';
import { builtSite } from './harness/stack';

/**
 * What was built runs in the engines that `static-site/README.md` names: Chrome 92, Safari 15.4,
 * Firefox 98. Engines that are older show what `plain.js` shows, which is ES5.
 */
const assets = readdirSync(join(builtSite, 'assets'));
const read = (file: string) => readFileSync(join(builtSite, file), 'utf8');
const scripts = [...assets.filter((name) => name.endsWith('.js')).map((name) => `assets/${name}`), 'worker.js'];
const styles = assets.filter((name) => name.endsWith('.css')).map((name) => `assets/${name}`);

/** All nodes of a script, by type. */
function typesIn(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) for (const one of node) typesIn(one, found);
  else if (node !== null && typeof node === 'object') {
    if ('type' in node && typeof node.type === 'string') found.add(node.type);
    for (const value of Object.values(node)) typesIn(value, found);
  }
  return found;
}

/** What is younger than the oldest engine of the three, and would throw there. */
const YOUNGER = [
  ...['.findLast(', '.findLastIndex(', '.toSorted(', '.toReversed(', '.toSpliced(', '.isWellFormed('],
  ...['structuredClone(', 'Object.groupBy(', 'Map.groupBy(', 'Object.hasOwn(', 'Array.fromAsync(', 'Promise.withResolvers('],
  ...['AbortSignal.any(', 'AbortSignal.timeout(', 'URL.canParse(', 'Intl.Segmenter', 'crypto.randomUUID('],
  ...['requestIdleCallback(', '.showPopover(', '.checkVisibility(', 'navigator.userActivation', 'Iterator.from('],
  // Safari 16.4 is the first that reads a lookbehind; the whole script fails in those before.
  ...['(?<=', '(?<!'],
];

/** Not everywhere, or not on plain http: each has to be asked for before it is used. */
const GUARDED: Record<string, RegExp> = {
  // Only ever held in a variable that may be empty.
  'navigator.serviceWorker': /navigator\.serviceWorker\.(?!$)/,
  'navigator.locks': /navigator\.locks\.(?!$)/,
  'navigator.clipboard': /navigator\.clipboard\.(?!$)/,
};

it.each(scripts)('%s has the language of the oldest engines', (file) => {
  const tree: Node = parse(read(file), { ecmaVersion: 2022, sourceType: 'module' });
  expect([...typesIn(tree)]).not.toContain('StaticBlock');
});

it.each(scripts)('%s calls nothing that they lack', (file) => {
  const text = read(file);
  expect(YOUNGER.filter((word) => text.includes(word))).toEqual([]);
  expect(Object.keys(GUARDED).filter((name) => GUARDED[name]?.test(text))).toEqual([]);
});

it.each(['watch.js', 'plain.js'])('%s is read by engines that know nothing newer than ES5', (file) => {
  expect(() => parse(read(file), { ecmaVersion: 5, sourceType: 'script' })).not.toThrow();
});

it.each(styles)('%s hides no rule from them', (file) => {
  // What is asked for by `@supports` may be young.
  const text = read(file).replaceAll(/@supports[^{]*\{[^{}]*\{[^{}]*\}\}/g, '');
  const young = [':has(', '@layer', '@container', '@scope', 'light-dark(', 'color-mix(', ':dir(', 'dvh', 'svh', '@starting-style'];
  expect(young.filter((word) => text.includes(word))).toEqual([]);
  // Single properties for what `transform` does came with Chrome 104.
  expect(text).not.toMatch(/[;{](?:translate|rotate|scale):/);
  // Nested rules.
  expect(text).not.toMatch(/[;{}]\s*&/);
});

it('finds what it looks for', () => {
  const tree = parse('class A { static { A.b = 1; } }', { ecmaVersion: 2022 });
  expect([...typesIn(tree)]).toContain('StaticBlock');
  expect(() => parse('const a = () => 1', { ecmaVersion: 5 })).toThrow();
  expect(GUARDED['navigator.locks']?.test('navigator.locks.request("a")')).toBe(true);
  expect(scripts.length).toBeGreaterThan(10);
});

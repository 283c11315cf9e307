import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { releaseOf } from './release';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salver-release-'));
  mkdirSync(join(folder, 'assets'));
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  write('index.html', '<html><script type="module" crossorigin src="/assets/index-1.js"></script><link href="/assets/a-1.css">');
  write('floor.html', '<html><script type="module" src="/assets/floor-1.js"></script>');
  write('assets/index-1.js', 'const deps=["assets/start-1.js"];import(`./start-1.js`)');
  write('assets/start-1.js', 'import{a}from"./index-1.js";import("./later-1.js");const no="assets/gone-1.js"');
  write('assets/later-1.js', 'import "./start-1.js"');
  write('assets/floor-1.js', 'export {}');
  write('assets/a-1.css', '');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('lists for each page what it may ever load, its entry first', () => {
  const { pages } = releaseOf(folder);
  expect(Object.keys(pages)).toEqual(['/floor', '/']);
  expect(pages['/floor']).toEqual(['/assets/floor-1.js']);
  const [entry, ...others] = pages['/'] ?? [];
  expect(entry).toBe('/assets/index-1.js');
  expect(others.sort()).toEqual(['/assets/a-1.css', '/assets/later-1.js', '/assets/start-1.js']);
});

it('is another version as soon as a page is another', () => {
  const before = releaseOf(folder).version;
  expect(releaseOf(folder).version).toBe(before);
  writeFileSync(join(folder, 'floor.html'), '<html lang="en"><script type="module" src="/assets/floor-1.js"></script>');
  expect(releaseOf(folder).version).not.toBe(before);
});

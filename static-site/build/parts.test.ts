import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConfigEnv, UserConfig } from 'vite';
import config from '../vite.config';

const src = join(import.meta.dirname, '../src');
const configOf = config as (env: ConfigEnv) => UserConfig;
const inputsOf = (mode: string) =>
  [configOf({ command: 'build', mode }).build?.rolldownOptions?.input ?? []].flat().map((one) => basename(String(one)));
const files = (folder: string, name: RegExp) => readdirSync(join(src, folder)).filter((file) => name.test(file));
const read = (file: string) => readFileSync(join(src, file), 'utf8');

describe('the page of parts', () => {
  it('is of the workshop only: no build makes it', () => {
    const built = ['production', 'guest'].flatMap(inputsOf);
    expect(built).toContain('kitchen.html');
    expect(built).not.toContain('parts.html');
  });

  it('is imported by nothing that is built', () => {
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|svelte)$/.test(file) && !/\.test\.ts$/.test(file));
    const users = sources.filter((file) => !file.startsWith('parts/') && /from '[^']*\bparts\//.test(read(file)));
    expect(sources.length).toBeGreaterThan(100);
    expect(users).toEqual([]);
  });

  it('shows every part of the set', () => {
    const shown = read('parts/UiParts.svelte');
    const missing = files('lib/ui', /\.svelte$/).filter((file) => !shown.includes(`from '$lib/ui/${file}'`));
    expect(missing).toEqual([]);
  });
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtSite } from './stack';

/** A copy of the site, so that a test can bring a new release of it. */
export function copyOfSite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'salver-site-'));
  cpSync(builtSite, folder, { recursive: true });
  return folder;
}

/**
 * The site once more with other names for all assets, as after a deployment. Those of before stay, as they do where they
 * are only added to, or go (`others: 'go'`), as they do where a folder takes the place of another.
 */
export function deploy(folder: string, version: string, others: 'stay' | 'go' = 'stay'): void {
  const assets = readdirSync(join(folder, 'assets'));
  const renamed = (text: string) =>
    assets.reduce((done, name) => done.replaceAll(name, name.replace(/(\.\w+)$/, `_${version}$1`)), text);
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  // Fonts are not read: they name nothing.
  for (const name of assets) {
    if (/\.woff2?$/.test(name)) cpSync(join(folder, 'assets', name), join(folder, 'assets', renamed(name)));
    else writeFileSync(join(folder, 'assets', renamed(name)), renamed(read(`assets/${name}`)));
  }
  for (const page of readdirSync(folder).filter((name) => name.endsWith('.html'))) {
    writeFileSync(join(folder, page), renamed(read(page)).replace(/<html[^>]*>/, `<html lang="en" data-version="${version}">`));
  }
  writeFileSync(join(folder, 'guest.js'), renamed(read('guest.js')));
  writeFileSync(join(folder, 'worker.js'), renamed(read('worker.js')).replace(/version:(["'`])[\w-]+\1/, `version:"${version}"`));
  if (others === 'go') for (const name of assets) rmSync(join(folder, 'assets', name));
}

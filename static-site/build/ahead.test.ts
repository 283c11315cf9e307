import type { Rolldown } from 'vite';
import { expect, it } from 'vitest';
import { tagsFor } from './ahead';

const chunk = (fileName: string, imports: string[], dynamicImports: string[], styles: string[] = [], facadeModuleId = '') =>
  ({
    type: 'chunk',
    fileName,
    imports,
    dynamicImports,
    facadeModuleId,
    viteMetadata: { importedCss: new Set(styles) },
  }) as unknown as Rolldown.OutputChunk;

it('names what the entry brings, with what that needs, but no language and nothing that comes later', () => {
  const entry = chunk('entry.js', ['tools.js'], ['start.js', 'hindi.js']);
  const all = [
    entry,
    chunk('tools.js', [], []),
    // Back to the entry, as chunks do.
    chunk('start.js', ['entry.js', 'shared.js', 'tools.js'], ['seated.js'], ['start.css']),
    chunk('shared.js', ['tools.js'], [], ['shared.css']),
    chunk('hindi.js', ['tools.js'], [], [], '/site/src/lib/text/hi/index.ts'),
    chunk('seated.js', ['shared.js'], [], ['seated.css']),
  ];
  const tags = tagsFor(entry, Object.fromEntries(all.map((one) => [one.fileName, one])));
  expect(tags.map(({ attrs }) => `${attrs?.['rel']} ${attrs?.['href']}`)).toEqual([
    'modulepreload /start.js',
    'modulepreload /shared.js',
    'stylesheet /start.css',
    'stylesheet /shared.css',
  ]);
});

import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/**
 * Names in a page's HTML what its entry brings with `import()`, so that it
 * loads beside the entry and not after it. What that brings in turn waits, and
 * so do the languages, of which each person loads one at most.
 */
export function ahead(): Plugin {
  return {
    name: 'salver-ahead',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {}, chunk }) => (chunk ? tagsFor(chunk, bundle) : []),
    },
  };
}

/** Links to everything that the entry brings, itself or by what it imports, and that it does not name yet. */
export function tagsFor(entry: Rolldown.OutputChunk, bundle: Bundle): HtmlTagDescriptor[] {
  const named = withImports([entry.fileName], bundle);
  const brought = named.flatMap(({ dynamicImports }) => dynamicImports).filter((file) => !isLanguage(bundle[file]));
  const later = withImports(brought, bundle).filter((chunk) => !named.includes(chunk));
  const stylesOf = (chunks: Rolldown.OutputChunk[]) => chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]);
  const styles = new Set(stylesOf(later));
  for (const style of stylesOf(named)) styles.delete(style);
  return [
    ...later.map(({ fileName }) => link('modulepreload', fileName)),
    ...[...styles].map((file) => link('stylesheet', file)),
  ];
}

function isLanguage(output: Bundle[string] | undefined): boolean {
  return output?.type === 'chunk' && /\/lib\/text\/[a-z-]+\/index\.ts$/.test(output.facadeModuleId ?? '');
}

/** The chunks of these files and all that they import statically. */
function withImports(files: readonly string[], bundle: Bundle): Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>();
  const open = [...files];
  for (let file = open.shift(); file !== undefined; file = open.shift()) {
    const output = bundle[file];
    if (output?.type !== 'chunk' || found.has(output)) continue;
    found.add(output);
    open.push(...output.imports);
  }
  return [...found];
}

function link(rel: string, file: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: `/${file}` }, injectTo: 'head' };
}

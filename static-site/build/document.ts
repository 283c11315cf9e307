import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'postcss';
import { build, type Plugin, type ResolvedConfig, type Rolldown } from 'vite';
import { tagsFor } from './ahead.ts';
import { small } from './plain.ts';

/**
 * The components of which the page of a menu has markup (functions/serve-menu/src/page), each with the
 * class that stands there for the one that scopes its styles.
 */
export const OWN: Readonly<Record<string, string>> = {
  'src/guest/Header.svelte': 'dh',
  'src/guest/Restaurant.svelte': 'dr',
  'src/guest/BottomBar.svelte': 'db',
  'src/guest/menu/MenuView.svelte': 'dm',
  'src/guest/menu/CategoryBar.svelte': 'dc',
  'src/guest/menu/ItemRow.svelte': 'di',
  'src/guest/menu/Tile.svelte': 'dt',
  'src/lib/ui/Search.svelte': 'ds',
  'src/lib/ui/DietMark.svelte': 'dd',
  'src/lib/ui/Button.svelte': 'du',
  'src/lib/ui/Callout.svelte': 'dk',
  'src/guest/menu/Paused.svelte': 'dq',
};

/** What that markup never has: it is nobody's seat yet, and nothing in it is pressed. */
const NEVER =
  /\.(less|means|skip|spinner|danger|quiet|secondary|plain|square|some|large|searching|measured|byRow|visually-hidden|turns|good|bad|info|two)\b|:(hover|active|disabled|focus-within|focus(?!-visible))\b|\[(data-theme|aria-busy)|\bdialog\b/;

/** Of what is kept what that markup does not have either. */
const NOT_THERE = /^(button\.ds|small\.db|span\.dd|\.name\.di:focus-visible)|:empty/;

/** A class that scopes a component's styles (`scope.ts`). */
const SCOPE = /\.s-[\da-z]{4}\b/g;
const SCOPED = /\.s-[\da-z]{4}\b/;

/**
 * The two files of the page of a menu, whose HTML comes from a function: `guest.js`, which starts the
 * app of this release there, and `document.css`, which that HTML has within itself.
 */
export function menuDocument(root: string, classOf: (file: string) => string): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'salver-document',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const entry = Object.values(bundle).find((one): one is Rolldown.OutputChunk => one.type === 'chunk' && one.moduleIds.some((id) => id.endsWith('/src/guest/main.ts')));
        if (!entry) throw new Error('there is no page of the guest');
        const styles = [...(entry.viteMetadata?.importedCss ?? [])].map((file) => `/${file}`);
        const modules = [`/${entry.fileName}`];
        for (const { attrs } of tagsFor(entry, bundle)) (attrs?.rel === 'stylesheet' ? styles : modules).push(String(attrs?.href));
        const sources = (of: (file: string) => boolean) =>
          Object.values(bundle).flatMap((one) => (one.type === 'asset' && one.fileName.endsWith('.css') && of(`/${one.fileName}`) ? String(one.source) : []));
        const own = plainer(readFileSync(join(root, 'src/guest/document/document.css'), 'utf8'));
        const names = new Map(Object.entries(OWN).map(([file, name]) => [classOf(file), name]));
        const first = sources((file) => styles.includes(file));
        const later = sources((file) => !styles.includes(file));
        this.emitFile({ type: 'asset', fileName: 'document.css', source: sheet(first, later, names) + own });
        const emitted = (name: string, source: string) => `/${this.getFileName(this.emitFile({ type: 'asset', name, source }))}`;
        const beside = emitted('beside.css', first.map(besides).join(''));
        const faces = emitted('faces.css', first.map(facesOf).join(''));
        const source = await starter(readFileSync(join(root, 'src/guest/document/guest.js'), 'utf8'), {
          ENTRY: `/${entry.fileName}`,
          READING: emitted('reading.js', await alone(join(root, 'src/guest/document/reading.ts'), config)),
          STYLES: [beside],
          FACES: faces,
          WHOLE: styles,
          MODULES: modules,
        });
        this.emitFile({ type: 'asset', fileName: 'guest.js', source });
      },
    },
  };
}

/**
 * A script with all that it imports, apart from the app: what is loaded for a menu without a table must not
 * bring the app along, whose pieces have what both use in them.
 */
async function alone(input: string, { resolve, build: { target } }: ResolvedConfig): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: resolve.alias },
    build: { target, write: false, modulePreload: { polyfill: false }, rolldownOptions: { input } },
  });
  const [script, ...more] = (built as Rolldown.RolldownOutput).output;
  if (more.length > 0) throw new Error(`${input} is more than one file`);
  return script.code;
}

/** The script with what it names. */
export async function starter(script: string, named: Readonly<Record<string, unknown>>): Promise<string> {
  return (await small(script)).replace(/__([A-Z]+)__/g, (_, name: string) => JSON.stringify(named[name]));
}

/**
 * Of built style sheets what the page's markup can have, by the classes that it has there. Of what the app loads
 * `later` only the components count: it comes after what is for all elements.
 */
export function sheet(first: readonly string[], later: readonly string[], names: ReadonlyMap<string, string>): string {
  const kept = (least: number) => (css: string) =>
    rewritten(css, (selector) => {
      if (NEVER.test(selector)) return null;
      const scopes = selector.match(SCOPE) ?? [];
      if (scopes.length < least || !scopes.every((scope) => names.has(scope.slice(1)))) return null;
      const own = selector.replace(SCOPE, (scope) => `.${names.get(scope.slice(1))}`);
      return NOT_THERE.test(own) ? null : own;
    });
  return withoutUnused([...first.map(kept(0)), ...later.map(kept(1))].join(''), [...first, ...later].join(''));
}

/**
 * Of the app's style sheet what is of components alone. A rule for elements whatever their class would have the browser
 * work out the style of the whole page anew, and that has all of those.
 */
export function besides(css: string): string {
  const rest = parse(css);
  rest.walkAtRules('font-face', (rule) => void rule.remove());
  rest.walkRules((rule) => {
    const selectors = rule.selectors.filter((one) => SCOPED.test(one) || NEVER.test(one));
    if (selectors.length > 0) rule.selectors = selectors;
    else if ((rule.parent as { name?: string } | undefined)?.name !== 'keyframes') rule.remove();
  });
  rest.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  return rest.toString();
}

/** Goes over all rules; a selector that is answered with null goes, and with its last one the rule. */
function rewritten(css: string, each: (selector: string) => string | null): string {
  const root = parse(css);
  root.walkAtRules(/^(keyframes|import)$/, (rule) => void rule.remove());
  // What has to be fetched has a name of one release; the app brings it.
  root.walkDecls((one) => {
    if (!one.value.includes('url(')) return;
    const { parent } = one;
    one.remove();
    if (parent?.type === 'atrule') parent.remove();
  });
  root.walkRules((rule) => {
    const selectors = rule.selectors.map(each).filter((one) => one !== null);
    if (selectors.length > 0) rule.selectors = selectors;
    else rule.remove();
  });
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) rule.remove();
  });
  root.walkComments((comment) => void comment.remove());
  return root.toString();
}

/** The letters that brands may have, which are fetched where a brand has some: to know of them, all words are measured anew. */
function facesOf(css: string): string {
  return (css.match(/@font-face\s*{[^}]*}/g) ?? []).filter((one) => one.includes('url(')).join('');
}

/** Without the custom properties that neither it nor `all` uses. */
function withoutUnused(css: string, all: string): string {
  const used = new Set<string>();
  const uses = (text: string) => [...text.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name);
  const defined = [...css.matchAll(/(--[\w-]+):([^;}]*)/g)].map(([, name = '', value = '']) => ({ name, value }));
  const open = uses((css + all).replace(/--[\w-]+:[^;}]*[;}]/g, ';'));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    for (const one of defined) if (one.name === name) open.push(...uses(one.value));
  }
  return css.replace(/(--[\w-]+):[^;}]*(;|(?=}))/g, (all, name: string) => (used.has(name) || name.startsWith('--lightningcss') ? all : ''));
}

/** A hand-written sheet without what stands between its signs. */
function plainer(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s+/g, ' ').replace(/ ?([{};:,>]) ?/g, '$1').replace(/;}/g, '}').trim();
}

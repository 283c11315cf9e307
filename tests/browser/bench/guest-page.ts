import { readFileSync } from 'node:fs';
import { Publisher } from '../harness/publisher';
import { Stack, type Table } from '../harness/stack';
import type { MakeDevice } from '../harness/test';
import { DevTools } from './devtools';
import { Edge } from './edge';
import { lengthen } from './long-menu';
import { bytes, count, median, ms, type Section } from './report';
import { type Request, tookOver, type Vitals, vitals, watchVitals } from './vitals';

const LOADS = 7;
/** Of what takes long to bring about. */
const COLD = 3;
const KINDS = ['HTML', 'CSS', 'JS', 'API', 'image'] as const;
const VERY_MANY_DISHES = 1_500;
const LCP_MS = 1_200;
const TBT_MS = 150;
const CLS = 0.02;

interface Load extends Vitals {
  /** Everything that came, with the heads of the answers. */
  wire: number;
}

/** A guest's first look at the menu: a phone that was never here, on a slow network. */
export async function guestPage(section: Section, stack: Stack, device: MakeDevice): Promise<void> {
  const publisher = Publisher.of(stack);
  await publisher.photographAll();
  const table = stack.freeTable();
  const scanned = `/m/${stack.ready.branch}#${table.code}`;
  // The functions are up from here on.
  await load(device, stack.url + scanned);
  const loads = await several(LOADS, () => load(device, stack.url + scanned));
  const middle = middleOf(loads);

  const budget = budgets();
  const named = await namedInHtml(stack);
  const atStart = (kind: Request['kind']) => sum(middle.requests.filter((one) => one.kind === kind && named.has(one.path)));
  const html = atStart('HTML');
  section.held('guest menu page: HTML with 150 dishes and photos, gzip', `<= ${bytes(budget.html)} (25 KB)`, bytes(html), html <= budget.html);
  const js = atStart('JS');
  section.held('guest menu page: JS at start, gzip', `<= ${bytes(budget.js)} (35 KB)`, bytes(js), js <= budget.js);
  const lcp = median(loads.map((one) => one.lcp));
  section.held('guest menu page: LCP p50, slow 4G, CPU 4x slower', `<= ${ms(LCP_MS)}`, ms(lcp), lcp <= LCP_MS);
  const tbt = median(loads.map((one) => one.tbt));
  section.held('guest menu page: TBT p50, CPU 4x slower', `<= ${ms(TBT_MS)}`, ms(tbt), tbt <= TBT_MS);
  const cls = median(loads.map((one) => one.cls));
  section.held('guest menu page: CLS p50', `<= ${CLS}`, cls.toFixed(3), cls <= CLS);
  const dishes = median(loads.map((one) => one.dishes));
  section.reported('guest menu page: dishes on the screen p50, slow 4G, CPU 4x slower', ms(dishes));
  const app = median(loads.map((one) => one.app));
  section.reported('guest menu page: the app has taken over, p50', ms(app));
  const before = middle.requests.filter(({ start }) => start < middle.lcp).length;
  section.reported('guest menu page: requests before LCP', String(before));
  section.reported('guest menu page: over the wire, all in all', bytes(middle.wire));

  const edge = await Edge.before(stack.url);
  const cached = await several(LOADS, async () => {
    await edge.warm(`/m/${stack.ready.branch}`);
    return load(device, edge.url + scanned);
  });
  if (edge.hits < LOADS) throw new Error('the page did not come from what was kept');
  edge.close();
  const fromCache = median(cached.map((one) => one.lcp));
  section.held('guest menu page from what a CDN keeps: LCP p50', `<= ${ms(LCP_MS)}`, ms(fromCache), fromCache <= LCP_MS);
  const cold = await several(COLD, async () => {
    const fresh = await Stack.start();
    try {
      // The dishes get their photos in the store itself, and of the stack's own first calls none is for a page.
      await Publisher.of(fresh).photographAll();
      return await load(device, `${fresh.url}/m/${fresh.ready.branch}#${fresh.freeTable().code}`);
    } finally {
      await fresh.stop();
    }
  });
  const fromCold = median(cold.map((one) => one.lcp));
  section.held('guest menu page from a stack just started: LCP p50', `<= ${ms(LCP_MS)}`, ms(fromCold), fromCold <= LCP_MS);

  const huge = await publisher.during(
    (menu) => lengthen(menu, VERY_MANY_DISHES),
    () => several(COLD, () => load(device, stack.url + scanned)),
  );
  const hugest = middleOf(huge);
  section.reported('guest menu page with 1,500 dishes: HTML, gzip', bytes(sum(hugest.requests.filter(({ kind }) => kind === 'HTML'))));
  section.reported('guest menu page with 1,500 dishes: LCP p50', ms(median(huge.map((one) => one.lcp))));
  section.reported('guest menu page with 1,500 dishes: TBT p50', ms(median(huge.map((one) => one.tbt))));
  section.reported('guest menu page with 1,500 dishes: the app has taken over, p50', ms(median(huge.map((one) => one.app))));

  section.text.push(
    `**Guest menu page.** ${LOADS} cold loads of \`/m/{branch}#{code}\`, each in a browser context of its own, as a phone of 390 x 844, under ` +
      'applied slow 4G (562 ms for each request, 1.47 Mbps) and with the processor slowed 4 times; each of the 150 dishes has a photo of its own. ' +
      `The table below is the load with the median LCP; its largest paint was ${middle.largest}. TBT counts all long tasks after the ` +
      'first paint until the network is quiet, CLS all layout shifts. Sizes are bodies as they were sent.',
    'The menu is in the HTML, so that it is there after one round trip. The scripts come after a second, what the table is after a third; ' +
      'then the app takes the place of what was read until then. What a CDN keeps is measured with a stand-in for it that keeps the page as long as ' +
      `the page says, and a cold function by a stack that has just started (${COLD} of each).`,
  );
  section.table(
    'Guest menu page: bytes',
    ['kind', 'requests', 'bytes at start', 'budget', 'bytes later'],
    KINDS.map((kind) => {
      const all = middle.requests.filter((one) => one.kind === kind);
      const allowed = { HTML: budget.html, CSS: budget.css, JS: budget.js }[kind as string];
      return [kind, String(all.length), bytes(atStart(kind)), allowed ? bytes(allowed) : '', bytes(sum(all) - atStart(kind))];
    }),
  );
  section.table(
    'Guest menu page: times of each load, in ms',
    ['load', 'first paint', 'LCP', 'dishes', 'app', 'TBT', 'CLS', 'requests', 'bytes over the wire'],
    loads.map((one, at) => [
      ...[String(at + 1), count(one.fcp), count(one.lcp), count(one.dishes), count(one.app), count(one.tbt), one.cls.toFixed(3)],
      ...[String(one.requests.length), count(one.wire)],
    ]),
  );
  section.table(
    'Guest menu page: requests of the median load, in ms since its start',
    ['request', 'from', 'to', 'bytes', 'before LCP'],
    middle.requests.map(({ path, start, end, bytes: size }) => [
      ...[`\`${nameless(path, table)}\``, count(start), count(end), count(size)],
      start < middle.lcp ? 'yes' : '',
    ]),
  );
}

async function several<T>(times: number, once: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let turn = 0; turn < times; turn += 1) all.push(await once());
  return all;
}

function middleOf(loads: readonly Load[]): Load {
  const middle = loads.toSorted((a, b) => a.lcp - b.lcp)[Math.floor(loads.length / 2)];
  if (!middle) throw new Error('nothing was loaded');
  return middle;
}

/** What the page loads before it starts: itself, and the files that it and its first script name. */
async function namedInHtml({ url, ready }: Stack): Promise<ReadonlySet<string>> {
  const path = `/m/${ready.branch}`;
  const html = await (await fetch(url + path)).text();
  const script = await (await fetch(`${url}/guest.js`)).text();
  const reading = /reading-[\w-]+\.js/;
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g), ...script.matchAll(/"(\/assets\/[^"]+)"/g)];
  return new Set([path, ...files.map(([, file = '']) => file).filter((file) => !reading.test(file))]);
}

async function load(device: MakeDevice, address: string): Promise<Load> {
  const phone = await device('phone', 'phone');
  const tools = await DevTools.of(phone.page);
  await watchVitals(phone.page);
  await tools.slow4g();
  await tools.slowCpu(4);
  const wire = tools.countBytes();
  await phone.page.goto(address);
  await tookOver(phone.page);
  await phone.page.waitForLoadState('networkidle');
  const seen = await vitals(phone.page);
  await phone.context.close();
  return { ...seen, wire: wire() };
}

const sum = (requests: readonly Request[]) => requests.reduce((total, { bytes }) => total + bytes, 0);

/** Without what differs from run to run. */
function nameless(path: string, table: Table): string {
  return path.replace(table.code, '{code}').replace(/branches\/[^/]+/, 'branches/{branch}').replace(/-[\w-]{8}\./, '-*.');
}

function budgets(): { html: number; css: number; js: number } {
  const file = new URL('../../../static-site/budgets.json', import.meta.url);
  const { pages } = JSON.parse(readFileSync(file, 'utf8')) as { pages: Record<string, ReturnType<typeof budgets>> };
  const page = pages['index.html'];
  if (!page) throw new Error('the guest page has no budget');
  return page;
}

import { describe, expect, it } from 'vitest';
import { common } from './en/common';
import { floor } from './en/floor';
import { kitchen } from './en/kitchen';
import { owner } from './en/owner';
import { seat } from './en/seat';
import { staff } from './en/staff';
import { stage } from './en/stage';

const english = { stage, common, seat, staff, kitchen, owner, floor };

/** What guests read, on the page, on the cards and of a receipt, by path: `./hi/seat.ts`. */
const files = import.meta.glob<Record<string, object>>('./*/{card,common,guest,landing,receipt,search,seat,settle}.ts', { eager: true });
const NAMES = ['card', 'common', 'guest', 'landing', 'receipt', 'search', 'seat', 'settle'];
const codes = [...new Set(Object.keys(files).map((path) => path.split('/')[1] ?? ''))];
const others = codes.filter((code) => code !== 'en');

function textsOf(code: string, name: string): object {
  const texts = files[`./${code}/${name}.ts`]?.[name];
  if (!texts) throw new Error(`${code} has no ${name}`);
  return texts;
}

/** Every text of a catalogue with its path, such as `menu.search`. */
function leaves(texts: object, path = ''): [string, unknown][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value ? leaves(value, `${path}${key}.`) : [[`${path}${key}`, value]],
  );
}

const kind = (text: unknown) => (typeof text === 'function' ? `a function of ${text.length}` : typeof text);
const shape = (texts: object) => Object.fromEntries(leaves(texts).map(([path, text]) => [path, kind(text)]));

it('there is more than one language', () => expect(others).toContain('hi'));

describe.each(others)('%s', (code) => {
  it.each(NAMES)('has all that %s has in English, and no more', (name) => {
    expect(shape(textsOf(code, name))).toEqual(shape(textsOf('en', name)));
  });
});

// What has no letters of the language was forgotten, but for names that are written like this everywhere.
it.each(NAMES)('%s is in Hindi throughout', (name) => {
  const latin = leaves(textsOf('hi', name))
    .filter(([path]) => path !== 'list')
    .map(([path, text]) => [path, typeof text === 'function' ? String(text(2, 3, 4)) : String(text)])
    .filter(([, text]) => !/\p{Script=Devanagari}/u.test(text ?? ''));
  const known = { card: [], common: [], guest: [], landing: [], receipt: ['rate', 'method.upi'], search: [], seat: ['cart.note', 'payment.name.upi', 'orders.why', 'bill.notCounted'], settle: [] };
  expect(latin.map(([path]) => path)).toEqual(known[name as keyof typeof known]);
});

it('a state has one short name on all pages', () => {
  const { stage, common, seat, staff, kitchen, owner, floor } = english;
  const names = (state: keyof typeof stage, ...said: string[]) => expect([...new Set([stage[state], ...said])]).toEqual([stage[state]]);
  names('waiting', staff.orderStatus.accepted, kitchen.stage.pending, seat.orders.line.new, owner.now.accepted);
  names('cooking', staff.orderStatus.preparing, common.orderStatus.preparing, kitchen.stage.preparing, seat.orders.line.cooking, floor.order.line.cooking);
  names('ready', staff.orderStatus.ready, common.orderStatus.ready, kitchen.stage.ready, seat.orders.line.ready, floor.order.line.ready);
  names('served', staff.orderStatus.served, common.orderStatus.served, seat.orders.steps[4] ?? '', floor.order.line.served);
});

// Pages show the language that was chosen, which a text imported from one language does not follow.
it('no page imports the texts of one language', () => {
  const sources = import.meta.glob<string>(['/src/**/*.{ts,svelte}', '!/src/lib/text/**'], {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  expect(Object.keys(sources).length).toBeGreaterThan(200);
  const direct = new RegExp(`(from|import) '[^']*/text/(${codes.join('|')})[/']`);
  expect(Object.keys(sources).filter((path) => direct.test(sources[path] ?? ''))).toEqual([]);
  expect(direct.test("import { seat as text } from '$lib/text/en/seat';")).toBe(true);
});

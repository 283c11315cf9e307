import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import digits from '../src/lib/currency-digits.json';
import { small, WORDS, withPlain } from './plain';

const read = (file: string) => readFileSync(join(import.meta.dirname, '..', file), 'utf8');
const page = '<html><head></head><body><div id="app"></div></body></html>';

describe('what stands on a page whose app did not start', () => {
  it('tells a guest how to order, and has a place for the menu', () => {
    const html = withPlain(page, 'guest');
    expect(html).toContain(WORDS.guest.way);
    expect(html).toContain('id="plain-menu"');
    expect(html).toContain('<script defer src="/watch.js"></script>');
  });

  it('tells the staff of another device, and of no menu', () => {
    const html = withPlain(page, 'staff');
    expect(html).toContain(WORDS.staff.way);
    expect(html).not.toContain('plain-menu');
  });

  it('is in every page that is written', () => {
    for (const name of ['index', 'sign-in', 'set-up', 'kitchen', 'floor', 'owner', 'admin']) {
      const source = read(`${name}.html`);
      const html = withPlain(source, name === 'index' ? 'guest' : 'staff');
      expect(html, name).toContain('<template id="plain">');
      expect(html, name).toContain('/watch.js');
    }
  });
});

it('a plain script goes out without its comments, in the language that it was written in', async () => {
  const script = "// Why.\n(function () {\n  /** What. */\n  window.at = function (one) { return { one: one, two: 'http://a' }; };\n})();\n";
  expect(await small(script)).toBe('window.at=function(t){return{one:t,two:"http://a"}};');
});

/** The rows of the plain menu, when the server answers with these dishes. */
function rows(items: object[]): (string | null)[] {
  class Request {
    status = 200;
    responseText = JSON.stringify({ categories: [{ name: 'Mains', items }] });
    onload = () => {};
    open() {}
    send() {
      this.onload();
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request);
  document.body.innerHTML = `<div id="plain-menu" data-gone="${WORDS.guest.gone}"></div>`;
  location.hash = '#ABCD2345';
  new Function(read('src/plain/plain.js'))();
  vi.unstubAllGlobals();
  return [...document.querySelectorAll('li')].map((row) => [...row.children].map((part) => part.textContent).join(': ').replace(/\s/g, ' '));
}

describe('the plain menu', () => {
  const rupees = (minor: number) => ({ minor, currency: 'INR' });
  const dal = { name: 'Dal', available: true, price: rupees(22_000) };
  const variants = [{ id: 'h', name: 'Half', price: rupees(22_000) }, { id: 'f', name: 'Full', price: rupees(37_000) }];

  it('says the price of a dish, or that it is sold out', () => {
    expect(rows([dal, { ...dal, name: 'Naan', available: false }])).toEqual(['Dal: INR 220.00', 'Naan: sold out']);
  });

  it('says the price of each variant, not the lowest for all', () => {
    expect(rows([{ ...dal, variants }])).toEqual(['Dal, Half: INR 220.00', 'Dal, Full: INR 370.00']);
    expect(rows([{ ...dal, variants, available: false }])).toEqual(['Dal: sold out']);
  });
});

it('prices of the plain menu have the decimals of the app’s', () => {
  for (const [count, currencies] of Object.entries(digits)) expect(read('src/plain/plain.js')).toContain(`${count}: '${currencies}'`);
});

it('plain pages have the colours of the app', () => {
  const tokens = read('src/lib/styles/tokens.css');
  const used = read('public/plain.css').match(/#[\da-f]{6}/g) ?? [];
  expect(used.length).toBeGreaterThan(10);
  for (const colour of used) expect(tokens).toContain(colour);
});

import { describe, expect, it } from 'vitest';
import { cardWords } from '$lib/text/card';
import { draw, type CardContent, type CardWishes } from './draw';
import { addressOf, FIGURES, modulesOf, QUIET, svgOf, type FaceOfCard, type Part } from './drawing';
import type { Box } from './fit';
import { FORMATS, FORMAT_NAMES, type FormatName } from './formats';
import { PLAIN } from './look';
import { aRuler, someContent, someLetters, someWishes } from './testing';

const LONG = 'The Restaurant at the End of the Long Road to the Green Hills';
const HINDI = 'महाराजा भोजनालय और मिठाई की दुकान, पुराना बाज़ार रोड, जयपुर';
const LOGO = 'data:image/jpeg;base64,/9j/';
const WIFI = { name: 'Salver Guests', password: 'tray-and-rim-2026' };

const contents: Record<string, Partial<CardContent>> = {
  usual: {},
  'without a branch': { branch: '' },
  'names of 60 letters': { brand: LONG, branch: LONG, section: LONG, table: LONG },
  'one word of 60 letters': { brand: 'w'.repeat(60), branch: 'w'.repeat(60), section: 'w'.repeat(60), table: 'w'.repeat(60) },
  Hindi: { brand: HINDI, branch: 'पुराना बाज़ार', section: 'आँगन', table: 'आँगन ४' },
  'a long address': { address: `${'restaurant.'.repeat(6)}example/#WA9EKQUK` },
};

const wishes: Record<string, Partial<CardWishes>> = {
  English: {},
  Hindi: { words: cardWords(['hi']) },
  'both, Wi-Fi': { words: cardWords(['en', 'hi']), wifi: WIFI },
  'a logo': { look: { ...PLAIN, accent: '#0a1f44', logo: LOGO } },
  'a logo, Wi-Fi': { look: { ...PLAIN, accent: '#ffd24a', logo: LOGO }, wifi: WIFI },
  'own letters, a logo': { look: { ...PLAIN, logo: LOGO, letters: someLetters } },
  'no PIN': { pin: false },
  'the longest Wi-Fi': { wifi: { name: 'W'.repeat(32), password: 'p'.repeat(63) } },
};

const cases = FORMAT_NAMES.flatMap((format) =>
  Object.keys(contents).flatMap((content) => Object.keys(wishes).map((wish) => ({ format, content, wish }))),
);
const faceOf = (format: FormatName, content: Partial<CardContent> = {}, wish: Partial<CardWishes> = {}) =>
  draw(format, someContent(content), someWishes(wish), aRuler).face;

describe.each(cases)('$format, $content, $wish', ({ format, content, wish }) => {
  const face = faceOf(format, contents[content], wishes[wish]);

  it('all ink stays off the edge', () => {
    for (const { what, box } of face.parts) expect({ what, within: isWithin(format, face, what, box) }).toEqual({ what, within: true });
  });

  it('nothing lies on anything else but its band and frame', () => {
    const solid = face.parts.filter(({ what }) => what !== 'band' && what !== 'frame');
    const pairs = solid.flatMap((one, at) => solid.slice(at + 1).map((other) => [one, other] as const));
    expect(pairs.filter(([one, other]) => overlap(one.box, other.box)).map(([one, other]) => `${one.what} ${other.what}`)).toEqual([]);
    const code = face.parts.find(({ what }) => what === 'code');
    const band = face.parts.find(({ what }) => what === 'band');
    expect(code && band && overlap(code.box, band.box)).toBe(false);
  });

  it('each text stays in its place, and nothing that guests must type is cut', () => {
    for (const part of face.parts) for (const text of textsOf(part)) expect(text).toMatchObject({ inside: true });
    expect(said(face, 'url')).toContain(someContent(contents[content]).address);
    expect(said(face, 'typed')).toBe('WA9EKQUK');
    const { wifi } = someWishes(wishes[wish]);
    if (wifi) expect(said(face, 'wifi').replaceAll(' ', '')).toContain(wifi.password);
  });
});

it.each(FORMAT_NAMES)('%s: the code has 30 mm at least and four modules of quiet, whatever its size', (format) => {
  for (const size of [21, 25, 29, 33, 37, 41, 45, 57]) {
    const { code } = faceOf(format, { qr: { size, path: `M0 0h${size}v1h-${size}z` } });
    const unit = code.box.width / (size + 2 * QUIET);
    expect(code.box.width).toBe(code.box.height);
    expect(unit * size).toBeGreaterThanOrEqual(30);
    const drawing = draw(format, someContent({ qr: { size, path: `M0 0h${size}v1h-${size}z` } }), someWishes(), aRuler);
    for (const row of modulesOf(drawing)) expect(row.width).toBeCloseTo(unit * size);
    // From the code's own white edge.
    expect(modulesOf(drawing).at(-1)?.x).toBeCloseTo(code.box.x + QUIET * unit);
  }
});

it.each(FORMAT_NAMES)('%s: usual words are large enough, in two languages with Wi-Fi too', (format) => {
  const face = faceOf(format, {}, { words: cardWords(['en', 'hi']), wifi: WIFI });
  // 4.3 points; what is read from across the table is more.
  for (const part of face.parts) for (const { size } of textsOf(part)) expect(size).toBeGreaterThanOrEqual(1.5);
  const [typed] = textsOf(face.parts.find(({ what }) => what === 'typed'));
  expect(typed?.size).toBeGreaterThanOrEqual(format === 'tent' ? 7 : 3.5);
});

it('a card asks for a PIN only where there is one', () => {
  for (const format of FORMAT_NAMES) {
    expect(said(faceOf(format), 'steps')).toMatch(/^1?Scan.*PIN from your waiter.*Order$/);
    const without = said(faceOf(format, {}, { pin: false }), 'steps');
    expect(without).not.toMatch(/PIN|3/);
    expect(without).toContain('Order');
  }
});

it('a tent has the same face twice, the one behind upside down', () => {
  const drawing = draw('tent', someContent(), someWishes(), aRuler);
  const svg = svgOf(drawing);
  expect(svg.match(/<g class="code">/g)).toHaveLength(2);
  expect(svg).toContain('<g transform="rotate(180 74 52.5) translate(0 0)">');
  expect(svg).toContain('<g transform="translate(0 105)">');
  // Turned about the fold, the one is the other.
  const [back, front] = [modulesOf(drawing).slice(0, 2), modulesOf(drawing).slice(2)];
  for (const [at, one] of front.entries()) {
    expect(back[at]?.x).toBeCloseTo(148 - one.x - one.width);
    expect(back[at]?.y).toBeCloseTo(210 - one.y - one.height);
  }
});

it('the document has its own size, and names are never markup', () => {
  const drawing = draw('a7', someContent({ brand: '<script>&"', table: "O'Neil" }), someWishes(), aRuler);
  expect(svgOf(drawing)).toMatch(/^<svg xmlns="[^"]+" width="74mm" height="105mm" viewBox="0 0 74 105">/);
  expect(svgOf(drawing, 'px')).toContain('width="874" height="1240"');
  expect(svgOf(drawing)).toContain('&lt;script&gt;&amp;&quot;');
  expect(svgOf(drawing)).not.toContain('<script');
  expect(addressOf(svgOf(drawing))).not.toMatch(/[<>#"]/);
});

it.each(FORMAT_NAMES)('%s: the logo is in the picture itself, on white, once for each side', (format) => {
  const svg = svgOf(draw(format, someContent(), someWishes({ look: { ...PLAIN, logo: LOGO } }), aRuler));
  expect(svg.match(/<image [^>]*xlink:href="data:image\/jpeg;base64,\/9j\/"/g)).toHaveLength(FORMATS[format].fold === null ? 1 : 2);
  expect(svg).not.toMatch(/href="(?!data:)/);
});

it('the house’s colour is on the card, and words on it can be read', () => {
  for (const [accent, ink] of [
    ['#9c3d1b', '#ffffff'],
    ['#ffd24a', '#221c15'],
  ] as const) {
    const svg = svgOf(draw('a7', someContent(), someWishes({ look: { ...PLAIN, accent } }), aRuler));
    expect(svg).toContain(`fill="${accent}"`);
    expect(svg).toMatch(new RegExp(`fill="${ink}">Salver<`));
  }
});

it.each(FORMAT_NAMES)('%s: a brand’s letters are in the picture itself, once, and names are in them', (format) => {
  const [own, plain] = [{ ...PLAIN, letters: someLetters }, PLAIN].map((look) => svgOf(draw(format, someContent(), someWishes({ look }), aRuler)));
  const style = /<style>(.*?)<\/style>/g;
  expect([...(own ?? '').matchAll(style)].map(([, rules]) => rules)).toEqual([
    `@font-face{font-family:'Salver Classic';font-weight:600;src:url(${someLetters.source}) format('woff2')}.brand,.table{font-variant-numeric:${FIGURES}}`,
  ]);
  const inOwn = [...(own ?? '').matchAll(/<g class="(\w+)"><text [^>]*font-family="'Salver Classic', ui-serif/g)].map(([, part]) => part);
  expect(new Set(inOwn)).toEqual(new Set(['brand', 'table']));
  // What they have no letter for is in those of the device, as all is without them.
  expect(plain).toBe((own ?? '').replace(style, '').replaceAll("'Salver Classic', ", ''));
  expect(plain).not.toContain('Salver C');
});

it('names are fitted by the width of their own letters', () => {
  const wide: typeof aRuler = (text, style) => aRuler(text, style) * (style.face === 'display' ? 2 : 1);
  const face = (ruler: typeof aRuler) => draw('a7', someContent({ brand: LONG }), someWishes(), ruler).face;
  const size = (ruler: typeof aRuler, what: string) => textsOf(face(ruler).parts.find((part) => part.what === what))[0]?.size ?? 0;
  expect(size(wide, 'brand')).toBeLessThan(size(aRuler, 'brand'));
  expect(size(wide, 'url')).toBe(size(aRuler, 'url'));
});

const corners = ({ x, y, width, height }: Box) => [x, x + width].flatMap((cx) => [y, y + height].map((cy) => [cx, cy] as const));

function isWithin(format: FormatName, face: FaceOfCard, what: string, box: Box): boolean {
  const { rim, round } = FORMATS[format];
  // A round band is bounded by its own arc.
  if (round && what !== 'band') {
    return corners(box).every(([x, y]) => Math.hypot(x - face.width / 2, y - face.height / 2) <= face.width / 2 - rim + 1e-6);
  }
  return Math.min(box.x, box.y, face.width - box.x - box.width, face.height - box.y - box.height) >= rim - 1e-6;
}

function overlap(a: Box, b: Box): boolean {
  const apart = (from: number, length: number, other: number, otherLength: number) => from + length <= other + 1e-6 || other + otherLength <= from + 1e-6;
  return !apart(a.x, a.width, b.x, b.width) && !apart(a.y, a.height, b.y, b.height);
}

/** The texts of a part, and whether their letters stay in its box. */
function textsOf(part: Part | undefined): { what: string; text: string; size: number; inside: boolean }[] {
  if (!part) return [];
  const { what, svg, box } = part;
  return [...svg.matchAll(/<text ([^>]*)>(.*?)<\/text>/g)].map(([, attributes = '', inner = '']) => {
    const value = (name: string) => Number(new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? Number.NaN);
    const text = inner.replaceAll(/<[^>]+>/g, '');
    const size = value('font-size');
    const wide = Number.isNaN(value('textLength')) ? 0 : value('textLength');
    const left = attributes.includes('text-anchor="middle"') ? value('x') - wide / 2 : value('x');
    const slack = 0.01;
    const inside =
      left >= box.x - slack &&
      left + wide <= box.x + box.width + slack &&
      value('y') - size >= box.y - slack &&
      value('y') + 0.3 * size <= box.y + box.height + slack;
    return { what, text, size, inside };
  });
}

const said = (face: FaceOfCard, what: string): string =>
  textsOf(face.parts.find((part) => part.what === what))
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(/ ?\d /g, '');

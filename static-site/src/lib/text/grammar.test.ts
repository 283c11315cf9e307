import { describe, expect, it, vi } from 'vitest';
import { grammar } from './grammar';
import { localeOf } from './locale';

describe('plural', () => {
  const russian = grammar<'one' | 'few' | 'many'>('ru');
  const dishes = { one: '# блюдо', few: '# блюда', many: '# блюд', other: '# блюда' };
  it.each([
    [1, '1 блюдо'],
    [3, '3 блюда'],
    [5, '5 блюд'],
    [11, '11 блюд'],
    [21, '21 блюдо'],
    [22, '22 блюда'],
  ])('%i in a language with few and many: %s', (count, words) => expect(russian.plural(count, dishes)).toBe(words));

  const hindi = grammar<'one' | 'other'>('hi');
  it.each([
    [0, '0 डिश मिली'],
    [1, '1 डिश मिली'],
    [2, '2 डिश मिलीं'],
    [123456, '1,23,456 डिश मिलीं'],
  ])('%i in Hindi, where none is one: %s', (count, words) =>
    expect(hindi.plural(count, { one: '# डिश मिली', other: '# डिश मिलीं' })).toBe(words),
  );

  it('a form may do without its number', () => {
    const { plural } = grammar<'zero' | 'one' | 'two' | 'few' | 'many'>('ar');
    const forms = { zero: 'لا أطباق', one: 'طبق واحد', two: 'طبقان', few: '# أطباق', many: '# طبقًا', other: '# طبق' };
    expect([0, 1, 2].map((count) => plural(count, forms))).toEqual(['لا أطباق', 'طبق واحد', 'طبقان']);
    expect(plural(3, forms)).toContain('أطباق');
    expect(plural(11, forms)).toContain('طبقًا');
  });
});

it('measures with the same words everywhere, as pages lay them out', () => {
  vi.stubGlobal('navigator', { languages: ['en-IN'] });
  expect(grammar<'one'>('en').duration(5, 'minute', 'short')).toBe('5 min');
  vi.unstubAllGlobals();
});

it('lists and measures in the language', () => {
  const english = grammar<'one'>('en');
  const hindi = grammar<'one'>('hi');
  expect(english.list(['milk', 'egg'])).toBe('milk and egg');
  expect(hindi.list(['दूध', 'अंडा'])).toBe('दूध और अंडा');
  expect([1, 5].map((minutes) => english.duration(minutes, 'minute'))).toEqual(['1 minute', '5 minutes']);
  expect(english.duration(5, 'minute', 'short')).toBe('5 min');
  expect(hindi.duration(5, 'minute')).toBe('5 मिनट');
});

describe('a language where the device is at home', () => {
  it.each([
    ['en', ['en-IN'], 'en-IN'],
    ['hi', ['en-IN', 'en'], 'hi-IN'],
    ['en', ['de-DE', 'en-US'], 'en-DE'],
    ['en', ['zh-Hant-TW'], 'en-TW'],
    ['en', ['es-419'], 'en-419'],
    ['en', ['de', 'en'], 'en'],
    ['en', [], 'en'],
  ])('%s on a phone with %j is %s', (language, device, locale) => expect(localeOf(language, device)).toBe(locale));

  it('follows the habits of the place', () => {
    const seven = new Date('2026-01-01T19:05:00Z');
    const clock = (locale: string) => seven.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });
    expect(clock(localeOf('en', ['de-DE', 'en-US']))).toBe('19:05');
    expect(clock(localeOf('en', ['en-IN']))).toMatch(/^7:05.pm$/);
  });
});

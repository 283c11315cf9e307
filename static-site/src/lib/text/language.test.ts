import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { formatMoney } from '$lib/money';
import { endsWhen } from '$lib/opens';
import Money from '$lib/ui/Money.svelte';
import { common } from './common';
import { common as englishCommon } from './en/common';
import { guest } from './guest';
import * as hindi from './hi';
import { kitchen } from './kitchen';
import { type Shown, showLanguage, shownLanguage } from './language.svelte';
import { english, type Language, languages } from './languages';
import { search } from './search';

const HINDI: Shown = { language: languages.find(({ code }) => code === 'hi') ?? english, catalogues: hindi };
const ARABIC: Language = { code: 'ar', name: 'العربية', dir: 'rtl' };
const root = document.documentElement;

afterEach(() => showLanguage({ language: english, catalogues: {} }));

describe('the language that is shown', () => {
  it('is English until another one is here', () => {
    expect(shownLanguage()).toBe(english);
    expect(common.close).toBe(englishCommon.close);
  });

  it('says until when a pause lasts', () => {
    showLanguage(HINDI);
    const until = (at: string) => search.paused.until(endsWhen(search.closed, at, Date.parse('2026-11-20T04:00:00Z'), 'Asia/Kolkata')).replace(/\s/g, ' ');
    expect(until('2026-11-20T11:30:00Z')).toMatch(/^5:00 pm से आप/i);
    expect(until('2026-11-21T11:30:00Z')).toMatch(/^कल 5:00 pm से आप/i);
    expect(until('2026-11-23T11:30:00Z')).toMatch(/^सोमवार को 5:00 pm से आप/i);
  });

  it('changes every catalogue that it has', () => {
    showLanguage(HINDI);
    expect(common.close).toBe(hindi.common.close);
    expect(guest.menu.inCart(3)).toBe('आपके कार्ट में 3');
    expect(Object.keys(guest)).toEqual(Object.keys(hindi.guest));
  });

  it('leaves in English what it does not have', () => {
    showLanguage(HINDI);
    expect(kitchen.title).toMatch(/^[A-Z]/);
  });

  it('sets language and direction of the page', () => {
    showLanguage(HINDI);
    expect([root.lang, root.dir]).toEqual(['hi', 'ltr']);
    showLanguage({ language: ARABIC, catalogues: {} });
    expect([root.lang, root.dir]).toEqual(['ar', 'rtl']);
    expect(common.close).toBe(englishCommon.close);
  });

  it('writes money its own way, with the decimals that the currency has', () => {
    showLanguage({ language: { code: 'de', name: 'Deutsch', dir: 'ltr' }, catalogues: {} });
    expect(formatMoney({ minor: 123456, currency: 'EUR' }).replaceAll(/\s/g, ' ')).toBe('1.234,56 €');
    expect(formatMoney({ minor: 123456, currency: 'KWD' })).toContain('123,456');
  });

  it('changes what is on the screen', async () => {
    const target = document.createElement('div');
    const shown = mount(Money, { target, props: { value: { minor: 123456, currency: 'EUR' } } });
    const before = target.textContent;
    showLanguage({ language: { code: 'de', name: 'Deutsch', dir: 'ltr' }, catalogues: {} });
    flushSync();
    expect(target.textContent).not.toBe(before);
    expect(target.textContent).toContain('1.234,56');
    await unmount(shown);
  });
});

it('each language is named once, in itself', () => {
  expect(new Set(languages.map(({ code }) => code)).size).toBe(languages.length);
  for (const { code, name } of languages) {
    expect(new Intl.DisplayNames(code, { type: 'language' }).of(code)?.toLowerCase()).toBe(name.toLowerCase());
  }
});

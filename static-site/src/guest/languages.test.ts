import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { common } from '$lib/text/common';
import { landing } from '$lib/text/landing';
import { showLanguage } from '$lib/text/language.svelte';
import { english, languages } from '$lib/text/languages';
import { toasts } from '$lib/ui/toast.svelte';
import CodeEntry from './join/CodeEntry.svelte';
import { fitting } from './fitting';
import { bring, offered, preferred } from './languages';
import LanguagePicker from './LanguagePicker.svelte';
import { start } from './start';
import { Memory } from './storage';

const hindi = languages.find(({ code }) => code === 'hi') ?? english;
const root = document.documentElement;
let mounted: ReturnType<typeof mount> | undefined;

beforeEach(() => localStorage.clear());
afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = undefined;
  document.body.replaceChildren();
  toasts.length = 0;
  vi.doUnmock('$lib/text/hi');
  vi.unstubAllGlobals();
  showLanguage({ language: english, catalogues: {} });
});

/** The start page, with its choice of languages. */
function startPage(): { select: HTMLSelectElement; heading: () => string | null | undefined } {
  mounted = mount(CodeEntry, { target: document.body, props: { memory: new Memory(), why: null } });
  flushSync();
  const select = document.querySelector('select');
  if (!select) throw new Error('no choice of languages');
  return { select, heading: () => document.querySelector('h1')?.textContent };
}

function choose(select: HTMLSelectElement, code: string): void {
  select.selectedIndex = offered.findIndex((one) => one.code === code);
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

describe('the language of a phone', () => {
  it.each([
    [null, ['hi-IN', 'en-IN'], 'hi'],
    [null, ['HI'], 'hi'],
    [null, ['mr-IN', 'hi-IN', 'en-IN'], 'hi'],
    [null, ['en-IN', 'hi-IN'], 'en'],
    [null, ['fr-FR'], 'en'],
    // Hiligaynon begins like Hindi and is another language.
    [null, ['hil-PH'], 'en'],
    [null, [], 'en'],
    ['en', ['hi-IN'], 'en'],
    ['hi', ['en-IN'], 'hi'],
    // A language that there was once, and what somebody else wrote.
    ['xx', ['hi-IN'], 'hi'],
    [{ code: 'hi' }, ['en-IN'], 'en'],
  ])('chosen %j, with %j: %s', (chosen, device, code) => {
    const memory = new Memory();
    memory.write('language', chosen);
    expect(preferred(memory, device).code).toBe(code);
  });

  it('brings the texts of each language that is offered', async () => {
    const closes = await Promise.all(offered.map(async (one) => (await bring(one)).catalogues));
    expect(offered.map(({ code }) => code)).toEqual(['en', 'hi']);
    expect(closes.map((catalogues) => Object.keys(catalogues).sort())).toEqual([[], ['common', 'guest', 'landing', 'search', 'seat', 'settle']]);
  });
});

it.each([
  [['hi'], ['hi', 'en'], ['hi']],
  [['hi-IN', 'en'], ['hi', 'en'], ['hi']],
  [['fr', 'en-GB'], ['hi', 'en'], ['en']],
  // What is just so comes last, as the last one counts; another region of it will do.
  [['pt-BR'], ['pt-BR', 'pt-PT', 'en'], ['pt-PT', 'pt-BR']],
  [['pt'], ['pt-BR', 'en'], ['pt-BR']],
  // Chinese has two scripts, and a phone names a region.
  [['zh-CN'], ['zh-Hans', 'zh-Hant', 'en'], ['zh-Hant', 'zh-Hans']],
  [['zh-TW'], ['zh-Hans', 'zh-Hant', 'en'], ['zh-Hans', 'zh-Hant']],
  [['en-'], ['en-GB', 'en'], ['en-GB', 'en']],
  // The menu's own stands last.
  [['en-IN'], ['en-GB', 'en'], ['en-GB', 'en']],
  [['hil'], ['hi', 'en'], []],
  [['null', ''], ['hi', 'en'], []],
])('of %j, %j are fitted by %j', (wishes, tags, expected) => {
  expect(fitting(wishes, tags)).toEqual(expected);
});

describe('choosing a language', () => {
  it('offers those of the menu that the page has no words in, in their own words', async () => {
    vi.stubGlobal('navigator', { languages: ['en-IN'] });
    const memory = new Memory();
    mounted = mount(LanguagePicker, { target: document.body, props: { memory, tags: ['en', 'ar', 'hi', 'xx-invalid-tag-of-nobody'] } });
    flushSync();
    const select = document.querySelector('select') as HTMLSelectElement;
    const options = [...select.options].map(({ text, lang }) => [text, lang]);
    expect(options.slice(0, 3)).toEqual([['English', 'en'], ['हिन्दी', 'hi'], ['العربية', 'ar']]);
    expect(select.value).toBe('en');
    select.selectedIndex = 2;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(memory.read('language')).toBe('ar'));
    flushSync();
    // The page has no Arabic words: it stays in what the phone reads besides.
    expect([select.value, root.lang, root.dir]).toEqual(['ar', 'en', 'ltr']);
    choose(select, 'hi');
    await vi.waitFor(() => expect(root.lang).toBe('hi'));
    flushSync();
    expect([select.value, memory.read('language')]).toEqual(['hi', 'hi']);
  });

  it('changes the page as it stands, and is remembered', async () => {
    const { select, heading } = startPage();
    const before = heading();
    expect([...select.options].map(({ text }) => text)).toEqual(['English', 'हिन्दी']);
    const field = document.querySelector('input');
    choose(select, 'hi');
    await vi.waitFor(() => expect(root.lang).toBe('hi'));
    flushSync();
    expect(heading()).toBe(landing.code.title);
    expect(heading()).not.toBe(before);
    expect(document.title).toBe(landing.code.title);
    // The same page: what was typed stays.
    expect(document.querySelector('input')).toBe(field);
    expect(preferred(new Memory(), ['en-IN'])).toBe(hindi);

    choose(select, 'en');
    await vi.waitFor(() => expect(root.lang).toBe('en'));
    flushSync();
    expect(heading()).toBe(before);
    expect(preferred(new Memory(), ['hi-IN'])).toBe(english);
  });

  it('stays as it was when the texts do not come', async () => {
    vi.doMock('$lib/text/hi', () => {
      throw new Error('no network');
    });
    const { select, heading } = startPage();
    const before = heading();
    choose(select, 'hi');
    await vi.waitFor(() => expect(toasts.map(({ text }) => text)).toEqual([common.error.network]));
    flushSync();
    expect(heading()).toBe(before);
    expect(select.value).toBe('en');
    expect(new Memory().read('language')).toBeNull();
  });
});

describe('starting', () => {
  beforeEach(() => {
    const app = document.createElement('div');
    app.id = 'app';
    document.body.append(app);
  });
  const heading = () => document.querySelector('h1')?.textContent;

  it('is in the language from the first look on', async () => {
    const language = await bring(hindi);
    start(language);
    await vi.waitFor(() => expect(heading()).toBe(landing.code.title));
    expect([root.lang, heading()]).toEqual(['hi', (language.catalogues as unknown as { landing: typeof landing }).landing.code.title]);
  });

  it('is in English when the texts did not come', async () => {
    start(null);
    await vi.waitFor(() => expect(heading()).toBe(landing.code.title));
    expect(landing.code.title).toBe('Welcome');
  });
});

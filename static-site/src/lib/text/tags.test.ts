import { expect, it } from 'vitest';
import { COMMON_TAGS, guessTag, nameOfTag, ownNameOf } from './tags';

it.each([
  [['hi-IN', 'en-IN'], 'hi'],
  [['en-GB'], 'en'],
  [['pt-BR'], 'pt'],
  [['zh-CN'], 'zh-Hans'],
  [['zh-TW'], 'zh-Hant'],
  [['zh-Hant-HK'], 'zh-Hant'],
  [['gsw'], 'gsw'],
  [['C'], 'en'],
  [[], 'en'],
])('a device that is set to %j writes menus in %s', (device, tag) => {
  expect(guessTag(device)).toBe(tag);
});

it('a language is called as its readers call it, and as the page does', () => {
  expect([ownNameOf('hi'), nameOfTag('hi'), ownNameOf('ar')]).toEqual(['हिन्दी', 'Hindi', 'العربية']);
  expect(ownNameOf('no tag at all')).toBe('no tag at all');
  // Each has a name, and is a tag that the service takes.
  for (const tag of COMMON_TAGS) expect([tag, nameOfTag(tag) !== tag, /^[a-z]{2,3}(-[A-Z][a-z]+)?$/.test(tag)]).toEqual([tag, true, true]);
});

import { expect, test } from 'vitest';
import type { Draft } from '$api/types';
import { areGone } from './gone';

const draft = {
  categories: [{ id: 'starters', items: [{ id: 'soup' }] }],
  option_groups: [{ id: 'size' }],
  stations: [{ id: 'wok' }],
  price_lists: [{ id: 'noon' }],
} as unknown as Draft;

test('what is still there is not gone, whatever it is', () => {
  expect(areGone([{ do: 'remove_category', id: 'starters', items: [] }], draft)).toBe(false);
  expect(areGone([{ do: 'remove_item', id: 'soup' }], draft)).toBe(false);
  expect(areGone([{ do: 'remove_group', id: 'size' }], draft)).toBe(false);
  expect(areGone([{ do: 'remove_station', id: 'wok' }], draft)).toBe(false);
  expect(areGone([{ do: 'remove_price_list', id: 'noon' }], draft)).toBe(false);
});

test('what is not there any more is gone, and all of it has to be', () => {
  const gone = [
    { do: 'remove_category', id: 'mains', items: [] },
    { do: 'remove_item', id: 'tea' },
    { do: 'remove_group', id: 'sugar' },
    { do: 'remove_station', id: 'bar' },
    { do: 'remove_price_list', id: 'night' },
  ] as const;
  for (const command of gone) expect(areGone([command as never], draft)).toBe(true);
  expect(areGone([...gone, { do: 'remove_item', id: 'soup' }] as never, draft)).toBe(false);
});

test('an edit that does anything else is never taken for done', () => {
  expect(areGone([{ do: 'move_station', id: 'bar', after: null } as never], draft)).toBe(false);
  expect(areGone([], draft)).toBe(false);
});

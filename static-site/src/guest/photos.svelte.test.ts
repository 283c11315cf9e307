import { expect, it } from 'vitest';
import { comes } from './photos.svelte';

it('a photo that did not come is known by its address, until there is network again', () => {
  const image = document.createElement('img');
  image.setAttribute('src', '/photos/a-192');
  document.body.append(image);
  expect(comes('/photos/a-192')).toBe(true);
  image.dispatchEvent(new Event('error'));
  expect([comes('/photos/a-192'), comes('/photos/b-192'), comes('/photos/a-800')]).toEqual([false, true, true]);
  dispatchEvent(new Event('online'));
  expect(comes('/photos/a-192')).toBe(true);
});

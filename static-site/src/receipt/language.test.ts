import { beforeEach, expect, it } from 'vitest';
import { Memory } from '../guest/storage';
import { preferred } from './language';

beforeEach(() => localStorage.clear());

it.each([
  [null, ['hi-IN', 'en-IN'], 'hi'],
  [null, ['mr-IN', 'hi-IN'], 'hi'],
  [null, ['en-IN', 'hi-IN'], 'en'],
  [null, ['fr-FR'], 'en'],
  ['hi', ['en-IN'], 'hi'],
  ['en', ['hi-IN'], 'en'],
])('chosen %j as a guest, with %j: %s', async (chosen, device, code) => {
  const memory = new Memory();
  memory.write('language', chosen);
  const { language, catalogues } = await preferred(memory, device);
  expect([language.code, Object.keys(catalogues).sort()]).toEqual([code, code === 'hi' ? ['common', 'receipt'] : []]);
});

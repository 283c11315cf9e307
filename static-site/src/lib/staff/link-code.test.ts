import { expect, it, vi } from 'vitest';
import { takeCode } from './link-code';

it('takes the code out of the address', () => {
  const replaceState = vi.fn();
  const here = { hash: '#K7q4', pathname: '/set-up', search: '' };
  expect(takeCode(here, { replaceState })).toBe('K7q4');
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', '/set-up');
});

it('leaves an address without a code alone', () => {
  const replaceState = vi.fn();
  for (const hash of ['', '#']) expect(takeCode({ hash, pathname: '/set-up', search: '' }, { replaceState })).toBe('');
  expect(replaceState).not.toHaveBeenCalled();
});

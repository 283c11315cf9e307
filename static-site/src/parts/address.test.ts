import { expect, it } from 'vitest';
import { addressOf, wantedBy } from './address';

it('shows what the address asks for, and the plainest for what it does not know', () => {
  expect(wantedBy('?of=kitchen&scheme=dark&dir=rtl')).toEqual({ of: 'kitchen', scheme: 'dark', dir: 'rtl' });
  expect(wantedBy('?of=nobody&scheme=pink')).toEqual({ of: 'ui', scheme: 'light', dir: 'ltr' });
});

it('leads to the same page with one thing changed', () => {
  const wanted = wantedBy('?of=floor&dir=rtl');
  expect(wantedBy(addressOf(wanted, { scheme: 'dark' }))).toEqual({ ...wanted, scheme: 'dark' });
});

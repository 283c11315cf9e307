import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeNext, signInPath } from './next';

describe('safeNext', () => {
  it.each(['/floor', '/kitchen?station=wok', '/kitchen#done', '/', '/a%20b'])('keeps %s', (path) => {
    expect(safeNext(path)).toBe(path);
  });

  it.each([
    null,
    '',
    'floor',
    'https://evil.example/floor',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/a\\..\\\\evil.example',
    '///evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    ' /floor',
    '/flo or',
    '/sign-in',
    '/sign-in?next=/sign-in',
    '/api/v1/auth/sign-out',
    '/realtime',
  ])('drops %j', (path) => {
    expect(safeNext(path)).toBeNull();
  });

  it('never leads to another site, whatever comes in', () => {
    const here = 'https://restaurant.example';
    const pieces = fc.constantFrom('/', '\\', '.', '..', ':', '@', '?', '#', '%2f', '%5c', '\t', '\n', 'evil.example', 'javascript');
    const hostile = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string(), hostile.map((text) => `/${text}`)), (text) => {
        const next = safeNext(text);
        if (next === null) return;
        expect(new URL(next, here).origin).toBe(here);
        // Read once more, as a second redirect would.
        expect(safeNext(next)).toBe(next);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('signInPath', () => {
  it('comes back to the page, with its query', () => {
    expect(signInPath({ pathname: '/kitchen', search: '?station=wok' })).toBe('/sign-in?next=%2Fkitchen%3Fstation%3Dwok');
  });

  it.each(['/sign-in', '/', '//evil.example'])('names no page to come back to from %s', (pathname) => {
    expect(signInPath({ pathname, search: '' })).toBe('/sign-in');
  });
});

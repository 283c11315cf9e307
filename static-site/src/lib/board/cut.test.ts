import { describe, expect, it } from 'vitest';
import { Cut } from './cut';

const whole = { refused: 0, more: 0 };

function cut() {
  const made = new Cut();
  made.begin();
  return made;
}

describe('the bell', () => {
  it('rings for each order while the link is there', () => {
    const calm = new Cut();
    expect([calm.news([1]), calm.news([2]), calm.news([3, 4])]).toEqual([true, true, true]);
  });

  it('rings once for what came during a cut, whatever brings it, and for each that is placed after it', () => {
    const after = cut();
    const rings = [after.news([10]), after.news([11, 12])];
    after.begin();
    expect(after.end(20, true, 0)).toBe(3);
    rings.push(after.news([19]), after.news([20]), after.news([19, 21]));
    expect(rings).toEqual([true, false, false, true, true]);
  });

  it('rings again after the next cut', () => {
    const again = cut();
    again.news([10]);
    again.end(20, true, 0);
    again.begin();
    expect([again.news([30]), again.end(40, true, 0)]).toEqual([true, 1]);
  });
});

describe('"nothing was missed"', () => {
  it('waits for a snapshot that was asked for after the link was back, and is said once', () => {
    const after = cut();
    expect(after.confirm()).toBeNull();
    after.end(20, true, 0);
    expect(after.confirm()?.(whole)).toEqual({ is: 'quiet' });
    expect(after.confirm()).toBeNull();
  });

  it('is not said when that snapshot brings what the first one left out', () => {
    const after = cut();
    after.end(20, true, 0);
    const claim = after.confirm();
    after.news([15]);
    expect(claim?.(whole)).toEqual({ is: 'news', count: 1 });
  });

  it('is not said when a tap was refused, when orders did not fit, or in the middle of the next cut', () => {
    for (const outcome of [{ refused: 1, more: 0 }, { refused: 0, more: 3 }]) {
      const after = cut();
      after.end(20, true, 1);
      expect(after.confirm()?.(outcome)).toBeNull();
    }
    const after = cut();
    after.end(20, true, 0);
    const claim = after.confirm();
    after.begin();
    expect(claim?.(whole)).toBeNull();
  });

  it('is not worth a word after a cut that nobody was told of, unless taps waited', () => {
    const short = cut();
    short.end(20, false, 0);
    expect(short.confirm()).toBeNull();
    const used = cut();
    used.end(20, false, 2);
    expect(used.confirm()?.(whole)).toEqual({ is: 'saved', count: 2 });
  });
});

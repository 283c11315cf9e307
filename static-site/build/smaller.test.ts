import { expect, it } from 'vitest';
import { again } from './smaller';

it('a module stays what it was and takes no more room', async () => {
  const before = 'const ten=5+5;function add(one,other){return one+other}export{add as a};export const b=()=>add(ten,1);';
  const after = await again(before);
  expect(after.length).toBeLessThan(before.length);
  const module = (await import(`data:text/javascript,${encodeURIComponent(after)}`)) as { a: (one: number, other: number) => number; b: () => number };
  expect([module.a(2, 3), module.b()]).toEqual([5, 11]);
});

import { expect, it } from 'vitest';
import { News } from './news';

const take = (news: News, ...ids: string[]) => news.take(ids, (id) => [id]);

it('is what was never shown, each once', () => {
  const news = new News();
  expect([take(news, 'a'), take(news, 'a', 'b'), take(news, 'b', 'a'), take(news), take(news, 'a', 'c')]).toEqual([
    [], ['b'], [], [], ['c'],
  ]);
});

it('is everything on a board that was empty', () => {
  const news = new News();
  take(news);
  expect(take(news, 'a')).toEqual(['a']);
});

it('is a thing again when a part of it is new', () => {
  const news = new News();
  const orders = (...lines: string[]) => news.take([{ lines }], (order) => order.lines).length;
  expect([orders('lassi'), orders('lassi'), orders('lassi', 'roti'), orders('roti')]).toEqual([0, 0, 1, 0]);
});

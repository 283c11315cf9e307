import { beforeEach, expect, it, vi } from 'vitest';
import type { Looks } from '$api/types';

const scheme = (accent_soft: string) => ({ accent: '#111111', accent_soft });
const looks = { face: 'friendly', palette: { light: scheme('#aabbcc'), dark: scheme('#112233') } } as unknown as Looks;
const bars = () => [...document.querySelectorAll<HTMLMetaElement>('[name=theme-color]')].map(({ content }) => content);

beforeEach(() => {
  document.head.innerHTML = ['#fbf8f3', '#16130f'].map((colour) => `<meta name="theme-color" content="${colour}">`).join('');
  vi.resetModules();
});

it('a brand’s colours go to the browser’s own bars, and go from there with it', async () => {
  const { wear } = await import('./looks');
  wear(looks);
  expect([bars(), document.documentElement.dataset.own]).toEqual([['#aabbcc', '#112233'], 'yes']);
  wear(null);
  expect([bars(), document.documentElement.dataset.own]).toEqual([['#fbf8f3', '#16130f'], '']);
});

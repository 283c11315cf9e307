import type { Looks } from '$api/types';
import './looks.css';

/** The browser's own bars, in light and dark, and their colours where a brand has none. */
const bars = [...document.querySelectorAll<HTMLMetaElement>('[name=theme-color]')];
const plain = bars.map(({ content }) => content);

/** Puts a brand's looks on the page; the colours are the server's, which can be read (`looks.css`). */
export function wear(looks: Looks | null | undefined): void {
  const { dataset, style } = document.documentElement;
  const palette = looks?.palette;
  dataset.face = looks?.face ?? '';
  dataset.own = palette ? 'yes' : '';
  (['light', 'dark'] as const).forEach((scheme, at) => {
    for (const [name, colour] of Object.entries(palette?.[scheme] ?? {})) style.setProperty(`--${scheme}-${name}`, colour);
    bars[at]?.setAttribute('content', palette?.[scheme].accent_soft ?? plain[at] ?? '');
  });
}

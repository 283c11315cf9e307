import type { Locator, Page } from 'playwright-core';

/** Colours that are hard to read, each with one of the faces and how a page names it. */
export const BRANDS = [
  { what: 'yellow', colour: '#ffe600', face: 'classic', family: 'Salver Classic' },
  { what: 'white', colour: '#ffffff', face: 'modern', family: 'Salver Modern' },
  { what: 'black', colour: '#000000', face: 'friendly', family: 'Salver Friendly' },
] as const;

/** A colour of the page as `rgb(…)`. */
export const colourOf = (place: Locator, property: 'color' | 'backgroundColor') => place.evaluate((node, property) => getComputedStyle(node)[property], property);

/** A colour in hexadecimal digits, as browsers tell it. */
export const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;

/** WCAG's contrast of two colours as browsers tell them. */
export function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const [r = 0, g = 0, b = 0] = (colour.match(/\d+/g) ?? []).map((channel) => {
      const part = Number(channel) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  return Math.max(light(one), light(other)) / Math.min(light(one), light(other));
}

/** What can be read of a page, each with the colours of its letters and of the nearest ground behind them. */
export const written = (page: Page) =>
  page.locator('body').evaluate((body) => {
    const found: { words: string; ink: string; ground: string }[] = [];
    for (const node of body.querySelectorAll('h1, h2, h3, p, a, b, span, button, address')) {
      const words = [...node.childNodes].map((child) => (child.nodeType === Node.TEXT_NODE ? child.textContent?.trim() : '')).join('');
      if (!words || !node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let behind: Element | null = node;
      while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
      found.push({ words, ink: getComputedStyle(node).color, ground: behind ? getComputedStyle(behind).backgroundColor : '' });
    }
    return found;
  });

import type { Page } from 'playwright-core';

/**
 * Translates the page as Chrome does: each text node is taken out, and two
 * `<font>`s with other words stand in its place; what comes later or is
 * written anew is translated too. The other words are the same ones here, so that elements are found.
 */
export async function translate(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept = (node: Node) => node.parentElement?.closest('[translate="no"], font, script, style, textarea') != null;
    const wrap = (text: Text) => {
      if (!text.isConnected || !text.data.trim() || kept(text)) return;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      for (const font of [outer, inner]) font.style.verticalAlign = 'inherit';
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    };
    const texts = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Text[] = root instanceof Text ? [root] : [];
      while (walker.nextNode()) found.push(walker.currentNode as Text);
      return found;
    };
    texts(document.body).forEach(wrap);
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        for (const node of type === 'characterData' ? [target] : addedNodes) texts(node).forEach(wrap);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

/** All that the page says. */
export async function wordsOf(page: Page): Promise<string> {
  const text = await page.evaluate(() => {
    // What is out of sight is not drawn, and has no text of this kind.
    for (const one of document.querySelectorAll<HTMLElement>('.measured section, .measured li')) one.style.contentVisibility = 'visible';
    return document.body.innerText;
  });
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** How many texts are translated at present. */
export function translated(page: Page): Promise<number> {
  return page.locator('font > font').count();
}

/** The amounts, standing for themselves, that a translation could have changed. */
export async function translatedAmounts(page: Page): Promise<string[]> {
  const texts = await page.locator('font > font').allTextContents();
  return texts.filter((text) => /^\W*[₹$€£]\s?[\d.,]+\W*$/.test(text));
}

/** Names of tables, numbers, pieces and ages, standing for themselves, that a translation could have changed. */
export async function translatedNames(page: Page, table: string): Promise<string[]> {
  const texts = (await page.locator('font > font').allTextContents()).map((text) => text.trim());
  return texts.filter((text) => text === table || /^(?:#\d+|\d+×|\d+ (?:min|sec)s?)$/.test(text));
}

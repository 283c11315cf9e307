/**
 * Browsers translate a page by taking each text node out and putting a
 * `<font>` with other words in its place. The framework goes on writing into
 * the node that it knows, where nobody sees it: a total, a count or a status
 * would stand still while the order changes.
 *
 * So the node goes back to its place at once, empty, before its translation.
 * When the page writes into it the translation goes, the new words are seen,
 * and the browser may translate those; when the page takes it away its
 * translation goes with it. All texts of all pages are kept alive by this.
 * What must not be translated at all has `translate="no"`.
 */
export function guardTranslation(root: Node): void {
  /** What stands for a text now, and what the text said. */
  const shown = new WeakMap<Node, { font: ChildNode; words: string }>();
  const textOf = new WeakMap<Node, Text>();

  function drop(text: Node, font: ChildNode): void {
    shown.delete(text);
    textOf.delete(font);
    font.remove();
  }

  function pair(text: Text, font: ChildNode, words: string): void {
    text.data = '';
    shown.set(text, { font, words });
    textOf.set(font, text);
    font.before(text);
  }

  function removed(node: Node, { addedNodes, previousSibling, nextSibling }: MutationRecord, written: boolean): void {
    const font = [...addedNodes, previousSibling, nextSibling].find(isFont);
    const text = textOf.get(node) ?? node;
    const before = shown.get(text);
    if (text !== node) {
      // Translated into another language, or back to the original.
      if (!before || !text.isConnected) return;
      if (font && !textOf.has(font)) pair(text as Text, font, before.words);
      else if (shown.delete(text)) (text as Text).data = before.words;
    } else if (node.isConnected) {
      if (before) (node as Text).after(before.font);
    } else if (before) drop(node, before.font);
    else if (node instanceof Text && node.data.trim() && font?.isConnected && !textOf.has(font)) {
      // Written into between the translation and now: what it says is newer.
      if (written) font.replaceWith(node);
      else pair(node, font, node.data);
    }
  }

  new MutationObserver((records) => {
    /** When each text was last written into, as an index in the records. */
    const written = new Map<Node, number>();
    records.forEach(({ type, target }, index) => type === 'characterData' && written.set(target, index));
    records.forEach((record, index) => {
      if (record.type === 'characterData') {
        const before = shown.get(record.target);
        if (before) drop(record.target, before.font);
      }
      for (const node of record.removedNodes) removed(node, record, (written.get(node) ?? -1) > index);
    });
  }).observe(root, { childList: true, subtree: true, characterData: true });
}

function isFont(node: Node | null): node is ChildNode {
  return node?.nodeName === 'FONT';
}

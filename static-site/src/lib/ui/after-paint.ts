/**
 * Calls `then` once what has changed by now is on the screen: whoever tapped sees at once that it
 * was felt, and what takes a slow phone longer comes with the next frame. In a page that nobody
 * sees nothing is painted, and `then` is called at once.
 */
export function afterPaint(then: () => void): void {
  if (document.hidden) then();
  else requestAnimationFrame(() => setTimeout(then));
}

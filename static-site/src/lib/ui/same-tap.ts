/** So soon, in ms, and so near, in CSS pixels, it is the second tap of a double tap. */
const SOON_MS = 500;
const NEAR_PX = 24;

/**
 * Of two quick taps on one place the second is not for what has come to lie there, when the first took away what it hit:
 * nobody has seen it yet, unless something was typed in between. Watches the whole page, or what was hit in `of`; returns how to stop.
 */
export function oneTap(of = '*'): () => void {
  let before: { tap: MouseEvent; hit: Element } | undefined;
  const look = (tap: MouseEvent) => {
    const hit = tap.target as Element;
    const gone = before && !before.hit.isConnected && tap.timeStamp - before.tap.timeStamp <= SOON_MS;
    if (before && gone && Math.hypot(tap.clientX - before.tap.clientX, tap.clientY - before.tap.clientY) <= NEAR_PX) {
      tap.preventDefault();
      tap.stopPropagation();
    } else before = hit.closest(of) ? { tap, hit: hit.closest('button, a') ?? hit } : undefined;
  };
  // What buttons say as fields do is of the same tap.
  const typed = ({ isTrusted }: Event) => {
    if (isTrusted) before = undefined;
  };
  addEventListener('click', look, true);
  addEventListener('input', typed, true);
  return () => {
    removeEventListener('click', look, true);
    removeEventListener('input', typed, true);
  };
}

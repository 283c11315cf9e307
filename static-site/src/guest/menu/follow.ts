import type { MenuCategory } from '$api/types';

/** How far the head and the bar reach down, in CSS pixels, and a little more. */
const BAR = 120;
/** By these a guest scrolls. */
const GESTURES = ['wheel', 'touchmove', 'keydown'] as const;

export interface Following {
  /** A tap leads there, as fast as this says: it stays current until the guest scrolls, even where it cannot reach the top. */
  lead(id: string): ScrollBehavior;
  /** Leads back to the field of the search. */
  search(): void;
  stop(): void;
}

const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

/**
 * Tells which category stands at the reading line while the guest scrolls, and whether the bar
 * has come to the top. The line is under the bar, and on the last screenful it moves down, so
 * that the last and short categories get their turn.
 */
export function follow(
  bar: HTMLElement,
  categories: readonly MenuCategory[],
  told: (current: string | null, atTop: boolean) => void,
): Following {
  let pinned: string | null = null;
  /** The jump there is over; what scrolls from now on is not part of it. */
  let arrived = false;
  let shown: string | null = null;
  // One that is not drawn yet lies below everything.
  const topOf = (id: string) => document.getElementById(`category-${id}`)?.getBoundingClientRect().top ?? Infinity;
  const look = () => {
    if (arrived) pinned = null;
    const page = document.documentElement.scrollHeight - innerHeight;
    const end = Math.max(1, Math.min(innerHeight, page));
    const near = Math.max(0, 1 - (page - scrollY) / end);
    const line = BAR + (innerHeight - BAR) * (page > 0 ? near : 0);
    const reached = categories.filter(({ id }) => topOf(id) <= line);
    const stays = Number.parseFloat(getComputedStyle(bar).top);
    const current = pinned ?? reached.at(-1)?.id ?? null;
    if (current !== shown) keepInSight((shown = current));
    told(current, scrollY > 0 && bar.getBoundingClientRect().top <= stays + 1);
  };
  /** The tab of the current one, moving the bar only and never the page. */
  const keepInSight = (id: string | null) => {
    const tabs = bar.querySelector('ul');
    const tab = tabs?.querySelector<HTMLElement>(`[data-category="${CSS.escape(id ?? categories[0]?.id ?? '')}"]`);
    if (tabs && tab) tabs.scrollTo({ left: tab.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2, behavior: motion() });
  };
  const release = () => (pinned = null);
  const arrive = () => (arrived = true);
  look();
  addEventListener('scroll', look, { passive: true });
  addEventListener('scrollend', arrive);
  addEventListener('resize', look);
  for (const gesture of GESTURES) addEventListener(gesture, release, { passive: true });
  return {
    lead(id) {
      pinned = id;
      arrived = false;
      look();
      return motion();
    },
    search() {
      scrollTo(0, 0);
      document.querySelector<HTMLElement>('main input[type="search"]')?.focus({ preventScroll: true });
    },
    stop() {
      removeEventListener('scroll', look);
      removeEventListener('scrollend', arrive);
      removeEventListener('resize', look);
      for (const gesture of GESTURES) removeEventListener(gesture, release);
    },
  };
}

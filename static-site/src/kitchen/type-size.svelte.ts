import { recall, remember } from '$lib/staff/device';

/** The smallest is the least that is read from two metres; `kitchen.css` has what they are. */
export const SIZES = ['m', 'l', 'xl', 'xxl'] as const;

/** How large this screen's text is, as the device remembers it: a tablet hangs near or far. */
export class TypeSize {
  at = $state(0);

  constructor() {
    const kept = SIZES.findIndex((size) => size === recall<string>('kitchen.type'));
    this.at = Math.max(0, kept);
  }

  can(by: 1 | -1): boolean {
    return SIZES[this.at + by] !== undefined;
  }

  step(by: 1 | -1): void {
    if (!this.can(by)) return;
    this.at += by;
    remember('kitchen.type', SIZES[this.at]);
  }

  /** Fits `$effect`. */
  show(): void {
    document.documentElement.dataset.type = SIZES[this.at] ?? SIZES[0];
  }
}

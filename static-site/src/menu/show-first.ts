/** Brings a part of a long page into sight, with the focus on the first that can be done there. */
export function showFirst(part: HTMLElement | undefined): void {
  part?.scrollIntoView();
  part?.querySelector('button')?.focus({ preventScroll: true });
}

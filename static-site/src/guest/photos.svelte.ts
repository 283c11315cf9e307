/** The addresses of photos that did not come. */
let lost = $state.raw<ReadonlySet<string>>(new Set());

// The window hears it of all: a listener of its own for each row of a menu would cost more.
addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLImageElement) lost = new Set(lost).add(target.getAttribute('src') ?? '');
  },
  true,
);
addEventListener('online', () => (lost = new Set()));

/** Whether there is a photo to show, as far as is known: one that did not come is tried again once there is network. */
export const comes = (address: string): boolean => !lost.has(address);

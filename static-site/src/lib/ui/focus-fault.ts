import { tick } from 'svelte';

/** Where whoever sent a form begins to mend it: the first field that is marked as wrong. */
export async function focusFault(form: HTMLElement | undefined): Promise<void> {
  await tick();
  const field = form?.querySelector<HTMLElement>('[aria-invalid]');
  // What is folded away takes no focus.
  field?.closest('details')?.setAttribute('open', '');
  field?.focus();
}

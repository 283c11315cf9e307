import { tick } from 'svelte';

/** Where whoever sent a form begins to mend it: the first field that is marked as wrong. */
export async function focusFault(form: HTMLElement | undefined): Promise<void> {
  await tick();
  form?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
}

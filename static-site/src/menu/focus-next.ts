import { tick } from 'svelte';

/**
 * After a row was removed with its button: leads the focus to the button of the row that has its
 * place now, or, behind the last one, to what adds another. `otherwise` is where nothing can be added.
 */
export async function focusNext(within: HTMLElement | undefined, rows: string, at: number, add: string, otherwise = add): Promise<void> {
  await tick();
  const row = within?.querySelectorAll(rows)[at]?.querySelector<HTMLElement>('button');
  (row ?? within?.querySelector<HTMLElement>(add) ?? within?.querySelector<HTMLElement>(otherwise))?.focus();
}

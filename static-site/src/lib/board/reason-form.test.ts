import { type ComponentProps, flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { board as text } from '$lib/text/board';
import ReasonForm from './ReasonForm.svelte';

let mounted: ReturnType<typeof mount> | null = null;

function show(props: Partial<ComponentProps<typeof ReasonForm>> = {}): HTMLElement {
  const all = { to: 'rejected' as const, busy: false, onsubmit: () => {}, oncancel: () => {}, ...props };
  mounted = mount<ComponentProps<typeof ReasonForm>, object>(ReasonForm, { target: document.body, props: all });
  flushSync();
  return document.body;
}

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
});

it('says that a reason was chosen by its button as a field says what was typed, so that its sheet stays', () => {
  const heard = vi.fn();
  const page = show();
  page.addEventListener('input', heard);
  page.querySelector<HTMLButtonElement>('.quick button')?.click();
  page.removeEventListener('input', heard);
  flushSync();
  expect(heard).toHaveBeenCalledTimes(1);
  expect(page.querySelector('input')?.value).toBe(text.reason.quick[0]);
});

it('gives what can be seen of a reason, and asks for one where nothing can', () => {
  const onsubmit = vi.fn();
  const page = show({ onsubmit });
  const input = page.querySelector('input');
  const submit = (words: string) => {
    if (!input) throw new Error('no field');
    input.value = words;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    page.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
    flushSync();
  };
  submit('\u200b\u2060');
  expect([onsubmit.mock.calls, page.textContent?.includes(text.reason.missing)]).toEqual([[], true]);
  submit(' Sold\u202e out ');
  expect(onsubmit.mock.calls).toEqual([['Sold out']]);
});

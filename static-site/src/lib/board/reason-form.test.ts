import { flushSync, mount, unmount } from 'svelte';
import { expect, it, vi } from 'vitest';
import { board as text } from '$lib/text/board';
import ReasonForm from './ReasonForm.svelte';

it('a reason is sent as it can be seen, and one of nothing visible is none', async () => {
  const onsubmit = vi.fn();
  const form = mount(ReasonForm, { target: document.body, props: { to: 'rejected', busy: false, onsubmit, oncancel: () => {} } });
  const send = (words: string) => {
    const input = document.body.querySelector('input');
    if (!input) throw new Error('there is no field');
    input.value = words;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
    flushSync();
  };
  send('\u200b\u2060');
  expect([onsubmit.mock.calls.length, document.body.textContent?.includes(text.reason.missing)]).toEqual([0, true]);
  send('\u202eno rice\u202c');
  expect(onsubmit.mock.calls).toEqual([['no rice']]);
  await unmount(form);
});

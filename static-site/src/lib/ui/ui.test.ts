import { type Component, type ComponentProps, createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Diet } from '$api/types';
import { common } from '$lib/text/common';
import DietMark from './DietMark.svelte';
import LinkState from './LinkState.svelte';
import Money from './Money.svelte';
import Sheet from './Sheet.svelte';
import Stepper from './Stepper.svelte';
import Steps from './Steps.svelte';
import Toasts from './Toasts.svelte';
import { dismiss, toast, toasts } from './toast.svelte';

let mounted: ReturnType<typeof mount> | null = null;

function show<C extends Component<any>>(component: C, props: ComponentProps<C>): HTMLElement {
  mounted = mount<ComponentProps<C>, object>(component, { target: document.body, props });
  flushSync();
  return document.body;
}

afterEach(async () => {
  if (mounted) await unmount(mounted);
  mounted = null;
  toasts.length = 0;
  vi.useRealTimers();
});

describe('components', () => {
  it.each<Diet>(['veg', 'vegan', 'egg', 'non_veg'])('the diet mark of %s is a shape and a word', (diet) => {
    const mark = show(DietMark, { diet }).querySelector('svg[role="img"] > path');
    expect(mark?.parentElement?.getAttribute('aria-label')).toBe(common.diet[diet]);
  });

  it('a named diet mark says its word once', () => {
    const page = show(DietMark, { diet: 'egg', named: true });
    expect(page.textContent).toBe(common.diet.egg);
    expect(page.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('diet marks differ by shape, not only by colour', () => {
    const shape = (diet: Diet) => {
      const drawn = show(DietMark, { diet }).querySelector('path')?.getAttribute('d');
      if (mounted) void unmount(mounted);
      mounted = null;
      document.body.replaceChildren();
      return drawn;
    };
    const diets: Diet[] = ['veg', 'vegan', 'egg', 'non_veg'];
    expect(new Set(diets.map(shape)).size).toBe(diets.length);
  });

  it('the stepper stays within its limits', () => {
    const onchange = vi.fn();
    const page = show(Stepper, { what: 'Naan', value: 1, min: 1, max: 2, onchange });
    const [less, more] = page.querySelectorAll('button');
    less?.click();
    more?.click();
    expect(onchange.mock.calls).toEqual([[2]]);
    expect(more?.getAttribute('aria-label')).toBe(common.increase('Naan'));
  });

  it('the steps say which one is current', () => {
    const page = show(Steps, { label: 'Progress', steps: ['Sent', 'Cooking', 'Ready'], current: 1 });
    const current = page.querySelectorAll('[aria-current="step"]');
    expect([...current].map((step) => step.textContent?.trim())).toEqual(['Cooking']);
  });

  it('the link state keeps quiet about a short cut, in a region that was there before', () => {
    vi.useFakeTimers();
    const region = show(LinkState, { status: 'lost', patience: 3_000 }).querySelector('[role="status"]');
    expect(region?.textContent?.trim()).toBe('');
    vi.advanceTimersByTime(3_100);
    flushSync();
    expect(region?.textContent).toContain(common.link.lost);
  });

  it('a toast is shown once, in the topmost place, and on the page again when that goes', async () => {
    const page = document.body.appendChild(document.createElement('div'));
    const sheet = document.body.appendChild(document.createElement('div'));
    const below = mount(Toasts, { target: page });
    const above = mount(Toasts, { target: sheet, props: { within: true } });
    flushSync();
    toast('Your water is on the way.');
    flushSync();
    const counts = () => [page, sheet].map((place) => place.querySelectorAll('p').length);
    expect(counts()).toEqual([0, 1]);
    await unmount(above);
    flushSync();
    expect(counts()).toEqual([1, 0]);
    await unmount(below);
  });

  it('no toast is lost for others: what goes by itself waits for its turn, an offer for its place', () => {
    vi.useFakeTimers();
    const page = show(Toasts, {});
    const texts = () => {
      flushSync();
      return [...page.querySelectorAll('p')].map((words) => words.textContent);
    };
    const run = () => {};
    for (const name of ['A', 'B', 'C', 'D']) toast(name, 'plain', { label: 'Undo', run });
    expect(texts()).toEqual(['B', 'C', 'D']);
    for (const name of ['1', '2', '3']) toast(name);
    expect(texts()).toEqual(['D', '1', '2']);
    vi.advanceTimersByTime(6_100);
    expect(texts()).toEqual(['C', 'D', '3']);
    vi.advanceTimersByTime(5_800);
    expect(texts()).toEqual(['C', 'D', '3']);
    vi.advanceTimersByTime(300);
    expect(texts()).toEqual(['B', 'C', 'D']);
    dismiss(toasts.find(({ text }) => text === 'D')?.id ?? 0);
    expect(texts()).toEqual(['A', 'B', 'C']);
  });

  it('amounts have their decimals where those around them need some, and else as they ask for it', () => {
    const words = (props: object, exact?: boolean) => {
      const target = document.body.appendChild(document.createElement('div'));
      mount(Money, { target, props: props as { value: { minor: number; currency: string } }, ...(exact === undefined ? {} : { context: new Map([['money', () => exact]]) }) });
      flushSync();
      return target.textContent;
    };
    const value = { minor: 9_000, currency: 'INR' };
    expect([words({ value }), words({ value }, true), words({ value, exact: false }, true), words({ value }, false)]).toEqual(['₹90', '₹90.00', '₹90', '₹90']);
  });

  it('a toast is announced in a region that was there before, and goes by itself', () => {
    vi.useFakeTimers();
    const region = show(Toasts, {}).querySelector('[role="status"]');
    toast('<b>Saved</b>', 'good');
    flushSync();
    expect(region?.textContent).toContain('<b>Saved</b>');
    expect(region?.querySelector('b')).toBeNull();
    vi.advanceTimersByTime(6_100);
    flushSync();
    expect(region?.textContent?.trim()).toBe('');
  });
});

describe('a sheet', () => {
  const children = createRawSnippet(() => ({ render: () => '<p><input /></p>' }));
  const beside = (page: HTMLElement) => page.querySelector('dialog')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  const type = (page: HTMLElement) => page.querySelector('input')?.dispatchEvent(new Event('input', { bubbles: true }));

  it('closes by a tap beside it while nothing was chosen, and keeps what was', () => {
    const onclose = vi.fn();
    const page = show(Sheet, { open: true, title: 'Soup', onclose, children });
    beside(page);
    expect(onclose).toHaveBeenCalledTimes(1);
    type(page);
    beside(page);
    expect(onclose).toHaveBeenCalledTimes(1);
  });

  it('closes by a tap beside it when nothing is lost by that', () => {
    const onclose = vi.fn();
    const page = show(Sheet, { open: true, title: 'Cart', onclose, children, keeps: true });
    type(page);
    beside(page);
    expect(onclose).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['a button of its form', '<form><button type="button"><b>Remove</b></button></form>', false, 0],
    ['a button beside a form', '<p><button type="button"><b>More</b></button></p>', false, 1],
    ['what sends its form', '<form><button type="submit"><b>Save</b></button></form>', false, 1],
    ['a button of its form when nothing is lost', '<form><button type="button"><b>Remove</b></button></form>', true, 1],
  ])('after a tap on %s', (_, form, keeps, closed) => {
    const onclose = vi.fn();
    const page = show(Sheet, { open: true, title: 'Hours', onclose, keeps, children: createRawSnippet(() => ({ render: () => form })) });
    page.querySelector('b')?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    beside(page);
    expect(onclose).toHaveBeenCalledTimes(closed);
    // The way back out of a form that stands in a sheet of other things.
    page.querySelector('form')?.remove();
    beside(page);
    expect(onclose).toHaveBeenCalledTimes(closed + 1);
  });

  it('takes a stepper in it for a choice', () => {
    const page = show(Stepper, { what: 'Naan', value: 1, onchange: () => {} });
    const heard = vi.fn();
    page.addEventListener('input', heard, { once: true });
    page.querySelectorAll('button')[1]?.click();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

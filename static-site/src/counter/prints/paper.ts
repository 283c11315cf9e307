import { mount, unmount } from 'svelte';
import type { SlipLine } from '$api/types';
import { choosePaper } from '$lib/print-paper';
import SlipPaper from './SlipPaper.svelte';

/** Of a roll, in millimetres. */
const WIDTH = 80;
/** At the end, for where it is torn off. */
const REST = 12;
/** Pixels of CSS in a millimetre. */
const PX = 96 / 25.4;

/** Prints a slip on whatever this device prints on: as one page of a roll, however long it is. */
export async function printSlip(lines: readonly SlipLine[]): Promise<void> {
  const target = document.createElement('div');
  target.className = 'slip-print';
  document.body.append(target);
  const paper = mount(SlipPaper, { target, props: { lines } });
  document.documentElement.classList.add('printing-slip');
  const height = Math.ceil(target.getBoundingClientRect().height / PX) + REST;
  const unchoose = choosePaper({ width: WIDTH, height });
  const over = new Promise((resolve) => window.addEventListener('afterprint', resolve, { once: true }));
  try {
    window.print();
    await over;
  } finally {
    unchoose();
    document.documentElement.classList.remove('printing-slip');
    await unmount(paper);
    target.remove();
  }
}

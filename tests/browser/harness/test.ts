import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core';
import { expect, test as base } from 'vitest';
import { BackOffice } from './back-office';
import { Device, type Kind } from './device';
import { Stack } from './stack';

const flags = [
  ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export type MakeDevice = (name: string, kind: Kind, options?: BrowserContextOptions) => Promise<Device>;

/**
 * A test with the real stack (one for each file), Chromium (one for each process of tests), and devices that
 * must not complain: an error on a console or a violation of the content
 * policy fails the test that caused it.
 */
export const test = base
  .extend('stack', { scope: 'file' }, async ({}, { onCleanup }) => {
    const stack = await Stack.start();
    onCleanup(() => stack.stop());
    return stack;
  })
  .extend('browser', { scope: 'worker' }, async ({}, { onCleanup }): Promise<Browser> => {
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: flags });
    onCleanup(() => browser.close());
    return browser;
  })
  .extend('office', { scope: 'file' }, ({ stack }) => BackOffice.signIn(stack))
  // Made before the devices, so done after them: a page whose stack is gone complains of it.
  .extend('afterwards', async ({}, { onCleanup }): Promise<(end: () => Promise<void>) => void> => {
    const ends: (() => Promise<void>)[] = [];
    onCleanup(async () => {
      for (const end of ends.reverse()) await end();
    });
    return (end) => void ends.push(end);
  })
  .extend('device', async ({ browser, task, afterwards }, { onCleanup }): Promise<MakeDevice> => {
    void afterwards;
    const devices: Device[] = [];
    onCleanup(async () => {
      const failed = task.result?.state === 'fail';
      if (failed) await Promise.all(devices.map((device) => keepPicture(device, task.name)));
      const complaints = devices.flatMap((device) => device.complaints);
      await Promise.all(devices.map(({ context }) => context.close()));
      // As one text: what a summary of a run shows of a failure is its first line.
      expect(complaints.join('\n')).toBe('');
    });
    return async (name, kind, options) => {
      const device = await Device.make(browser, name, kind, options);
      devices.push(device);
      return device;
    };
  });

/** What the pages looked like when a test failed, in `failures/`. */
async function keepPicture({ name, page }: Device, test: string): Promise<void> {
  const folder = join(import.meta.dirname, '../failures');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${test} - ${name}.png`.replaceAll(/[^\w .-]/g, '_'));
  await page.screenshot({ path, timeout: 10_000 }).catch(() => {});
}

export { expect };

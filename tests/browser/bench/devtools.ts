import type { CDPSession, Page } from 'playwright-core';

/** The applied slow 4G of docs and budgets: each request waits 562 ms, and all share 1.47 Mbps each way. */
const SLOW_4G = { offline: false, latency: 562, downloadThroughput: 1_470_000 / 8, uploadThroughput: 1_470_000 / 8 };

/** What is alive in a page after its garbage was collected. */
export interface Alive {
  heap: number;
  nodes: number;
  listeners: number;
}

/** The browser's own instruments for one page. */
export class DevTools {
  private constructor(readonly session: CDPSession) {}

  static async of(page: Page): Promise<DevTools> {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    return new DevTools(session);
  }

  async slow4g(): Promise<void> {
    await this.session.send('Network.emulateNetworkConditions', SLOW_4G);
  }

  /** The page's processor is slower by this factor. */
  async slowCpu(rate: number): Promise<void> {
    await this.session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** Counts every byte that comes over the wire from now on, heads included. */
  countBytes(): () => number {
    let sum = 0;
    this.session.on('Network.loadingFinished', ({ encodedDataLength }) => (sum += encodedDataLength));
    return () => sum;
  }

  async alive(): Promise<Alive> {
    // What only a finaliser kept is gone after the second time.
    await this.session.send('HeapProfiler.collectGarbage');
    await this.session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await this.session.send('Memory.getDOMCounters');
    return { heap: usedSize, nodes, listeners: jsEventListeners };
  }
}

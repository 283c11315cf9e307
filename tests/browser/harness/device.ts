import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { patient } from './patient.js';

export type Kind = 'phone' | 'tablet' | 'desk';

const shapes: Record<Kind, BrowserContextOptions> = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  tablet: { viewport: { width: 1280, height: 800 }, hasTouch: true },
  desk: { viewport: { width: 1280, height: 900 } },
};

/** A failed request that is no fault: the browser says it on the console whatever the page does about it. */
export interface Expected {
  /** Part of the address, or a pattern of it. */
  at: string | RegExp;
  /** Part of what the console says, such as `401` or `ERR_INTERNET_DISCONNECTED`. */
  says: string;
}

/** How long to wait for what must come, in ms; a slow machine is not a fault. */
const patience = Number(process.env['SALVER_PATIENCE'] ?? 30_000);

const isAt = (address: string, at: Expected['at']) => (typeof at === 'string' ? address.includes(at) : at.test(address));

/** A browser of its own, as far as cookies and storage go, whose complaints are kept. */
export class Device {
  readonly #complaints: { at: string; says: string }[] = [];
  readonly #expected: Expected[] = [];

  private constructor(
    readonly name: string,
    readonly context: BrowserContext,
    public page: Page,
  ) {}

  static async make(browser: Browser, name: string, kind: Kind, more: BrowserContextOptions = {}): Promise<Device> {
    const context = await browser.newContext({
      locale: 'en-IN',
      timezoneId: 'Asia/Kolkata',
      // A worker would answer before `route` can; its own tests allow it.
      serviceWorkers: 'block',
      ...shapes[kind],
      ...more,
    });
    context.setDefaultTimeout(patience);
    context.on('page', patient);
    const device = new Device(name, context, await context.newPage());
    await device.#listen();
    return device;
  }

  /** Lets the console say so; everything else that it says as an error fails the test. */
  expects(...expected: Expected[]): void {
    this.#expected.push(...expected);
  }

  /** Errors and policy violations that no test expected. */
  get complaints(): string[] {
    return this.#complaints
      .filter(({ at, says }) => !this.#expected.some((one) => isAt(at, one.at) && says.includes(one.says)))
      .map(({ at, says }) => `${this.name}: ${says} (${at})`);
  }

  /** A new tab, when the last one was closed. */
  async reopen(): Promise<void> {
    this.page = await this.context.newPage();
  }

  async #listen(): Promise<void> {
    const { context } = this;
    const note = (at: string, says: string) => this.#complaints.push({ at, says });
    context.on('console', (message) => {
      if (message.type() === 'error') note(message.location().url, message.text());
    });
    context.on('weberror', (error) => note(this.page.url(), error.error().stack || String(error.error())));
    await context.exposeBinding('reportViolation', (_, at: string, says: string) => note(at, says));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ documentURI, violatedDirective, blockedURI, sample }) => {
        const report = (window as unknown as { reportViolation(at: string, says: string): void }).reportViolation;
        report(documentURI, `content policy: ${violatedDirective} ${blockedURI} ${sample}`);
      });
    });
  }
}

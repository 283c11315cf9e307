import { SvelteMap } from 'svelte/reactivity';
import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Check, Order } from '$api/types';
import { type Moment, moment } from '$lib/clock';
import { recall, remember } from '$lib/staff/device';
import { rider as text } from '$lib/text/rider';
import { toast } from '$lib/ui/toast.svelte';
import { type Goal, nextStep } from './way';

/** How often it looks while it is in sight. A rider hears of no topic: what is given to others is not theirs to know. */
export const LOOK_MS = 10_000;
/** How soon a tap is sent again. */
const RETRY_MS = 2_000;
/** Without an answer for this long the page says so. */
export const OLD_MS = 15_000;

/** The deliveries that one rider brings, and what they have tapped and the server does not know yet. */
export class RiderState {
  /** Null until the first answer. */
  deliveries = $state.raw<readonly Check[] | null>(null);
  /** What was ordered, by delivery. */
  readonly bags = new SvelteMap<string, readonly Order[]>();
  /** What was tapped and is not known to be done: by delivery. Each says where it shall be, so that sending it again changes nothing. */
  readonly wanted = new SvelteMap<string, Goal>();
  /** When the last answer came. */
  heardAt = $state<Moment | null>(null);
  old = $state(false);
  #looking: Promise<void> | null = null;
  #again = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly api: Api,
    readonly branch: string,
  ) {
    for (const [id, goal] of Object.entries(recall<Record<string, Goal>>(this.#store) ?? {})) this.wanted.set(id, goal);
  }

  get #store(): string {
    return `rider.wanted.${this.branch}`;
  }

  /** Looks now and then. Returns how to stop; fits `$effect`. */
  start(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') void this.look();
    };
    const begun = moment();
    const timer = setInterval(look, LOOK_MS);
    const age = setInterval(() => (this.old = moment() - (this.heardAt ?? begun) > OLD_MS), 1_000);
    const offline = () => (this.old = true);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', look);
    window.addEventListener('offline', offline);
    look();
    return () => {
      clearInterval(timer);
      clearInterval(age);
      clearTimeout(this.#retry);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', look);
      window.removeEventListener('offline', offline);
    };
  }

  /** A tap: kept until it is known to be done, however often it has to be sent. */
  want(check: Check, goal: Goal): void {
    this.wanted.set(check.id, goal);
    this.#keep();
    void this.look();
  }

  /** Reads the deliveries, and sends what waits. One at a time: what is asked for meanwhile follows. */
  look(): Promise<void> {
    if (this.#looking) {
      this.#again = true;
      return this.#looking;
    }
    this.#looking = this.#look().finally(() => {
      this.#looking = null;
      if (!this.#again) return;
      this.#again = false;
      void this.look();
    });
    return this.#looking;
  }

  async #look(): Promise<void> {
    try {
      let checks = await this.#list();
      for (const [id, goal] of [...this.wanted]) checks = await this.#send(checks, id, goal);
      await this.#fillBags(checks);
    } catch (error) {
      // Silence shows as what is in sight gets old; a refusal is the sign-in's own matter.
      if (!(error instanceof ApiError)) throw error;
      clearTimeout(this.#retry);
      if (this.wanted.size > 0) this.#retry = setTimeout(() => void this.look(), RETRY_MS);
    }
  }

  async #list(): Promise<readonly Check[]> {
    const params = { path: { branch: this.branch } };
    const { checks } = await body(this.api.GET('/api/v1/branches/{branch}/checks', { params }));
    this.#heard();
    this.deliveries = checks;
    return checks;
  }

  #heard(): void {
    this.heardAt = moment();
    this.old = false;
  }

  /** Goes step by step to where a tap wants it. A step that was made already, by a try whose answer got lost, is not made again. */
  async #send(checks: readonly Check[], id: string, goal: Goal): Promise<readonly Check[]> {
    let all = checks;
    for (;;) {
      const check = all.find((one) => one.id === id);
      // Ended since, or given to somebody else.
      const step = check && nextStep(check.status, goal);
      if (!check || step === undefined) {
        this.#drop(id, check ? goal : null, check?.name ?? '');
        return all;
      }
      if (step === null) {
        this.#drop(id, null, check.name);
        return all;
      }
      try {
        const params = { path: { branch: this.branch, check: id } };
        const moved = await body(this.api.PATCH('/api/v1/branches/{branch}/checks/{check}', { params, body: { status: step } }));
        // The answer of a move says nothing of the customer.
        all = all.map((one) => (one.id === id ? { ...one, status: moved.status, version: moved.version } : one));
        this.deliveries = all;
        this.#heard();
      } catch (error) {
        if (!(error instanceof ApiError) || error.transient) throw error;
        all = await this.#list();
        const now = all.find((one) => one.id === id);
        // Somebody else was faster, or this very tap.
        if (!now || nextStep(now.status, goal) === step) {
          this.#drop(id, goal, check.name);
          return all;
        }
      }
    }
  }

  /** `failed`: what of it was not done, to be told. */
  #drop(id: string, failed: Goal | null, name: string): void {
    this.wanted.delete(id);
    this.#keep();
    if (failed) toast(text.refused(name, failed === 'delivered' ? text.deliver.label : text.pickUp.label), 'bad');
  }

  async #fillBags(checks: readonly Check[]): Promise<void> {
    const coming = checks.filter(({ status }) => status !== 'delivered' && status !== 'paid');
    await Promise.all(
      coming.map(async ({ id }) => {
        // What is on the way does not change any more.
        if (this.bags.has(id) && checks.some((one) => one.id === id && one.status === 'out_for_delivery')) return;
        const params = { path: { branch: this.branch, check: id } };
        const { orders } = await body(this.api.GET('/api/v1/branches/{branch}/checks/{check}', { params }));
        this.bags.set(id, orders);
      }),
    );
  }

  #keep(): void {
    remember(this.#store, Object.fromEntries(this.wanted));
  }
}

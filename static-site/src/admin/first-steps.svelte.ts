import { body } from '$api/client';
import type { Order } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';

/** What a new restaurant needs before its first guests, in this order. Looks are the brand's, so its owner's step. */
export const STEPS = ['tables', 'hours', 'looks', 'menu', 'cards', 'try'] as const;
export type Step = (typeof STEPS)[number];

/** What a restaurant has: so many tables, and hours, looks and cards of its own or not. */
interface Begun {
  tables: number;
  hours: boolean;
  looks: boolean;
  /** All of them lie on their tables. */
  cards: boolean;
}

const storageKey = (branch: string) => `salver.begun.${branch}`;

/**
 * How far a new restaurant is, by what its server holds. Whoever has had their first order, or
 * does not want to see the steps, is never asked again on this device.
 */
export class FirstSteps {
  /** The steps of whoever looks. */
  readonly all: readonly Step[];
  /** The steps that are done; null while nobody knows, and where nothing is left to lead to. */
  done = $state.raw<ReadonlySet<Step> | null>(null);

  constructor(
    readonly session: StaffSession,
    readonly branchId: string,
    owner: boolean,
  ) {
    this.all = STEPS.filter((step) => owner || step !== 'looks');
  }

  /** Looks how things stand, where there is so much already. What cannot be read leads nobody anywhere. */
  async look({ tables, hours, looks, cards }: Begun): Promise<void> {
    if (this.#begun) return;
    try {
      const [dishes, orders] = await Promise.all([this.#hasDishes(), this.#orders()]);
      if (orders.length > 0) return this.end();
      const done = new Set<Step>();
      if (tables > 0) done.add('tables');
      if (hours) done.add('hours');
      if (looks) done.add('looks');
      if (dishes) done.add('menu');
      if (tables > 0 && cards) done.add('cards');
      this.done = done;
    } catch {
      this.done = null;
    }
  }

  /** The number of the first order, once it came in; looks when nobody knows. */
  async firstOrder(): Promise<number | null> {
    const [last] = await this.#orders();
    if (!last) return null;
    this.done = new Set<Step>([...(this.done ?? []), 'try']);
    this.#keep();
    return last.number;
  }

  /** Nothing is left to lead to. */
  end(): void {
    this.done = null;
    this.#keep();
  }

  #keep(): void {
    try {
      localStorage.setItem(storageKey(this.branchId), 'yes');
    } catch {
      // Then the next visit asks again.
    }
  }

  get #begun(): boolean {
    try {
      return localStorage.getItem(storageKey(this.branchId)) !== null;
    } catch {
      return false;
    }
  }

  /** Whether guests find something to order. */
  async #hasDishes(): Promise<boolean> {
    const params = { path: { branch: this.branchId } };
    const { categories } = await body(this.session.api.GET('/api/v1/branches/{branch}/menu', { params }));
    return categories.some(({ items }) => items.length > 0);
  }

  async #orders(): Promise<Order[]> {
    const params = { path: { branch: this.branchId } };
    const { recent } = await body(this.session.api.GET('/api/v1/branches/{branch}/figures', { params }));
    return recent;
  }
}

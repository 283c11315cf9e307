import { body } from '$api/client';
import type { Order } from '$api/types';
import { isSample } from '$lib/sample-menu';
import type { StaffSession } from '$lib/staff/session.svelte';

/** What a new restaurant needs before its first guests, in this order. Looks are the brand's, so its owner's step. */
export const STEPS = ['tables', 'hours', 'looks', 'stations', 'menu', 'colleagues', 'cards', 'try'] as const;
export type Step = (typeof STEPS)[number];

/** What a restaurant has: so many tables, and hours, looks and cards of its own or not. */
interface Begun {
  tables: number;
  hours: boolean;
  looks: boolean;
  /** All of them lie on their tables. */
  cards: boolean;
}

/** `yes` once nothing is left to lead to, `hidden` while nobody wants to see the steps. */
const begunKey = (branch: string) => `salver.begun.${branch}`;
const skippedKey = (branch: string) => `salver.skipped.${branch}`;

/**
 * How far a new restaurant is, by what its server holds, and what of it is skipped or hidden on
 * this device. Whoever has had their first order is never asked again on it.
 */
export class FirstSteps {
  /** The steps of whoever looks. */
  readonly all: readonly Step[];
  /** The steps that are done; null while nobody knows, and where nothing is left to lead to. */
  done = $state.raw<ReadonlySet<Step> | null>(null);
  /** What somebody does not want to do, or not now. */
  skipped = $state.raw<ReadonlySet<Step>>(new Set());
  /** Nobody wants to see the steps. */
  hidden = $state(false);
  /** Guests still find something of the sample menu. */
  sample = $state(false);

  constructor(
    readonly session: StaffSession,
    readonly branchId: string,
    owner: boolean,
  ) {
    this.all = STEPS.filter((step) => owner || step !== 'looks');
    const kept = read(skippedKey(branchId))?.split(' ') ?? [];
    this.skipped = new Set(STEPS.filter((step) => kept.includes(step)));
    this.hidden = read(begunKey(branchId)) === 'hidden';
  }

  /** What is neither done nor skipped. */
  get left(): readonly Step[] {
    return this.all.filter((step) => !this.done?.has(step) && !this.skipped.has(step));
  }

  /** Looks how things stand, where there is so much already. What cannot be read leads nobody anywhere. */
  async look({ tables, hours, looks, cards }: Begun): Promise<void> {
    if (read(begunKey(this.branchId)) === 'yes') return;
    try {
      const [{ sample, own }, stations, colleagues, orders] = await Promise.all([this.#dishes(), this.#hasStations(), this.#hasColleagues(), this.#orders()]);
      this.sample = sample;
      // Whoever has tried the sample is still to be told to take it away.
      if (orders.length > 0 && !this.sample) {
        this.done = null;
        return this.#keep('yes');
      }
      const done = new Set<Step>();
      if (orders.length > 0) done.add('try');
      if (tables > 0) done.add('tables');
      if (hours) done.add('hours');
      if (looks) done.add('looks');
      if (stations) done.add('stations');
      if (own) done.add('menu');
      if (colleagues) done.add('colleagues');
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
    if (!this.sample) this.#keep('yes');
    return last.number;
  }

  hide(): void {
    this.hidden = true;
    this.#keep('hidden');
  }

  show(): void {
    this.hidden = false;
    this.#keep('');
  }

  /** Skips a step, or takes it up again. */
  toggle(step: Step): void {
    const others = [...this.skipped].filter((one) => one !== step);
    this.skipped = new Set(this.skipped.has(step) ? others : [...others, step]);
    write(skippedKey(this.branchId), [...this.skipped].join(' '));
  }

  #keep(begun: 'yes' | 'hidden' | ''): void {
    write(begunKey(this.branchId), begun);
  }

  /** Whether guests find dishes of the sample, and others: anew, as it may have been published a moment ago. */
  async #dishes(): Promise<{ sample: boolean; own: boolean }> {
    const params = { path: { branch: this.branchId } };
    const { categories, currency_digits } = await body(this.session.api.GET('/api/v1/branches/{branch}/menu', { params, cache: 'no-cache' }));
    const dishes = categories.flatMap(({ items }) => items).map((dish) => isSample(dish, currency_digits));
    return { sample: dishes.includes(true), own: dishes.includes(false) };
  }

  /** Whether the menu in the making names a place of the kitchen; one is enough, whoever made it. */
  async #hasStations(): Promise<boolean> {
    const params = { path: { branch: this.branchId } };
    const { stations, currency_digits } = await body(this.session.api.GET('/api/v1/branches/{branch}/menu/draft', { params }));
    return stations.some((station) => !isSample(station, currency_digits));
  }

  /** Whether somebody else works here, or is invited to. */
  async #hasColleagues(): Promise<boolean> {
    const params = { path: { branch: this.branchId } };
    const { people, invitations } = await body(this.session.api.GET('/api/v1/branches/{branch}/team', { params }));
    // An owner leads other branches too, whose people are no help here.
    const here = ({ branch }: { branch?: string | null }) => !branch || branch === this.branchId;
    const staff = people.filter(({ places }) => places.some(here));
    const invited = invitations.filter(({ branches }) => branches?.includes(this.branchId) ?? true);
    return staff.length > 1 || invited.length > 0;
  }

  async #orders(): Promise<Order[]> {
    const params = { path: { branch: this.branchId } };
    const { recent } = await body(this.session.api.GET('/api/v1/branches/{branch}/figures', { params }));
    return recent;
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a word on this device; '' for none. */
function write(key: string, word: string): void {
  try {
    if (word === '') localStorage.removeItem(key);
    else localStorage.setItem(key, word);
  } catch {
    // Then the next visit asks again.
  }
}

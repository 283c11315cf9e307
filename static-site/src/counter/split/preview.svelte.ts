import { type Api, body } from '$api/client';
import type { Bill, BillWish, Money } from '$api/types';
import { randomId } from '$lib/id';
import { formatMoney, sumMoney } from '$lib/money';
import { rowsOf } from '../pay/box';
import { refusalText } from '../pay/refusals';

/** Dishes are moved and amounts typed in bursts: what stands after them is asked for. */
const CALM_MS = 250;

/** Where the check is whose bills are looked at. */
export interface Whose {
  api: Api;
  branch: string;
  check: string;
}

/**
 * What the bills of a split would be, by the server's own reckoning: it is asked to only try what it would do. What it
 * said of one split is not shown for another.
 */
export class SplitPreview {
  #bills = $state.raw<Bill[] | null>(null);
  /** What `#bills` are of. */
  #of = $state('');
  #wanted = $state('');
  /** Why there is none. */
  refusal = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wish: BillWish = {};

  constructor(readonly whose: Whose) {}

  /** Those that would be new, in their order; null until the server has said so. */
  readonly bills: Bill[] | null = $derived.by(() => (this.#of === this.#wanted ? this.#bills : null));

  /** All of what is split, as far as it is known: another split of the same check comes to the same. */
  whole(currency: string): Money | null {
    return this.#bills && sumMoney(currency, this.#bills.map(({ total }) => total));
  }

  /** Asks for these, unless they are known. `version`: of the check, as a late order makes all of it anew. */
  ask(wish: BillWish, version: number): void {
    const wanted = JSON.stringify([wish, version]);
    if (wanted === this.#wanted) return;
    [this.#wish, this.#wanted, this.refusal] = [wish, wanted, null];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), CALM_MS);
  }

  again(): void {
    this.refusal = null;
    void this.#look();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#wanted = '';
  }

  async #look(): Promise<void> {
    const { api, branch, check } = this.whose;
    const wanted = this.#wanted;
    const params = { path: { branch, check }, query: { dry_run: 'true' as const }, header: { 'Idempotency-Key': randomId() } };
    try {
      const { bills } = await body(api.POST('/api/v1/branches/{branch}/checks/{check}/bills', { params, body: this.#wish }));
      // Something else is wanted by now.
      if (wanted !== this.#wanted) return;
      this.#bills = bills.filter(({ status, payments }) => status !== 'void' && payments.length === 0);
      this.#of = wanted;
    } catch (error) {
      if (wanted === this.#wanted) this.refusal = refusalText(error);
    }
  }
}

/** How the sum of a bill comes about, in a line: what was ordered, what came off it and on top. */
export function partsOf(bill: Bill): string {
  return rowsOf(bill, true)
    .filter(({ look }) => look !== 'total')
    // A sum stands in one line with its name.
    .map(({ name, value }) => (value ? `${name} ${formatMoney(value, { exact: true })}` : name).replaceAll(' ', '\u{A0}'))
    .join(' · ');
}

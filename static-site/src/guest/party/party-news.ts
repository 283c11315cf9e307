import type { Call, Cart, CartLine, Guest, Order, OrderLine } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import { seat as text } from '$lib/text/seat';
import { toast } from '$lib/ui/toast.svelte';
import { type Meddled, OwnLines } from '../cart/own-lines';
import { folded } from '../orders/folded';
import { stopped } from '../orders/order-view';
import type { TableView } from '../table.svelte';
import type { PartyEdits } from './party-edits.svelte';

/** What news are about. */
export interface HeardParty {
  readonly live: LiveStore;
  readonly edits: PartyEdits;
  readonly guestId: string;
  readonly family: boolean;
  readonly orders: readonly Order[];
  readonly over: boolean;
  readonly table: TableView;
  /** The guest looks at the cart: what happens to it is said there, and not in passing. */
  readonly atCart: boolean;
  /** What a companion sent while the guest looked at the cart. */
  overtaken: Order | null;
  nameOf(guest: CartLine['added_by']): string;
}

/** Says what the guest would want to be told without looking: once each. */
export class PartyNews {
  /** The orders as last heard of, by ID: what is news to the guest is a status that differs. */
  readonly #heard = new Map<string, Order>();
  readonly #own: OwnLines;

  constructor(readonly party: HeardParty) {
    this.#own = new OwnLines(party.guestId, (id) => this.#ordered(id), (what) => this.#tellMeddled(what));
  }

  /** What somebody else takes out of the guest's own dishes, or makes of them, is told, and can be put back. */
  cart(cart: Cart): void {
    if (this.party.family) this.#own.look(cart, (id) => this.party.edits.open.has(id));
  }

  /** A line as it went out with an order. */
  #ordered(line: string): OrderLine | undefined {
    return this.party.orders.flatMap(({ lines }) => lines).find(({ id }) => id === line);
  }

  #tellMeddled({ before, left, changed, unmarked, here }: Meddled): void {
    if (this.party.over) return;
    const { item_id, variant_id, name, quantity, note, allergy, parts, unit_price } = before;
    const options = before.options.map(({ id }) => id);
    const others = this.party.live.all<Guest>('guest').filter(({ id }) => id !== this.party.guestId);
    const [only] = others;
    const who = others.length === 1 && only ? this.party.nameOf({ guest_id: only.id, name: only.name }) : null;
    const item = this.party.table.items.get(item_id);
    if (changed) {
      const words = unmarked ? text.cart.unmarked(who, name) : text.cart.changed(who, name);
      const mend = () => this.party.edits.change(before, { quantity: Math.max(quantity, this.#quantityOf(before)) });
      return void toast(words, unmarked ? 'bad' : 'plain', item && here ? { label: text.cart.asItWas, run: mend } : undefined);
    }
    const run = () => item && this.party.edits.add(item, quantity - left, options, note ?? '', allergy, variant_id, parts && { parts, unit_price });
    const words = left === 0 ? text.cart.taken(who, name) : text.cart.takenSome(who, name, quantity, left);
    toast(words, 'plain', item && { label: text.cart.putBack, run });
  }

  /** How many there are by now. */
  #quantityOf({ id }: CartLine): number {
    return this.party.edits.lines.find((line) => line.id === id)?.quantity ?? 0;
  }

  /** An order is said once when it comes to a status. */
  order(told: Order): void {
    const order = folded(told);
    const before = this.#heard.get(order.id);
    if (before && before.version >= order.version) return;
    this.#heard.set(order.id, order);
    if (!stopped(order)) this.party.edits.remember(order);
    if (!before) this.#announceOrder(order);
    else if (before.status !== order.status) this.#announceStatus(order);
  }

  #announceStatus(order: Order): void {
    if (order.status === 'ready') {
      toast(text.orders.ready(order.number), 'good');
      // Where there is no such thing, or no touch yet, nothing happens.
      navigator.vibrate?.([200, 100, 200]);
    }
    if (order.status === 'rejected') toast(text.orders.rejected(order.number), 'bad');
    if (order.status === 'cancelled') toast(text.orders.cancelled(order.number), 'bad');
  }

  /**
   * A companion sent the cart that all share: who has it open sees it empty, and is told why, however
   * far the order is by the time it is heard of.
   */
  #announceOrder(order: Order): void {
    const { live, family, guestId, atCart } = this.party;
    const { placed_by, number, status } = order;
    if (!family || placed_by.guest_id === guestId) return;
    if (atCart && (live.loaded || this.#tookFrom(order))) this.party.overtaken = order;
    else if (!live.loaded) return;
    else if (status === 'ready' || stopped(order)) this.#announceStatus(order);
    else if (status === 'placed' || status === 'accepted' || status === 'preparing') {
      toast(text.orders.sentBy(this.party.nameOf(placed_by), number));
    }
  }

  /** Whether what is shown as the cart, which may be the one that was last seen, is what was sent. */
  #tookFrom({ lines }: Order): boolean {
    return this.party.edits.lines.some(({ id }) => lines.some((line) => line.id === id));
  }

  call({ status, reason }: Call): void {
    if (status === 'acknowledged') toast(text.calls.seenToast[reason], 'good');
  }
}

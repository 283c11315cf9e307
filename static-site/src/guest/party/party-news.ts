import type { Call, Cart, CartLine, Guest, Order } from '$api/types';
import type { LiveStore } from '$lib/live/store.svelte';
import { seat as text } from '$lib/text/seat';
import { toast } from '$lib/ui/toast.svelte';
import { OwnLines } from '../cart/own-lines';
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
    this.#own = new OwnLines(party.guestId, (id) => this.#ordered(id), (before, left) => this.#tellTaken(before, left));
  }

  /** What somebody else takes out of the guest's own dishes is told, and can be put back. */
  cart(cart: Cart): void {
    if (this.party.family) this.#own.look(cart, (id) => this.party.edits.open.has(id));
  }

  /** How many pieces of a line went out with an order. */
  #ordered(line: string): number {
    const lines = this.party.orders.flatMap((order) => order.lines).filter(({ id }) => id === line);
    return lines.reduce((sum, { quantity, voided }) => sum + quantity + voided, 0);
  }

  #tellTaken({ item_id, name, quantity, options, note, allergy }: CartLine, left: number): void {
    if (this.party.over) return;
    const others = this.party.live.all<Guest>('guest').filter(({ id }) => id !== this.party.guestId);
    const [only] = others;
    const who = others.length === 1 && only ? this.party.nameOf({ guest_id: only.id, name: only.name }) : null;
    const item = this.party.table.items.get(item_id);
    const run = () => item && this.party.edits.add(item, quantity - left, options.map(({ id }) => id), note ?? '', allergy);
    const words = left === 0 ? text.cart.taken(who, name) : text.cart.takenSome(who, name, quantity, left);
    toast(words, 'plain', item && { label: text.cart.putBack, run });
  }

  /** An order is said once when it comes to a status. */
  order(order: Order): void {
    const before = this.#heard.get(order.id);
    if (before && before.version >= order.version) return;
    this.#heard.set(order.id, order);
    if (!before) return this.#announceOrder(order);
    if (before.status === order.status) return;
    if (order.status === 'ready') {
      toast(text.orders.ready(order.number), 'good');
      // Where there is no such thing, or no touch yet, nothing happens.
      navigator.vibrate?.([200, 100, 200]);
    }
    if (order.status === 'rejected') toast(text.orders.rejected(order.number), 'bad');
    if (order.status === 'cancelled') toast(text.orders.cancelled(order.number), 'bad');
  }

  /** A companion sent the cart that all share: who has it open sees it empty, and is told why. */
  #announceOrder(order: Order): void {
    const { placed_by, number } = order;
    const news = this.party.live.loaded && this.party.family && placed_by.guest_id !== this.party.guestId;
    if (!news || order.status !== 'placed' && order.status !== 'accepted') return;
    if (this.party.atCart) this.party.overtaken = order;
    else toast(text.orders.sentBy(this.party.nameOf(placed_by), number));
  }

  call({ status, reason }: Call): void {
    if (status === 'acknowledged') toast(text.calls.seenToast[reason], 'good');
  }
}

import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Cart, CartLine, MenuItem, Money, Order, OrderLine } from '$api/types';
import { randomId } from '$lib/id';
import type { Combo } from '$lib/menu/combo';
import { requestOf, type Wish, wishOf } from '$lib/menu/wish';
import { sumMoney } from '$lib/money';
import { guest } from '$lib/text/guest';
import { seat as text } from '$lib/text/seat';
import { toast } from '$lib/ui/toast.svelte';
import * as edits from '../cart/cart-edits';
import { faultText, refusedFor } from '../cart/faults';
import { named } from '../cart/named';
import { atNow, type PricedLine } from '../cart/now-prices';
import { Removals } from '../cart/removals';
import { comboAgain, partsOf } from '../orders/folded';
import { addersOf, backId, toPutBack } from '../orders/order-view';
import type { TableView } from '../table.svelte';

/** How long an edit that found no network waits for its next try. */
const RETRY_MS = 4_000;

/** What edits need of the party whose cart they change. */
export interface EditedParty {
  readonly api: Api;
  readonly table: TableView;
  /** The cart as the server has it. */
  readonly cart: Cart | undefined;
  /** The server priced it after it gave the menu. */
  readonly isPriced: boolean;
  /** The newest first. */
  readonly orders: readonly Order[];
  /** This guest, as lines of the cart name who added them. */
  readonly self: CartLine['added_by'];
  /** The server has said how its cart is. */
  heard(cart: Cart): void;
  refused(error: ApiError): void;
}

/** The cart as this guest has changed it: each change is shown at once, and sent until the server has it. */
export class PartyEdits {
  #edits = $state.raw<edits.Edits>(new Map());
  /** The edits that are on their way. */
  #all: Promise<unknown> = Promise.resolve();
  /** The dishes that were changed, as the menu had them: it may have lost one before the change is answered. */
  readonly #dishes = new Map<string, MenuItem>();
  /** How many pieces of an order's lines were to be made when it was last seen under way. */
  readonly #pieces = new Map<string, number>();
  /** The next try of edits that found no network. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly removals = new Removals((id) => {
    this.#edits = edits.letGo(this.#edits, id);
    this.#send();
  });

  readonly lines: edits.ShownLine[] = $derived.by(() => {
    const { cart, table, self } = this.party;
    if (!cart) return [];
    return edits.overlay(cart, this.#edits, this.#known(table.items), self).map((line) => named(this.#asAdded(line), table));
  });
  readonly count: number = $derived(this.lines.reduce((sum, { quantity }) => sum + quantity, 0));
  /** The lines at the prices of now: what the guest sees, and agrees to with "Send". */
  readonly priced: PricedLine[] = $derived.by(() => (this.party.isPriced ? this.lines : atNow(this.lines, this.party.table.items)));
  /** What those come to. */
  readonly total: Money | null = $derived.by(() => {
    const currency = this.party.cart?.total.currency;
    return currency ? sumMoney(currency, this.priced.map(({ total }) => total)) : null;
  });
  /** What the guest's last tap made of the cart, for who cannot see the number on the row. */
  said = $state('');
  /** Every edit is in the server's cart, but for what the guest may undo. */
  readonly settled: boolean = $derived([...this.#edits.values()].every(({ state }) => state === 'held'));
  /** Who had added what was put back into the cart, by the line's new ID. */
  readonly #adders = $derived.by(() => addersOf(this.party.orders));

  constructor(readonly party: EditedParty) {}

  /** What the server has not said yes to. */
  get open(): edits.Edits {
    return this.#edits;
  }

  /** Goes on with edits that an earlier life of this page could not send. Each has its line's ID, so twice is once. */
  resume(wishes: readonly [string, Wish][]): void {
    if (wishes.length === 0) return;
    for (const [id, wish] of wishes) this.#edits = edits.want(this.#edits, id, wish);
    this.#send();
  }

  stop(): void {
    this.removals.release();
    clearTimeout(this.#retry);
  }

  /** Settles once what was changed so far has been sent. True when the server's cart is what is shown. */
  async done(): Promise<boolean> {
    this.removals.release();
    await this.#all;
    return this.#edits.size === 0;
  }

  /** Puts a dish into the cart, onto the guest's own like line if there is one. */
  add(item: MenuItem, quantity: number, options: string[], note: string, allergy = false, variant_id?: string | null | undefined, combo?: Combo): void {
    const wish = { item_id: item.id, ...(variant_id ? { variant_id } : {}), quantity, options, ...(note ? { note, allergy } : {}), ...(combo ? { combo } : {}) };
    const like = edits.sameLine(this.lines, wish, this.party.self.guest_id);
    const sum = Math.min(99, quantity + (like?.quantity ?? 0));
    this.#want(like?.id ?? randomId(), { ...wish, quantity: sum });
    this.#say(item);
  }

  /** 0 removes the line, which the guest may undo for a moment. */
  setQuantity(line: CartLine, quantity: number): void {
    if (quantity > 0) {
      this.change(line, { quantity });
      return this.#say(this.party.table.items.get(line.item_id));
    }
    // That it is gone is said where it can be undone.
    this.said = '';
    const before = this.#edits.get(line.id);
    this.#edits = edits.hold(this.#edits, line.id, wishOf(line, { quantity }));
    this.removals.hold(line.id, line.name, () => {
      if (before) this.#want(line.id, before.wish);
      else this.#edits = edits.forget(this.#edits, line.id);
    });
  }

  /** Says how much of a dish the cart has now. */
  #say(item: MenuItem | undefined): void {
    const count = this.lines.reduce((sum, line) => sum + (line.item_id === item?.id ? line.quantity : 0), 0);
    this.said = item && count > 0 ? `${item.name}, ${guest.menu.inCart(count)}` : '';
  }

  /** Makes a line another one: its choices, its note, how many. */
  change(line: CartLine, other: Partial<Wish>): void {
    const { note, allergy, ...wish } = wishOf(line, other);
    this.#want(line.id, note ? { ...wish, note, allergy: allergy ?? false } : wish);
  }

  /** What of an order that was stopped is not in the cart again yet, nor in a later order. */
  toPutBack(order: Order): OrderLine[] {
    const lines = toPutBack(order, [...this.lines, ...this.party.orders.flatMap(({ lines }) => lines)]);
    return lines.filter((line) => this.piecesOf(line) > 0);
  }

  /** An order under way: should it be stopped, its lines say no more what had been taken off before. */
  remember({ lines }: Order): void {
    for (const { id, quantity } of lines) this.#pieces.set(id, quantity);
  }

  /** How many pieces of a line were to be made before its order was stopped, as far as this page knows. */
  piecesOf({ id, quantity, voided }: OrderLine): number {
    return quantity || (this.#pieces.get(id) ?? voided);
  }

  /** Who put a line of an order into the cart, though somebody else may have put it back since. */
  adderOf({ id, added_by }: OrderLine): CartLine['added_by'] {
    return this.#adders.get(id) ?? added_by;
  }

  /** Whether the dish of an order can be ordered again at the moment. */
  available(line: OrderLine | CartLine): boolean {
    const dishes = [line, ...('parts' in line ? (line.parts ?? []) : partsOf(line as OrderLine))];
    const { items } = this.party.table;
    return dishes.map(({ item_id }) => items.get(item_id)).every((item) => item !== undefined && this.party.table.available(item));
  }

  /** Puts what was not accepted into the cart again, but for what is sold out by now. False when something was left out. */
  putBack(order: Order): boolean {
    const lines = this.toPutBack(order);
    const good = lines.filter((line) => this.available(line));
    for (const line of good) {
      const { id, item_id, variant_id, options, note, allergy } = line;
      const wish = { item_id, ...(variant_id ? { variant_id } : {}), quantity: this.piecesOf(line), options: options.map((option) => option.id) };
      const combo = comboAgain(line);
      this.#want(backId(id), { ...wish, ...(note ? { note, allergy } : {}), ...(combo ? { combo } : {}) });
    }
    return good.length === lines.length;
  }

  /** The server has who put a line back; the party wants to know whose dish it is. */
  #asAdded(line: edits.ShownLine): edits.ShownLine {
    const added_by = this.#adders.get(line.id);
    return added_by ? { ...line, added_by } : line;
  }

  /** The menu, with what it has lost of the dishes that were changed. */
  #known(items: ReadonlyMap<string, MenuItem>): ReadonlyMap<string, MenuItem> {
    const lost = [...this.#edits.values()].flatMap(({ wish }) => {
      const dish = items.has(wish.item_id) ? undefined : this.#dishes.get(wish.item_id);
      return dish ? [[wish.item_id, dish] as const] : [];
    });
    return lost.length > 0 ? new Map([...items, ...lost]) : items;
  }

  #want(id: string, wish: Wish): void {
    const dish = this.party.table.items.get(wish.item_id);
    if (dish) this.#dishes.set(dish.id, dish);
    this.#edits = edits.want(this.#edits, id, wish);
    this.#send();
  }

  #send(): void {
    const [next, ready] = edits.take(this.#edits);
    this.#edits = next;
    this.#all = Promise.all([this.#all, ...ready.map(({ id, wish, revision }) => this.#put(id, wish, revision))]);
  }

  async #put(id: string, wish: Wish, revision: number): Promise<void> {
    try {
      const cart = await body(
        this.party.api.PUT('/api/v1/cart/lines/{line}', { params: { path: { line: id } }, body: requestOf(wish) }),
      );
      this.party.heard(cart);
    } catch (error) {
      if (error instanceof ApiError && error.transient) return this.#later(id);
      this.#editRefused(error, id, wish);
    }
    this.#edits = edits.settle(this.#edits, id, revision);
    if (!this.settled) this.#send();
  }

  #later(id: string): void {
    this.#edits = edits.postpone(this.#edits, id);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#send(), RETRY_MS);
  }

  #editRefused(error: unknown, id: string, wish: Wish): void {
    const item = this.party.table.items.get(wish.item_id);
    const line = this.party.cart?.lines.find((one) => one.id === id);
    const name = item?.name ?? line?.name ?? this.#dishes.get(wish.item_id)?.name ?? text.placing.someLine;
    if (!(error instanceof ApiError)) return void toast(text.cart.notTaken(name), 'bad');
    this.party.refused(error);
    const fault = refusedFor(error.code, error.problem, line, item);
    // What is not in the cart cannot be removed from it.
    if (fault && !line) toast(text.cart.notAdded(name), 'bad');
    else if (fault) toast(faultText(fault, name), 'bad');
    else if (error.code === 'cart_changed') toast(text.cart.ordered);
    else if (!error.unauthenticated) toast(text.cart.notTaken(name), 'bad');
  }
}

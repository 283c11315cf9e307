import { untrack } from 'svelte';
import { type Api, body, createApi, knowShapes } from '$api/client';
import { ApiError } from '$api/error';
import { seatShapes } from '$api/shapes/seat';
import type { Call, Cart, CartLine, Guest, MenuItem, Money, Order, OrderLine, PaymentMethod, Session, Snapshot } from '$api/types';
import { randomId } from '$lib/id';
import { type Source } from '$lib/live/live';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { ServerTime } from '$lib/server-time';
import { seat as text } from '$lib/text/seat';
import { seen } from '$lib/typed';
import { toast } from '$lib/ui/toast.svelte';
import { Account, billOf } from '../bill/account.svelte';
import { eaten, rounds } from '../bill/bill';
import { CallsState } from '../call/calls-state.svelte';
import * as edits from '../cart/cart-edits';
import { faultText, refusedFor } from '../cart/faults';
import { forgetCart, keepCart, keptCart, wishesOf } from '../cart/cart-keep.svelte';
import { OwnLines } from '../cart/own-lines';
import { Removals } from '../cart/removals';
import { backId, stopped, toPutBack } from '../orders/order-view';
import type { Memory, Seat } from '../storage';
import type { TableView } from '../table.svelte';
import { namesOf } from './names';
import { Outbox } from './outbox.svelte';

/** How long an edit that found no network, or a link that was refused, waits for its next try. */
const RETRY_MS = 4_000;
/** How long the first link may take before the cart is shown as it was last seen. */
const FIRST_LOOK_MS = 3_000;
/** How long the order that took a dish out of the cart may come after the cart. */
const ORDER_LATE_MS = 2_000;

export type Ended = 'closed' | 'expired';

/** How it ended, and what is known of the meal. */
export interface Farewell {
  why: Ended;
  had: { name: string; quantity: number }[];
  /** Null when the last total was not known. */
  total: Money | null;
  /** The guest saw the party on this page before it ended, and wonders where it is. */
  seen: boolean;
}

/** What an order says besides its lines, which are the server's cart. */
export interface OrderContent {
  cart_version: number;
  expected_total: Money;
  note?: string;
}

/** What the guest says with the next order; kept for the next round but for the note. */
export interface OrderWish {
  note: string;
  payment: PaymentMethod | null;
}

/** This phone at a table: the live session, the cart with its edits, what is ordered and asked for. */
export class Party {
  readonly live: LiveStore;
  readonly outbox: Outbox<OrderContent, Order>;
  readonly calls: CallsState;
  readonly account: Account;
  readonly #api: Api;
  #edits = $state.raw<edits.Edits>(new Map());
  /** The cart at today's prices, after an order at yesterday's was refused. */
  #priced = $state.raw<Cart>();
  /** The edits that are on their way. */
  #all: Promise<unknown> = Promise.resolve();
  /** The next try of edits that found no network. */
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** The next start of a link that was refused; no edit may put it off. */
  #revival: ReturnType<typeof setTimeout> | undefined;
  /** The orders as last heard of, by ID: what is news to the guest is a status that differs. */
  readonly #heard = new Map<string, Order>();
  #over = false;
  readonly #own: OwnLines;
  readonly removals = new Removals((id) => {
    this.#edits = edits.letGo(this.#edits, id);
    this.#send();
  });
  /** The cart is the one that was last seen: there has been no link yet. */
  recalled = $state(false);
  readonly #time = new ServerTime();
  wish = $state<OrderWish>({ note: '', payment: null });
  /** The guest looks at the cart: what happens to it is said there, and not in passing. */
  atCart = $state(false);
  /** What a companion sent while the guest looked at the cart. */
  overtaken = $state.raw<Order | null>(null);

  readonly session = $derived.by(() => this.live.get<Session>('session', this.seat.session_id));
  readonly me = $derived.by(() => this.live.get<Guest>('guest', this.seat.guest_id));
  readonly family = $derived(this.session?.mode !== 'individual');
  readonly cart = $derived.by(() => {
    const cart = this.live.get<Cart>('cart', this.family ? 'family' : this.seat.guest_id);
    // The refusal changes no cart, so it has the version of the one that is shown.
    return this.#priced && this.#priced.version === cart?.version ? this.#priced : cart;
  });
  readonly lines: edits.ShownLine[] = $derived.by(() =>
    this.cart ? edits.overlay(this.cart, this.#edits, this.table.items, this.#self).map((line) => this.#asAdded(line)) : [],
  );
  readonly count = $derived(this.lines.reduce((sum, { quantity }) => sum + quantity, 0));
  readonly total = $derived(this.cart ? edits.shownTotal(this.cart, this.lines) : null);
  /** Every edit is in the server's cart, but for what the guest may undo. */
  readonly settled = $derived([...this.#edits.values()].every(({ state }) => state === 'held'));
  /** The newest first. */
  readonly orders: Order[] = $derived.by(() => rounds(this.live.all<Order>('order')).reverse());
  /** What to call each guest, by ID. */
  readonly names = $derived.by(() => namesOf(this.live.all<Guest>('guest')));
  /** Who had added what was put back into the cart, by the line's new ID. */
  readonly #adders = $derived.by(
    () => new Map(this.orders.filter(stopped).flatMap(({ lines }) => lines.map(({ id, added_by }) => [backId(id), added_by]))),
  );

  constructor(
    readonly table: TableView,
    readonly seat: Seat,
    readonly memory: Memory,
    readonly ended: (farewell: Farewell) => void,
    /** An order got through while the guest looked at the cart. */
    readonly sent: (order: Order) => void = () => {},
  ) {
    knowShapes(seatShapes);
    this.#own = new OwnLines(seat.guest_id);
    this.#api = createApi({ token: () => seat.token });
    this.live = new LiveStore(this.#source());
    this.account = new Account(this.live, seat.session_id, () => this.#fetch());
    const slot = this.slot;
    this.outbox = new Outbox(memory, {
      slot: `intent.${slot}`,
      post: (key, order) =>
        body(this.#api.POST('/api/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body: order })),
      now: () => this.now(),
      done: (order) => {
        this.#hear(order);
        this.live.learn('order', order);
        // The confirmation belongs to this send: from here on the order itself tells how far it is.
        this.outbox.dismiss();
        this.wish.note = '';
        if (this.atCart) this.sent(order);
        else toast(text.placing.confirmed(order.number), 'good');
      },
      failed: (error) => this.#refused(error),
    });
    this.calls = new CallsState({
      api: this.#api,
      memory,
      seat: slot,
      calls: () => this.live.all<Call>('call'),
      now: () => this.now(),
      called: (call) => this.live.learn('call', call),
      failed: (error) => this.#refused(error),
    });
  }

  /** The name of this seat in the phone's memory. */
  get slot(): string {
    return `${this.seat.session_id}.${this.seat.guest_id}`;
  }

  /** There is a cart to show. */
  get ready(): boolean {
    return this.live.loaded || this.recalled;
  }

  get guestId(): string {
    return this.seat.guest_id;
  }

  /** The server's clock in epoch milliseconds; a phone's own may be wrong by hours. */
  now(): number {
    return this.#time.now();
  }

  /** What to call a guest: "Asha", or "Asha (2)" when there are two. */
  nameOf({ guest_id, name }: CartLine['added_by']): string {
    return this.names.get(guest_id) ?? name;
  }

  get #self(): CartLine['added_by'] {
    return { guest_id: this.seat.guest_id, name: this.me?.name ?? '' };
  }

  /** Goes live. Returns how to stop; fits `$effect`. */
  start(): () => void {
    const stop = this.live.start();
    this.outbox.restore();
    this.calls.restore();
    // Whoever starts it, an effect, must not depend on the edits.
    untrack(() => this.#resume());
    const hide = () => document.visibilityState === 'hidden' && this.removals.release();
    document.addEventListener('visibilitychange', hide);
    const look = setTimeout(() => this.#recall(), navigator.onLine === false ? 0 : FIRST_LOOK_MS);
    const stopKeeping = keepCart(this.memory, this.slot, () =>
      this.cart
        ? { cart: this.cart, session: this.session ?? null, me: this.me ?? null, wishes: wishesOf(this.#edits) }
        : null,
    );
    return () => {
      stop();
      stopKeeping();
      document.removeEventListener('visibilitychange', hide);
      this.removals.release();
      clearTimeout(look);
      this.outbox.stop();
      this.calls.stop();
      this.account.stop();
      clearTimeout(this.#retry);
      clearTimeout(this.#revival);
    };
  }

  /** Goes on with edits that an earlier life of this page could not send. Each has its line's ID, so twice is once. */
  #resume(): void {
    const wishes = keptCart(this.memory, this.slot)?.wishes ?? [];
    if (wishes.length === 0) return;
    for (const [id, wish] of wishes) this.#edits = edits.want(this.#edits, id, wish);
    this.#send();
  }

  /** Shows the cart as it was last seen, when there is no link to ask by. */
  #recall(): void {
    const kept = this.live.loaded || this.#over ? null : keptCart(this.memory, this.slot);
    if (!kept) return;
    this.live.learn('cart', kept.cart);
    if (kept.session) this.live.learn('session', kept.session);
    if (kept.me) this.live.learn('guest', kept.me);
    this.recalled = true;
  }

  /** Puts a dish into the cart, onto the guest's own like line if there is one. */
  add(item: MenuItem, quantity: number, options: string[], note: string, allergy = false): void {
    const wish = { item_id: item.id, quantity, options, ...(note ? { note, allergy } : {}) };
    const like = edits.sameLine(this.lines, wish, this.seat.guest_id);
    const sum = Math.min(99, quantity + (like?.quantity ?? 0));
    this.#want(like?.id ?? randomId(), { ...wish, quantity: sum });
  }

  /** 0 removes the line, which the guest may undo for a moment. */
  setQuantity(line: CartLine, quantity: number): void {
    if (quantity > 0) return this.change(line, { quantity });
    const before = this.#edits.get(line.id);
    this.#edits = edits.hold(this.#edits, line.id, edits.wishOf(line, { quantity }));
    this.removals.hold(line.id, line.name, () => {
      if (before) this.#want(line.id, before.wish);
      else this.#edits = edits.forget(this.#edits, line.id);
    });
  }

  /** Makes a line another one: its choices, its note, how many. */
  change(line: CartLine, other: Partial<edits.Wish>): void {
    const { note, allergy, ...wish } = edits.wishOf(line, other);
    this.#want(line.id, note ? { ...wish, note, allergy: allergy ?? false } : wish);
  }

  /** Sends the cart as it is shown, once every edit is in it. */
  async place(): Promise<void> {
    this.removals.release();
    await this.#all;
    if (!this.cart || this.#edits.size > 0) return;
    const { version: cart_version, total: expected_total } = this.cart;
    const note = seen(this.wish.note);
    const { payment } = this.wish;
    this.overtaken = null;
    this.outbox.send({ cart_version, expected_total, ...(payment ? { payment_method: payment } : {}), ...(note ? { note } : {}) });
  }

  /** What of an order that was stopped is not in the cart again yet, nor in a later order. */
  toPutBack(order: Order): OrderLine[] {
    return toPutBack(order, [...this.lines, ...this.orders.flatMap(({ lines }) => lines)]);
  }

  /** Whether the dish of an order can be ordered again at the moment. */
  available({ item_id }: OrderLine): boolean {
    const item = this.table.items.get(item_id);
    return item !== undefined && this.table.available(item);
  }

  /**
   * Puts what was not accepted into the cart again, with all that was said with it, but for what is
   * sold out by now. False when something was left out.
   */
  putBack(order: Order): boolean {
    const lines = this.toPutBack(order);
    const good = lines.filter((line) => this.available(line));
    for (const { id, item_id, quantity, voided, options, note, allergy } of good) {
      const wish = { item_id, quantity: quantity || voided, options: options.map((option) => option.id) };
      this.#want(backId(id), { ...wish, ...(note ? { note, allergy } : {}) });
    }
    this.wish = { note: this.wish.note || (order.note ?? ''), payment: order.payment_method ?? this.wish.payment };
    return good.length === lines.length;
  }

  /** The server has who put a line back; the party wants to know whose dish it is. */
  #asAdded(line: edits.ShownLine): edits.ShownLine {
    const added_by = this.#adders.get(line.id);
    return added_by ? { ...line, added_by } : line;
  }

  #want(id: string, wish: edits.Wish): void {
    this.#edits = edits.want(this.#edits, id, wish);
    this.#send();
  }

  #send(): void {
    const [next, ready] = edits.take(this.#edits);
    this.#edits = next;
    this.#all = Promise.all([this.#all, ...ready.map(({ id, wish, revision }) => this.#put(id, wish, revision))]);
  }

  async #put(id: string, wish: edits.Wish, revision: number): Promise<void> {
    try {
      const cart = await body(
        this.#api.PUT('/api/v1/cart/lines/{line}', { params: { path: { line: id } }, body: wish }),
      );
      this.live.learn('cart', cart);
      this.#lookAt(cart);
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

  #editRefused(error: unknown, id: string, wish: edits.Wish): void {
    const item = this.table.items.get(wish.item_id);
    const line = this.cart?.lines.find((one) => one.id === id);
    const name = item?.name ?? line?.name ?? '';
    if (!(error instanceof ApiError)) return void toast(text.cart.notTaken(name), 'bad');
    this.#refused(error);
    const fault = refusedFor(error.code, error.problem, line, item);
    if (fault) toast(faultText(fault, name), 'bad');
    else if (error.code === 'cart_changed') toast(text.cart.ordered);
    else if (!error.unauthenticated) toast(text.cart.notTaken(name), 'bad');
  }

  /** A dish of the guest's own that somebody else took out of the cart is told, and can be put back. */
  #lookAt(cart: Cart): void {
    if (!this.family) return;
    const gone = this.#own.gone(cart).filter(({ id }) => !this.#edits.has(id));
    if (gone.length === 0) return;
    const tell = () => {
      const ordered = new Set(this.orders.flatMap(({ lines }) => lines.map(({ id }) => id)));
      for (const line of gone) if (!ordered.has(line.id) && !this.#over) this.#tellGone(line);
    };
    setTimeout(tell, ORDER_LATE_MS);
  }

  #tellGone({ item_id, name, quantity, options, note }: CartLine): void {
    const others = this.live.all<Guest>('guest').filter(({ id }) => id !== this.guestId);
    const [only] = others;
    const who = others.length === 1 && only ? (this.names.get(only.id) ?? only.name) : null;
    const item = this.table.items.get(item_id);
    const run = () => item && this.add(item, quantity, options.map(({ id }) => id), note ?? '');
    toast(text.cart.taken(who, name), 'plain', item && { label: text.cart.putBack, run });
  }

  /** What every refusal may teach: the cart of today, a sold-out dish, the end of the session. */
  #refused(error: ApiError): void {
    if (error.problem?.cart) this.live.learn('cart', error.problem.cart);
    if (error.code === 'prices_changed') this.#priced = error.problem?.cart ?? undefined;
    if (error.code === 'item_sold_out' && error.problem?.item_id) this.table.markSoldOut(error.problem.item_id);
    // The menu is another one than the cart was filled from.
    if (error.code === 'item_gone' || error.code === 'options_invalid') void this.table.refreshMenu().catch(() => {});
    if (error.unauthenticated) this.#end(error.code === 'session_closed' ? 'closed' : 'expired');
  }

  #source(): Omit<Source, 'changed'> {
    return {
      kinds: ['session', 'bill', 'guest', 'cart', 'order', 'call'],
      ticket: () => body(this.#api.POST('/api/v1/realtime/tickets', { body: { batches: true } })),
      snapshot: async () => {
        // Nobody says what the menu did while the link was down.
        if (this.live.loaded) void this.table.refreshMenu().catch(() => {});
        const snapshot = await this.#fetch();
        this.#lookAt(snapshot.cart);
        for (const order of snapshot.orders) this.#hear(order);
        this.outbox.age();
        this.calls.age();
        return entities(snapshot);
      },
      event: ({ type, at, data }) => {
        this.#time.sync(at);
        if (type === 'menu.changed' || type === 'stock.changed') void this.table.refreshMenu().catch(() => {});
        if (type === 'session.closed') this.#end('closed');
        if (type === 'session.changed') this.account.moved((data as Session).version);
        if (type === 'cart.changed' && data) this.#lookAt(data as Cart);
        if (type === 'order.changed') this.#hear(data as Order);
        if (type === 'call.changed') this.#announceCall(data as Call);
      },
      ended: () => void this.#askWhy(),
    };
  }

  async #fetch(): Promise<Snapshot> {
    const answer = this.#api.GET('/api/v1/session');
    const date = (await answer.catch(() => null))?.response.headers.get('date');
    if (date) this.#time.sync(date);
    return body(answer);
  }

  /**
   * Says what the guest would want to be told without looking: once, when an order comes to a status.
   */
  #hear(order: Order): void {
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
    const news = this.live.loaded && this.family && placed_by.guest_id !== this.guestId;
    if (!news || order.status !== 'placed' && order.status !== 'accepted') return;
    if (this.atCart) this.overtaken = order;
    else toast(text.orders.sentBy(this.nameOf(placed_by), number));
  }

  #announceCall({ status, reason }: Call): void {
    if (status === 'acknowledged') toast(text.calls.seenToast[reason], 'good');
  }

  /** The link only knows that it is over; the session's own answer says why. */
  async #askWhy(): Promise<void> {
    const error = await body(this.#api.GET('/api/v1/session')).catch((caught: unknown) => caught);
    if (error instanceof ApiError && error.unauthenticated) {
      const closed = error.code === 'session_closed' || this.session?.status === 'closed';
      this.#end(closed ? 'closed' : 'expired');
    } else if (!this.#over) {
      // It may stand after all, or nobody could say: look again in a while.
      clearTimeout(this.#revival);
      this.#revival = setTimeout(() => this.live.restart(), RETRY_MS);
    }
  }

  #end(why: Ended): void {
    if (this.#over) return;
    this.#over = true;
    forgetCart(this.memory, this.slot);
    this.ended({ why, had: eaten(this.orders), total: this.account.final, seen: this.live.loaded });
  }
}

function entities(snapshot: Snapshot) {
  const { session, guests, cart, orders, calls, topics } = snapshot;
  return {
    topics,
    entities: [
      entity('session', session),
      entity('bill', billOf(snapshot)),
      ...guests.map((one) => entity('guest', one)),
      entity('cart', cart),
      ...orders.map((one) => entity('order', one)),
      ...calls.map((one) => entity('call', one)),
    ],
  };
}

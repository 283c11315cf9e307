import { untrack } from 'svelte';
import { type Api, body, createApi, knowShapes } from '$api/client';
import { ApiError } from '$api/error';
import { seatShapes } from '$api/shapes/seat';
import type { Call, Cart, CartLine, Guest, Menu, Money, Order, PaymentMethod, Session, Snapshot } from '$api/types';
import { type Foot, toPay } from '$lib/foot';
import { type Source } from '$lib/live/live';
import { LiveStore } from '$lib/live/store.svelte';
import { hasDecimals } from '$lib/money';
import { ServerTime } from '$lib/server-time';
import { seat as text } from '$lib/text/seat';
import { seen } from '$lib/typed';
import { toast } from '$lib/ui/toast.svelte';
import { Account } from '../bill/account.svelte';
import { eaten, rounds } from '../bill/bill';
import { CallsState } from '../call/calls-state.svelte';
import { type Declared, declared, declaredText, together } from '../cart/declared';
import { forgetCart, keepCart, keptCart, wishesOf } from '../cart/cart-keep.svelte';
import { namedOrder } from '../cart/named';
import { type Unplaced, unplaced } from '../cart/unplaced';
import { folded } from '../orders/folded';
import { stopped } from '../orders/order-view';
import type { Memory, Seat } from '../storage';
import type { TableView } from '../table.svelte';
import { namesOf } from './names';
import { Outbox } from '$lib/sending/outbox.svelte';
import { PartyEdits } from './party-edits.svelte';
import { PartyNews } from './party-news';
import { intentOf } from '$lib/sending/sending';
import { entities } from './snapshot';

/** How long a link that was refused waits for its next try. */
const RETRY_MS = 4_000;
/** How long the first link may take before the cart is shown as it was last seen. */
const FIRST_LOOK_MS = 3_000;

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
  cart_id?: string;
  cart_version: number;
  expected_total: Money;
  /** With taxes, where the server had said it. */
  expected_to_pay?: Money;
  note?: string;
}

/** What the guest says with the next order; kept for the next round but for the note. */
export interface OrderWish {
  note: string;
  payment: PaymentMethod | null;
}

/** This phone at a table: the live session, its cart, what is ordered and asked for. */
export class Party {
  readonly live: LiveStore;
  readonly outbox: Outbox<OrderContent, Order>;
  readonly calls: CallsState;
  readonly account: Account;
  readonly api: Api;
  /** The cart as the guest has changed it. */
  readonly edits = new PartyEdits(this);
  readonly #news: PartyNews;
  /** The cart at today's prices, after an order at yesterday's was refused. */
  #priced = $state.raw<Cart>();
  /** The menu that says no more of the prices than that cart: a newer one does. */
  #pricedBy = $state.raw<Menu | null>(null);
  /** The next start of a link that was refused. */
  #revival: ReturnType<typeof setTimeout> | undefined;
  over = false;
  /** The cart is the one that was last seen: there has been no link yet. */
  recalled = $state(false);
  readonly #time = new ServerTime();
  wish = $state<OrderWish>({ note: '', payment: null });
  /** The guest looks at the cart: what happens to it is said there, and not in passing. */
  atCart = $state(false);
  /** By line: what its dish has declared since it was put into the cart. */
  declared = $state.raw<ReadonlyMap<string, Declared>>(new Map());
  /** What a companion sent while the guest looked at the cart. */
  overtaken = $state.raw<Order | null>(null);
  /** Why the last tap on "Send" sent nothing, where no server was asked. */
  unplaced = $state.raw<Unplaced | null>(null);
  /** Grows when something of the bills or of who pays them was told: what it is, is asked for. */
  billed = $state(0);
  /** Orders that were stopped, by ID, which the guest has looked at since. */
  #looked = $state.raw<ReadonlySet<string>>(new Set());

  readonly session = $derived.by(() => this.live.get<Session>('session', this.seat.session_id));
  readonly me = $derived.by(() => this.live.get<Guest>('guest', this.seat.guest_id));
  readonly family = $derived(this.session?.mode !== 'individual');
  readonly cart = $derived.by(() => {
    const cart = this.live.get<Cart>('cart', this.family ? 'family' : this.seat.guest_id);
    // The refusal changes no cart, so it has the version of the one that is shown.
    return this.#priced && this.#priced.version === cart?.version ? this.#priced : cart;
  });
  /** What the cart comes to at the prices of now; while it is sent, what the guest agreed to then. */
  readonly total: Money | null = $derived.by(() => intentOf(this.outbox.now)?.expected_total ?? this.edits.total);
  /** What stands below the cart; null while the server has other lines or other prices than are shown. */
  readonly foot: Foot | null = $derived.by(() => {
    const { cart, edits } = this;
    return cart && edits.open.size === 0 && edits.total?.minor === cart.total.minor ? cart : null;
  });
  /** What is to be paid for it as it is shown, or was agreed to; null while it is not known what tax comes on top. */
  readonly due: Money | null = $derived.by(() => {
    const intent = intentOf(this.outbox.now);
    if (intent) return intent.expected_to_pay ?? intent.expected_total;
    if (this.foot) return toPay(this.foot);
    return this.table.info?.branch.tax?.prices_include_tax === false ? null : this.edits.total;
  });
  /** The newest first. */
  readonly orders: Order[] = $derived.by(() => rounds(this.live.all<Order>('order').map((order) => folded(namedOrder(order, this.table)))).reverse());
  /** The newest that was stopped and not looked at since: it has to be seen, whatever was ordered after it. */
  readonly unseen: Order | undefined = $derived.by(() => {
    const joined = Date.parse(this.me?.joined_at ?? '') || 0;
    return this.orders.find((one) => stopped(one) && Date.parse(one.placed_at) >= joined && !this.#looked.has(one.id));
  });
  /** All amounts of the page have one style: with decimals when any of them needs some. */
  readonly exact: boolean = $derived.by(() => {
    const lines = [...(this.cart?.lines ?? []), ...this.orders.flatMap((order) => order.lines)];
    return hasDecimals(lines.map(({ total }) => total));
  });
  /** What to call each guest, by ID. */
  readonly names = $derived.by(() => namesOf(this.live.all<Guest>('guest')));

  constructor(
    readonly table: TableView,
    readonly seat: Seat,
    readonly memory: Memory,
    readonly ended: (farewell: Farewell) => void,
    /** An order got through while the guest looked at the cart. */
    readonly sent: (order: Order) => void = () => {},
  ) {
    knowShapes(seatShapes);
    table.serverTime = () => this.now();
    this.#news = new PartyNews(this);
    this.#looked = new Set(memory.read<string[]>(`looked.${this.slot}`) ?? []);
    this.api = createApi({ token: () => seat.token });
    this.live = new LiveStore(this.#source());
    this.account = new Account(this.live, seat.session_id, () => this.#fetch());
    const slot = this.slot;
    this.outbox = new Outbox(memory, {
      slot: `intent.${slot}`,
      post: (key, order) =>
        body(this.api.POST('/api/v1/orders', { params: { header: { 'Idempotency-Key': key } }, body: order })),
      now: () => this.now(),
      done: (order) => {
        this.#news.order(order);
        this.live.learn('order', order);
        // The confirmation belongs to this send: from here on the order itself tells how far it is.
        this.outbox.dismiss();
        this.wish.note = '';
        this.overtaken = null;
        if (this.atCart) this.sent(folded(order));
        else toast(text.placing.confirmed(order.number), 'good');
      },
      failed: (error) => this.refused(error),
    });
    this.calls = new CallsState({
      api: this.api,
      memory,
      seat: slot,
      calls: () => this.live.all<Call>('call'),
      now: () => this.now(),
      called: (call) => this.live.learn('call', call),
      failed: (error) => this.refused(error),
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

  /** The server priced the cart after it gave the menu. */
  get isPriced(): boolean {
    return this.cart !== undefined && this.cart === this.#priced && this.table.menu === this.#pricedBy;
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

  /** This guest, as lines of the cart name who added them. */
  get self(): CartLine['added_by'] {
    return { guest_id: this.seat.guest_id, name: this.me?.name ?? '' };
  }

  /** Goes live. Returns how to stop; fits `$effect`. */
  start(): () => void {
    const stop = this.live.start();
    this.outbox.restore();
    this.calls.restore();
    // Whoever starts it, an effect, must not depend on the edits.
    untrack(() => this.edits.resume(keptCart(this.memory, this.slot)?.wishes ?? []));
    const hide = () => document.visibilityState === 'hidden' && this.edits.removals.release();
    document.addEventListener('visibilitychange', hide);
    const look = setTimeout(() => this.#recall(), navigator.onLine === false ? 0 : FIRST_LOOK_MS);
    const stopKeeping = keepCart(this.memory, this.slot, () =>
      this.cart
        ? { cart: this.cart, session: this.session ?? null, me: this.me ?? null, wishes: wishesOf(this.edits.open) }
        : null,
    );
    return () => {
      stop();
      stopKeeping();
      document.removeEventListener('visibilitychange', hide);
      this.edits.stop();
      clearTimeout(look);
      this.outbox.stop();
      this.calls.stop();
      this.account.stop();
      clearTimeout(this.#revival);
    };
  }

  /** Shows the cart as it was last seen, when there is no link to ask by. */
  #recall(): void {
    const kept = this.live.loaded || this.over ? null : keptCart(this.memory, this.slot);
    if (!kept) return;
    this.live.learn('cart', kept.cart);
    if (kept.session) this.live.learn('session', kept.session);
    if (kept.me) this.live.learn('guest', kept.me);
    this.recalled = true;
  }

  /** The guest is called otherwise from now on; the answer has the name as all see it. */
  async rename(name: string): Promise<Guest> {
    const me = await body(this.api.PATCH('/api/v1/session/me', { body: { name } }));
    this.live.learn('guest', me);
    return me;
  }

  /** Sends the cart as it was shown when the guest tapped, once every edit is in it; else says why not. */
  async place(): Promise<void> {
    this.unplaced = null;
    this.outbox.dismiss();
    const shown = this.edits.priced;
    const all = await this.edits.done();
    const expected_total = this.edits.total;
    if (!this.cart || !expected_total) return;
    this.unplaced = unplaced(shown, this.edits.priced, all ? expected_total : null);
    if (this.unplaced) return;
    const { id: cart_id, version: cart_version } = this.cart;
    const note = seen(this.wish.note);
    const { payment } = this.wish;
    const expected_to_pay = this.foot?.to_pay;
    this.outbox.send({ cart_id, cart_version, expected_total, ...(expected_to_pay ? { expected_to_pay } : {}), ...(payment ? { payment_method: payment } : {}), ...(note ? { note } : {}) });
  }

  /**
   * Puts what was not accepted into the cart again, with all that was said with it, but for what is
   * sold out by now. False when something was left out.
   */
  putBack(order: Order): boolean {
    const whole = this.edits.putBack(order);
    this.wish = { note: this.wish.note || (order.note ?? ''), payment: order.payment_method ?? this.wish.payment };
    return whole;
  }

  /** The guest has looked at these orders. */
  look(orders: readonly Order[]): void {
    const fresh = orders.filter((one) => stopped(one) && !this.#looked.has(one.id));
    if (fresh.length === 0) return;
    this.#looked = new Set([...this.#looked, ...fresh.map(({ id }) => id)]);
    this.memory.write(`looked.${this.slot}`, [...this.#looked]);
  }

  /** The server has said how its cart is. */
  heard(cart: Cart): void {
    this.live.learn('cart', cart);
    this.#news.cart(cart);
  }

  /** What every refusal may teach: the cart of today, a sold-out dish, the end of the session. */
  refused(error: ApiError): void {
    if (error.problem?.cart) this.live.learn('cart', error.problem.cart);
    // A companion was faster: with the cart alone nobody could say whether it was sent or emptied.
    if (error.code === 'cart_changed' || error.code === 'cart_empty') void this.#lookForOrders();
    const { item_id, left } = error.problem ?? {};
    if (error.code === 'item_sold_out' && item_id && left === undefined) this.table.markSoldOut(item_id);
    // The menu is another one than the cart was filled from, or says so by now.
    if (/^(prices_changed|item_gone|options_invalid|item_sold_out|item_not_(served|priced)|ordering_paused|branch_closed)$/.test(error.code)) {
      const priced = error.code === 'prices_changed' ? error.problem?.cart : undefined;
      if (priced) [this.#priced, this.#pricedBy] = [priced, this.table.menu];
      // The menu that comes now is no newer than those prices; and what this page makes of it may be another sum.
      const came = () => {
        if (priced && priced === this.#priced) this.#pricedBy = this.table.menu;
      };
      void this.#newMenu().then(came, () => {});
    }
    if (error.unauthenticated) this.#end(error.code === 'session_closed' ? 'closed' : 'expired');
  }

  #source(): Omit<Source, 'changed'> {
    return {
      kinds: ['session', 'bill', 'guest', 'cart', 'order', 'call'],
      ticket: () => body(this.api.POST('/api/v1/realtime/tickets', { body: { batches: true } })),
      snapshot: async () => {
        // Nobody says what the menu did while the link was down.
        if (this.live.loaded) void this.#newMenu().catch(() => {});
        const snapshot = await this.#fetch();
        this.#news.cart(snapshot.cart);
        for (const order of snapshot.orders) this.#news.order(order);
        this.outbox.age();
        this.calls.age();
        return entities(snapshot);
      },
      event: ({ type, at, data }) => {
        this.#time.sync(at);
        if (type === 'menu.changed') void this.#newMenu().catch(() => {});
        if (type === 'stock.changed') void this.#newStock().catch(() => {});
        if (type === 'session.closed') this.#end('closed');
        if (type === 'session.changed') this.account.moved((data as Session).version);
        if (/^(bill|call)/.test(type)) this.billed += 1;
        if (type === 'cart.changed' && data) this.#news.cart(data as Cart);
        if (type === 'order.changed') this.#news.order(data as Order);
        if (type === 'call.changed') this.#news.call(data as Call);
      },
      ended: () => void this.#askWhy(),
    };
  }

  /** Brings the menu anew: what a dish of the cart contains or is only by this one is said, and stands at its line. */
  async #newMenu(): Promise<void> {
    const before = this.table.items;
    await this.table.refreshMenu();
    const all = new Map(this.declared);
    for (const line of this.edits.lines) {
      const more = declared(line, before, this.table.items);
      const known = together(all.get(line.id) ?? null, more);
      if (known) all.set(line.id, known);
      if (more && !this.atCart) toast(declaredText(more, line.name), 'bad');
    }
    this.declared = all;
  }

  /** Something else is to be had: what of the cart has sold out by it is said by its name. */
  async #newStock(): Promise<void> {
    const had = this.edits.lines.filter((line) => this.edits.available(line));
    await this.#newMenu();
    const gone = new Set(had.filter((line) => !this.edits.available(line)).map(({ name }) => name));
    // Who looks at the cart reads it there.
    if (!this.atCart) for (const name of gone) toast(text.cart.fault['sold-out'](name), 'bad');
  }

  async #lookForOrders(): Promise<void> {
    const snapshot = await this.#fetch().catch(() => null);
    for (const order of snapshot?.orders ?? []) {
      this.#news.order(order);
      this.live.learn('order', order);
    }
  }

  async #fetch(): Promise<Snapshot> {
    const answer = this.api.GET('/api/v1/session');
    const date = (await answer.catch(() => null))?.response.headers.get('date');
    if (date) this.#time.sync(date);
    return body(answer);
  }

  /** The link only knows that it is over; the session's own answer says why. */
  async #askWhy(): Promise<void> {
    const error = await body(this.api.GET('/api/v1/session')).catch((caught: unknown) => caught);
    if (error instanceof ApiError && error.unauthenticated) {
      const closed = error.code === 'session_closed' || this.session?.status === 'closed';
      this.#end(closed ? 'closed' : 'expired');
    } else if (!this.over) {
      // It may stand after all, or nobody could say: look again in a while.
      clearTimeout(this.#revival);
      this.#revival = setTimeout(() => this.live.restart(), RETRY_MS);
    }
  }

  #end(why: Ended): void {
    if (this.over) return;
    this.over = true;
    forgetCart(this.memory, this.slot);
    this.memory.write(`looked.${this.slot}`, null);
    this.ended({ why, had: eaten(this.orders), total: this.account.final, seen: this.live.loaded });
  }
}

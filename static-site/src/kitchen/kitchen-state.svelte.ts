import { untrack } from 'svelte';
import { body } from '$api/client';
import type { KitchenBoard, KitchenOrder, MovedOrder, Staff } from '$api/types';
import type { Tune } from '$lib/board/chime';
import { type Claim, Cut } from '$lib/board/cut';
import { News } from '$lib/board/news';
import { isOpen } from '$lib/board/orders';
import { statusNow } from '$lib/board/status-now';
import { Taps } from '$lib/board/taps.svelte';
import { beyondOrders } from '$lib/live/bounded';
import { entity, LiveStore } from '$lib/live/store.svelte';
import { ServerClock } from '$lib/staff/clock.svelte';
import { recall, remember } from '$lib/staff/device';
import { LinkWatch } from '$lib/staff/link-watch.svelte';
import { recoverer } from '$lib/staff/recover';
import type { StaffSession } from '$lib/staff/session.svelte';
import { kitchen as text } from '$lib/text/kitchen';
import { toast } from '$lib/ui/toast.svelte';
import { type Done, keepDone, keptDone, noteDone } from './done';
import { Fresh } from './fresh';
import { Mover } from './mover.svelte';
import { MAY_WITHDRAW, merged } from './moves';
import { allDay, flowOf, goneLines, linesOf, needsBell, partOf, ticketOf } from './stages';
import { Watched, withStatus } from './watched';

/** When some orders did not fit, the board is fetched again after so many others are done. */
const ROOM = 20;

/** The kitchen of one branch as this screen shows it. */
export class KitchenState {
  readonly live: LiveStore;
  readonly link: LinkWatch;
  readonly clock = new ServerClock();
  readonly taps: Taps;
  readonly mover: Mover;
  /** Thresholds and stations; null until the first board is in. */
  info = $state.raw<Pick<KitchenBoard, 'branch' | 'stations'> | null>(null);
  /** The station that this device shows; null for the whole kitchen. */
  station = $state<string | null>(null);
  /** Open orders that did not fit the board that was fetched last. */
  more = $state(0);
  /** How many it held: once some of them are done, there is room for others. */
  #held = 0;
  done = $state.raw<readonly Done[]>([]);
  readonly fresh = new Fresh();
  /** Counts what was heard of the stock, so that whoever shows it looks again. */
  stockNews = $state(0);
  /** Counts the rings, so that the page can flash with each. */
  rings = $state(0);

  /** What the store holds: also what has just left the board. */
  readonly #all: KitchenOrder[] = $derived.by(() => this.live.all<KitchenOrder>('order'));
  readonly orders: KitchenOrder[] = $derived.by(() => {
    const away = new Set(this.done.filter(({ mark }) => mark === 'away').map(({ order }) => order.id));
    return away.size === 0 ? this.#all : this.#all.filter(({ id }) => !away.has(id));
  });
  /** What of all orders this screen shows. */
  readonly #part = $derived.by(() => partOf(this.shownStation, this.info?.stations ?? []));
  readonly board = $derived.by(() => flowOf(this.orders, this.unseen, this.#part));
  readonly allDay = $derived.by(() => allDay(this.orders, this.#part));
  readonly unseen: KitchenOrder[] = $derived.by(() => this.done.filter(({ mark }) => mark === 'unseen').map(({ order }) => order));
  readonly mayWithdraw: boolean;
  readonly #news = new News();
  readonly #voids = new News();
  readonly #watched: Watched;
  /** Withdrawn from this screen, whose cook knows. */
  readonly #own = new Set<string>();
  /** Orders that left without a word and are being asked for. */
  readonly #asked = new Set<string>();
  readonly #cut = new Cut();

  constructor(
    readonly session: StaffSession,
    staff: Staff,
    readonly branch: string,
    readonly ring: (tune: Tune) => void,
  ) {
    this.mayWithdraw = MAY_WITHDRAW.includes(staff.role);
    this.#watched = new Watched(branch);
    this.station = recall<string>(`kitchen.station.${branch}`);
    this.done = keptDone(branch);
    this.live = new LiveStore({
      kinds: ['order'],
      settles: true,
      ticket: () =>
        body(
          session.api.POST('/api/v1/realtime/tickets', {
            body: { branch, topics: [`branch:${branch}:kitchen`], batches: true },
          }),
        ),
      snapshot: async () => {
        const board = await this.#fetch();
        this.#count(board);
        this.clock.sync(board.server_time);
        this.#caughtUp();
        // Nobody says what became of the stock while the link was down.
        this.stockNews += 1;
        const beyond = beyondOrders(board.orders, board.more_orders);
        return { topics: board.topics, entities: board.orders.map((order) => entity('order', order)), beyond };
      },
      event: ({ type }) => {
        if (type === 'stock.changed') this.stockNews += 1;
        // Another menu, whose stations may be others.
        if (type === 'menu.changed') void this.#lookAgain().catch(() => {});
      },
      ended: recoverer(session, () => this.live),
    });
    this.link = new LinkWatch(this.live, (told) => this.#back(told));
    this.taps = new Taps({
      api: session.api,
      branch,
      person: staff.id,
      live: this.live,
      order: (moved) => this.#merge(moved),
      lookAgain: () => this.#lookAgain(),
    });
    this.mover = new Mover(this.taps, this.live);
  }

  /** A station that was taken away since it was chosen shows the whole kitchen. */
  get shownStation(): string | null {
    const { station } = this;
    return this.info?.stations.some(({ id }) => id === station) ? station : null;
  }

  stationName(id: string): string {
    return this.info?.stations.find((station) => station.id === id)?.name ?? id;
  }

  pick(station: string | null): void {
    this.station = station;
    remember(`kitchen.station.${this.branch}`, station);
  }

  /** Goes live. To be called once while a component is set up. */
  watch(): void {
    $effect(() => this.live.start());
    $effect(() => this.clock.start());
    $effect(() => this.#watched.keep());
    // Before the link's own effect, which tells how many came meanwhile.
    $effect(() => {
      if (!this.live.loaded) return;
      const orders = this.#all;
      untrack(() => this.#look(orders));
    });
    this.link.watch();
    $effect(() => (this.live.loaded ? untrack(() => this.taps.start()) : undefined));
    $effect(() => {
      if (this.link.connected) untrack(() => this.taps.wake());
      else if (this.live.loaded) this.#cut.begin();
    });
  }

  #look(orders: readonly KitchenOrder[]): void {
    this.#noteDone(orders);
    for (const order of this.#watched.look(orders)) void this.#askFor(order);
    const open = orders.filter((order) => ticketOf(order, null));
    if (this.more > 0 && open.length < this.#held - ROOM) {
      this.#held = open.length;
      void this.#lookAgain().catch(() => {});
    }
    this.#lookForVoids(open);
    const news = this.#news
      .take(open, ({ id }) => [id])
      .filter((order) => needsBell(order) && ticketOf(order, this.#part));
    if (news.length === 0) return;
    for (const { id } of news) this.fresh.show(id, 'new');
    this.rings += 1;
    if (this.#cut.news(news.map(({ placed_at }) => Date.parse(placed_at)))) this.ring('new');
  }

  /** Single pieces that were taken off an order that goes on. */
  #lookForVoids(open: readonly KitchenOrder[]): void {
    const all = this.#voids.take(open, (order) =>
      linesOf(order, this.#part).filter(({ voided }) => voided > 0).map(({ id, voided }) => `${id} ${voided}`),
    );
    const fewer = all.filter(({ id }) => !this.#own.has(id));
    if (fewer.length === 0) return;
    for (const { id } of fewer) this.fresh.show(id, 'changed');
    this.#ringGone();
  }

  #noteDone(orders: readonly KitchenOrder[]): void {
    const { done } = this;
    const memory = {
      known: (id: string) => this.#watched.has(id),
      own: (id: string) => this.#own.has(id),
      before: (id: string) => this.#watched.get(id),
    };
    const next = noteDone(done, orders, this.clock.now, memory);
    if (next === done) return;
    keepDone(this.branch, (this.done = next));
    const seen = new Set(done.map(({ order }) => order.id));
    const gone = this.unseen.filter((order) => !seen.has(order.id) && goneLines(order, this.#part).length > 0);
    if (gone.length > 0) this.#ringGone();
  }

  /** It flashes as for new ones: a kitchen is loud. */
  #ringGone(): void {
    this.rings += 1;
    this.ring('gone');
  }

  /** An order is not on the board any more, and no event has said why. */
  async #askFor(order: KitchenOrder): Promise<void> {
    if (this.#asked.has(order.id) || !this.link.connected) return;
    this.#asked.add(order.id);
    try {
      const status = await statusNow(this.session.api, this.branch, order.id);
      if (!isOpen({ status })) this.#noteDone([...this.#all, withStatus(order, status)]);
      this.#watched.forget(order.id);
    } catch {
      // It is asked for again with the next look.
    } finally {
      this.#asked.delete(order.id);
    }
  }

  /** A cook has seen that it is not to be cooked. */
  seen(order: KitchenOrder): void {
    this.#mark(this.done.map((one) => (one.order.id === order.id ? { ...one, mark: undefined } : one)));
  }

  async reject(order: KitchenOrder, reason: string): Promise<void> {
    await this.#withdraw(order, () => this.mover.reject(order, reason));
  }

  /** The party has left: nobody eats it. Who may cancels it; else it leaves this screen, and the floor has it still. */
  async drop(order: KitchenOrder): Promise<void> {
    if (this.mayWithdraw) return this.#withdraw(order, () => this.mover.drop(order));
    this.#mark([{ order, at: this.clock.now, mark: 'away' }, ...this.done.filter((one) => one.order.id !== order.id)]);
    this.mover.undo.offer(text.undo.did.away(order.number), async () => this.#fetchBack(order));
  }

  async #withdraw(order: KitchenOrder, work: () => Promise<boolean>): Promise<void> {
    this.#own.add(order.id);
    if (!(await work())) this.#own.delete(order.id);
  }

  #fetchBack(order: KitchenOrder): void {
    this.#mark(this.done.filter((one) => one.order.id !== order.id));
    this.fresh.show(order.id, 'back');
  }

  #mark(done: readonly Done[]): void {
    keepDone(this.branch, (this.done = done));
  }

  /** Brings an order back to the board. True when it is there. */
  async bringBack({ order, mark }: Done): Promise<boolean> {
    if (mark === 'away') {
      this.#fetchBack(order);
      return true;
    }
    const back = await this.mover.bringBack(order);
    if (back) this.fresh.show(order.id, 'back');
    return back;
  }

  /** What a bump bar's recall does: the last bump of this screen, else what was served last. */
  async recall(): Promise<void> {
    if (this.mover.undo.words !== null) return this.mover.undo.take();
    const last = this.done.find(({ order }) => order.status === 'served');
    if (last) await this.bringBack(last);
  }

  /** What came meanwhile is said at once; that nothing was missed, when it is known. */
  #back(told: boolean): void {
    const missed = this.#cut.end(this.clock.exact, told, this.taps.waitingCount);
    if (missed > 0) toast(text.caughtUpWith(missed), 'good');
  }

  /** Another snapshot is in. The first one after a cut may leave out what was placed a moment before it. */
  #caughtUp(): void {
    const claim = this.#cut.confirm();
    if (!claim) return;
    // After the board shows what this snapshot brings, and when every tap has its answer.
    setTimeout(async () => {
      await this.taps.settled();
      const said = claim({ more: this.more, refused: this.taps.refused.length });
      if (said) toast(wordsOf(said), 'good');
    });
  }

  /** The answer of a move has another shape for those who see the floor; what they share is all that a move can change. */
  #merge(moved: MovedOrder): KitchenOrder | null {
    const served = this.done.find(({ order }) => order.id === moved.id)?.order;
    const known = this.live.get<KitchenOrder>('order', moved.id) ?? served;
    return known ? merged(known, moved) : null;
  }

  /** Fetches the board because an answer did not fit what is shown. */
  async #lookAgain(): Promise<void> {
    const board = await this.#fetch();
    this.#count(board);
    for (const order of board.orders) this.live.learn('order', order);
  }

  #count(board: KitchenBoard): void {
    this.info = board;
    this.more = board.more_orders;
    this.#held = board.orders.length;
  }

  #fetch(): Promise<KitchenBoard> {
    const params = { path: { branch: this.branch } };
    return body(this.session.api.GET('/api/v1/branches/{branch}/kitchen', { params }));
  }
}

function wordsOf(claim: Claim): string {
  if (claim.is === 'news') return text.caughtUpWith(claim.count);
  return claim.is === 'saved' ? text.caughtUpSaved(claim.count) : text.caughtUp;
}

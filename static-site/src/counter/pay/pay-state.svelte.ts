import { type Api, body } from '$api/client';
import { ApiError } from '$api/error';
import type { Approval, AskedNow, Bill, BillList, BillWish, Check, CheckDetail, CheckOutWish, GivenBack, Money, Paid, PayWish, RefundWish, VoidedBill, VoidWish } from '$api/types';
import { toPay } from '$lib/foot';
import { deviceMemory } from '$lib/sending/device-memory';
import { type Keeps, Outbox } from '$lib/sending/outbox.svelte';
import { intentOf } from '$lib/sending/sending';
import { pay as text } from '$lib/text/pay';
import { neededSplit } from './asked';
import { counting, dueOf, isStale, piecesOf, wishOf } from './bills';
import { refusalText } from './refusals';
import { payingSlot } from './slot';

/** What is done with a check's money, once. */
export type Deed =
  | { do: 'bill'; wish: BillWish }
  | { do: 'pay'; bill: string; wish: PayWish }
  | { do: 'checkout'; wish: CheckOutWish }
  | { do: 'refund'; bill: string; wish: RefundWish }
  | { do: 'void'; bill: string; wish: VoidWish };

type Answer = { list?: BillList; bill?: Bill; check?: Check; paid?: Paid; back?: GivenBack };
type Done = Answer & { deed: Deed };

/** Of which check, and what the page around it brings. */
export interface Ground {
  api: Api;
  branch: string;
  check: string;
  /** Who takes the money: what is under way on this device is theirs alone. */
  person: string;
  /** The server's time in epoch milliseconds. */
  now(): number;
  /** An answer told how the check is now. */
  learned(check: Check): void;
  formatted(amount: Money): string;
}

/** What was taken last, in the words of whoever gives the change. */
export interface Taken {
  amount: Money;
  change: Money;
  left: Money;
}

/** What a guest said that they will pay, of which bill. */
export interface Filled {
  asked: AskedNow['call'];
  bill: string;
  amount: Money;
}

/** How one payment is taken. */
export interface Take {
  wish: PayWish;
  /** What was shown as due when it was entered: another sum is looked at first. */
  shown: Money;
  /** What goes back of what was handed over. */
  change: Money;
  /** Once nothing is due any more the check is settled too. */
  close: boolean;
}

/** After this long another look is taken at what changed while one was under way. */
const CALM_MS = 200;

/**
 * The money of one check. One thing is done at a time, and its key is stored before the first try:
 * whatever the network does, or a reload, it is done once.
 */
export class PayState {
  list = $state.raw<BillList | null>(null);
  detail = $state.raw<CheckDetail | null>(null);
  failed = $state(false);
  /** Why the last try was refused. */
  refusal = $state<string | null>(null);
  /** It was refused because the bills are older than what was ordered. */
  outdated = $state(false);
  taken = $state.raw<Taken | null>(null);
  /** What waits for a manager's word, and whether one was given that does not count. */
  asks = $state.raw<{ deed: Deed; over: boolean } | null>(null);
  /** What a guest says that they will pay, as it is to be entered. */
  filled = $state.raw<Filled | null>(null);
  /** The bill that is paid next; the first one that is not paid where nobody chose. */
  #chosen = $state<string | null>(null);
  readonly outbox: Outbox<Deed, Done>;
  #then: ((done: Done) => void) | null = null;
  #told: string | null = null;
  /** Grows with each answer to what was done here: what was read before it is old. */
  #turn = 0;
  #looking: Promise<void> | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly ground: Ground,
    readonly memory: Keeps = deviceMemory,
  ) {
    this.outbox = new Outbox<Deed, Done>(memory, {
      slot: payingSlot(ground.person, ground.check),
      post: (key, deed) => this.#post(key, deed),
      done: (done) => this.#done(done),
      failed: (error) => this.#failed(error),
      now: () => ground.now(),
    });
    this.outbox.restore();
  }

  readonly check: Check | null = $derived.by(() => this.list?.check ?? this.detail?.check ?? null);
  readonly bills: Bill[] = $derived.by(() => (this.list ? counting(this.list) : []));
  readonly former: Bill[] = $derived.by(() => (this.list?.bills ?? []).filter(({ status }) => status === 'void'));
  readonly stale: boolean = $derived.by(() => this.outdated || (this.list !== null && isStale(this.list)));
  readonly settled: boolean = $derived.by(() => Boolean(this.check?.paid_at ?? this.check?.closed_at));
  readonly busy: boolean = $derived.by(() => this.outbox.busy);
  /** The bill that money is taken for. */
  readonly bill: Bill | null = $derived.by(
    () => this.bills.find(({ id }) => id === this.#chosen) ?? this.bills.find(({ due }) => due.minor > 0) ?? this.bills[0] ?? null,
  );
  readonly pieces = $derived.by(() => piecesOf(this.detail?.orders ?? []));

  get currency(): string {
    return this.check?.total.currency ?? '';
  }

  /** What the bill comes to that is paid next; of a check that is not billed what it would come to. */
  readonly due: Money = $derived.by(() => {
    if (this.bill) return this.bill.due;
    const check = this.detail?.check;
    return check ? toPay(check) : { minor: 0, currency: this.currency };
  });
  /** Of all bills together. */
  readonly allDue: Money = $derived.by(() => (this.list && this.bills.length > 0 ? dueOf(this.list, this.currency) : this.due));
  readonly allPaid: boolean = $derived.by(() => this.bills.length > 0 && !this.stale && this.allDue.minor === 0);

  /** What is undecided, to be named. */
  get sending(): Deed | null {
    return intentOf(this.outbox.now);
  }

  choose(bill: string): void {
    this.#chosen = bill;
    this.filled = null;
  }

  /** What guests say, and nobody has taken. */
  readonly asked: AskedNow[] = $derived.by(() => (this.list?.asked ?? []).filter(({ state }) => state !== 'paid'));

  /** What a guest said is entered; bills that are needed for it are made first. */
  fill({ call }: AskedNow): void {
    const split = neededSplit(call, this.bills, this.stale);
    if (split === undefined) return this.#fill(call);
    const { split: before, ...wish } = wishOf(this.list);
    const by = split ?? before;
    this.make({ ...wish, ...(by ? { split: by } : {}) }, () => this.#fill(call));
  }

  #fill(call: AskedNow['call']): void {
    const payment = call.payment;
    const open = this.bills.filter(({ due }) => due.minor > 0);
    const own = payment?.part === 'mine' ? open.find(({ guest_id }) => guest_id === call.called_by.guest_id) : undefined;
    const bill = own ?? open.find(({ due }) => due.minor === payment?.amount.minor) ?? open[0];
    if (!payment || !bill) return;
    this.choose(bill.id);
    const most = bill.due.minor;
    this.filled = { asked: call, bill: bill.id, amount: { ...bill.due, minor: own || payment.part === 'all' ? most : Math.min(most, payment.amount.minor) } };
  }

  async start(): Promise<void> {
    await this.look();
    this.outbox.age();
  }

  stop(): void {
    clearTimeout(this.#later);
    this.outbox.stop();
  }

  /** Something of the check or its bills has changed, by what moves with it: looks. */
  heard(told: string): void {
    const before = this.#told;
    this.#told = told;
    if (before === null || told === before) return;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.look(), CALM_MS);
  }

  look(): Promise<void> {
    this.#looking ??= this.#read().finally(() => (this.#looking = null));
    return this.#looking;
  }

  /** Bills the check so; `then` is done once that stands. */
  make(wish: BillWish, then?: () => void): void {
    this.#run({ do: 'bill', wish }, then && (() => then()));
  }

  /** Bills it as it is billed now, of what is on it now. */
  anew(): void {
    this.make(wishOf(this.list));
  }

  /** Takes money: makes the bill first where there is none, and closes the check behind it where that is wished. */
  take(take: Take): void {
    if (this.bill && !this.stale) return this.#take(this.bill, take);
    this.make(wishOf(this.list), () => {
      const bill = this.bill;
      if (!bill) return;
      if (bill.due.minor !== take.shown.minor) this.refusal = text.changed(this.ground.formatted(bill.due));
      else this.#take(bill, take);
    });
  }

  /** Settles a check of which all is paid. */
  settle(): void {
    this.#run({ do: 'checkout', wish: {} });
  }

  refund(bill: string, wish: RefundWish, then?: (back: GivenBack) => void): void {
    this.#run({ do: 'refund', bill, wish }, then && (({ back }) => back && then(back)));
  }

  voidBill(bill: string, wish: VoidWish, then?: () => void): void {
    this.#run({ do: 'void', bill, wish }, then && (() => then()));
  }

  /** A manager's word for what waits for it; throws what the server said to it. */
  async approve(login: string, password: string, what: string): Promise<void> {
    const asked = this.asks;
    if (!asked) return;
    const params = { path: { branch: this.ground.branch } };
    const given: Approval = await body(this.ground.api.POST('/api/v1/branches/{branch}/approvals', { params, body: { login, password, what } }));
    // Nothing else was begun meanwhile: the sheet lies over the page.
    if (this.asks !== asked) return;
    this.asks = null;
    const then = this.#then;
    this.#run(approved(asked.deed, given.approval), then ?? undefined);
  }

  /** It is not approved. */
  drop(): void {
    this.asks = null;
    this.#then = null;
    this.refusal = null;
  }

  again(): void {
    this.outbox.again();
  }

  /** What was not answered may be done or not: the bills say which. */
  giveUp(): void {
    this.outbox.giveUp();
    this.#then = null;
    void this.look();
  }

  #take(bill: Bill, { wish, change, close }: Take): void {
    const whole = this.allDue.minor === bill.due.minor && wish.amount.minor === bill.due.minor;
    const isPlain = wish.method !== 'due' && !wish.tip && !wish.call_id;
    const amount = wish.amount;
    const taken = (left: number) => {
      this.filled = null;
      this.taken = { amount, change, left: { minor: left, currency: amount.currency } };
    };
    if (close && whole && isPlain) {
      const { method, tendered, reference } = wish;
      const all = { method, ...(tendered ? { tendered } : {}), ...(reference ? { reference } : {}) };
      return this.#run({ do: 'checkout', wish: all }, () => taken(0));
    }
    this.#run({ do: 'pay', bill: bill.id, wish }, () => {
      taken(this.allDue.minor);
      if (close && this.allPaid) this.settle();
    });
  }

  #run(deed: Deed, then?: (done: Done) => void): void {
    if (this.outbox.busy) return;
    this.refusal = null;
    this.outdated = false;
    this.asks = null;
    this.#then = then ?? null;
    this.outbox.send(deed);
  }

  async #post(key: string, deed: Deed): Promise<Done> {
    this.#last = deed;
    const { api, branch, check } = this.ground;
    const header = { 'Idempotency-Key': key };
    const ofCheck = { path: { branch, check }, header };
    if (deed.do === 'bill') {
      return { deed, list: await body(api.POST('/api/v1/branches/{branch}/checks/{check}/bills', { params: ofCheck, body: deed.wish })) };
    }
    if (deed.do === 'checkout') {
      return { deed, list: await body(api.POST('/api/v1/branches/{branch}/checks/{check}/checkout', { params: ofCheck, body: deed.wish })) };
    }
    const ofBill = { path: { branch, bill: deed.bill }, header };
    if (deed.do === 'pay') {
      const paid = await body(api.POST('/api/v1/branches/{branch}/bills/{bill}/payments', { params: ofBill, body: deed.wish }));
      return { deed, paid, bill: paid.bill };
    }
    if (deed.do === 'refund') {
      const back = await body(api.POST('/api/v1/branches/{branch}/bills/{bill}/refunds', { params: ofBill, body: deed.wish }));
      return { deed, back, bill: back.bill };
    }
    const voided: VoidedBill = await body(api.POST('/api/v1/branches/{branch}/bills/{bill}/void', { params: ofBill, body: deed.wish }));
    return { deed, bill: voided.bill, check: voided.check };
  }

  #done(done: Done): void {
    this.#turn += 1;
    const before = this.list;
    if (done.list) this.list = done.list;
    else if (before && done.bill) {
      const bill = done.bill;
      this.list = { ...before, bills: before.bills.map((one) => (one.id === bill.id ? bill : one)), check: done.check ?? before.check };
    }
    const check = done.list?.check ?? done.check;
    if (check) this.ground.learned(check);
    const then = this.#then;
    this.#then = null;
    // After a reload nobody is left who entered it: the payment still says what goes back.
    if (then) then(done);
    else this.#tell(done);
    // What others owe by it, and what the answer leaves out.
    if (!this.busy) void this.look();
  }

  /** What an earlier life of the page had begun, as far as money was taken by it. */
  #tell({ paid, list, deed }: Done): void {
    const last = paid?.payment ?? (deed.do === 'checkout' && deed.wish.method ? list?.bills.flatMap(({ payments }) => payments).at(-1) : undefined);
    if (last) this.taken = { amount: last.amount, change: last.change, left: this.allDue };
  }

  #failed(error: ApiError): void {
    // While it is tried again nothing is known to be wrong.
    if (this.outbox.busy) return;
    const then = this.#then;
    this.#then = null;
    const deed = this.#last;
    if (deed && (error.code === 'approval_needed' || error.code === 'approval_over')) {
      this.asks = { deed, over: error.code === 'approval_over' };
      this.#then = then;
      return;
    }
    this.refusal = refusalText(error);
    this.outdated = error.code === 'bill_stale';
    void this.look();
  }

  /** What was posted last. */
  #last: Deed | null = null;

  async #read(): Promise<void> {
    const turn = this.#turn;
    const { api, branch, check } = this.ground;
    const params = { path: { branch, check } };
    try {
      const [list, detail] = await Promise.all([
        body(api.GET('/api/v1/branches/{branch}/checks/{check}/bills', { params })),
        body(api.GET('/api/v1/branches/{branch}/checks/{check}', { params })),
      ]);
      this.failed = false;
      // Something was done here while this was read.
      if (turn !== this.#turn) return void (this.#later = setTimeout(() => void this.look(), CALM_MS));
      this.list = list;
      this.detail = detail;
      this.ground.learned(detail.check);
    } catch {
      this.failed = true;
    }
  }
}

/** The same with a manager's word. */
function approved(deed: Deed, approval: string): Deed {
  if (deed.do === 'refund') return { ...deed, wish: { ...deed.wish, approval } };
  if (deed.do === 'void') return { ...deed, wish: { ...deed.wish, approval } };
  if (deed.do !== 'bill') return deed;
  // One word is for all of a request.
  const discounts = deed.wish.discounts?.map((one, at) => (at === 0 ? { ...one, approval } : one)) ?? [];
  return { ...deed, wish: { ...deed.wish, discounts } };
}

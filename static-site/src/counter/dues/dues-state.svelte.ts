import { type Api, body } from '$api/client';
import { ApiError, refusedFields } from '$api/error';
import type { Approval, DuesAccount, DuesEntry, DuesWish, Money } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import { formatMoney } from '$lib/money';
import { Once } from '$lib/sending/once';
import { dues as text } from '$lib/text/dues';
import { errorText } from '$lib/text/errors';
import { toast } from '$lib/ui/toast.svelte';
import type { FieldName, Wish } from './settling';

const LIST = '/api/v1/branches/{branch}/dues';
const ONE = '/api/v1/branches/{branch}/dues/{account}';
const PAYMENTS = '/api/v1/branches/{branch}/dues/{account}/payments';

/** What is to a customer's credit. */
export const creditOf = ({ balance }: DuesAccount): Money => ({ ...balance, minor: Math.max(0, -balance.minor) });

/** Who owes the branch something, and one account of them. */
export class DuesState {
  /** Null until the first answer is in. */
  accounts = $state.raw<DuesAccount[] | null>(null);
  failed = $state(false);
  sought = $state('');
  /** What the list that is shown was asked for. */
  shown = $state('');
  #next = $state.raw<string | null>(null);
  account = $state.raw<DuesAccount | null>(null);
  entries = $state.raw<DuesEntry[] | null>(null);
  #older = $state.raw<number | null>(null);
  /** A manager's word is needed for what is paid out, and whether one was given that does not count. */
  asks = $state.raw<{ over: boolean } | null>(null);
  /** What was done last, for screen readers. */
  said = $state('');
  readonly #asking = new OneAtATime();
  /** The last question for the list: an earlier one that is answered later says nothing. */
  #question = 0;
  /** What was not answered is taken once when it is sent again, with the version that it was decided on. */
  readonly #once: Once<number>;
  /** The same of what is paid out. The manager's word goes with it: another one would make it another payment. */
  readonly #outs: Once<{ version: number; approval?: string }>;

  /** `now`: the server's time in epoch milliseconds. */
  constructor(
    readonly api: Api,
    readonly branch: string,
    now: () => number,
  ) {
    this.#once = new Once(`dues.${branch}`, now);
    this.#outs = new Once(`payouts.${branch}`, now);
  }

  get more(): boolean {
    return this.#next !== null;
  }

  get older(): boolean {
    return this.#older !== null;
  }

  busy(what: 'more' | 'older' | 'settle' | 'limit'): boolean {
    return this.#asking.has(what);
  }

  /** Asks for the list as it is sought now. */
  async load(): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    const search = this.sought.trim();
    this.failed = false;
    try {
      const list = await body(this.api.GET(LIST, { params: { path: { branch: this.branch }, query: search ? { search } : {} } }));
      if (question !== this.#question) return;
      this.accounts = list.accounts;
      this.#next = list.next ?? null;
      this.shown = search;
    } catch (error) {
      if (question !== this.#question) return;
      this.failed = this.accounts === null;
      if (!this.failed) toast(errorText(error, text.refused), 'bad');
    }
  }

  /** The page that follows. */
  async loadMore(): Promise<void> {
    await this.#asking.run('more', async () => {
      const [question, next] = [this.#question, this.#next];
      if (next === null) return;
      try {
        const query = { next, ...(this.shown ? { search: this.shown } : {}) };
        const list = await body(this.api.GET(LIST, { params: { path: { branch: this.branch }, query } }));
        if (question !== this.#question) return;
        const known = new Set(this.accounts?.map(({ id }) => id));
        this.accounts = [...(this.accounts ?? []), ...list.accounts.filter(({ id }) => !known.has(id))];
        this.#next = list.next ?? null;
      } catch (error) {
        toast(errorText(error, text.refused), 'bad');
      }
    });
  }

  /** Opens an account, as far as it is known; its ledger follows. */
  async open(account: DuesAccount): Promise<void> {
    this.account = account;
    this.entries = null;
    this.#older = null;
    await this.look();
  }

  leave(): void {
    this.account = null;
    this.entries = null;
    void this.load();
  }

  /** Reads the account that is open, with the end of its ledger. */
  async look(): Promise<void> {
    const { account } = this;
    if (!account) return;
    try {
      const found = await body(this.api.GET(ONE, { params: { path: { branch: this.branch, account: account.id } } }));
      if (this.account?.id !== account.id) return;
      this.account = found.account;
      this.entries = found.entries;
      this.#older = found.next ?? null;
    } catch (error) {
      if (this.account?.id === account.id) toast(errorText(error, text.refused), 'bad');
    }
  }

  async lookOlder(): Promise<void> {
    await this.#asking.run('older', async () => {
      const { account } = this;
      if (!account || this.#older === null) return;
      try {
        const params = { path: { branch: this.branch, account: account.id }, query: { before: String(this.#older) } };
        const found = await body(this.api.GET(ONE, { params }));
        if (this.account?.id !== account.id) return;
        const known = new Set(this.entries?.map(({ number }) => number));
        this.entries = [...(this.entries ?? []), ...found.entries.filter(({ number }) => !known.has(number))];
        this.#older = found.next ?? null;
      } catch (error) {
        toast(errorText(error, text.refused), 'bad');
      }
    });
  }

  /** Takes money for the account that is open: true when it stands, or the fields that were refused. Null when nobody answered. */
  settle(wish: Wish): Promise<true | Set<FieldName> | null> {
    return this.#asking.run('settle', async () => {
      const { account } = this;
      if (!account) return null;
      const decided = { account: account.id, ...wish };
      const { key, more: version } = this.#once.of(decided, account.version);
      try {
        const params = { path: { branch: this.branch, account: account.id }, header: { 'Idempotency-Key': key } };
        const taken = await body(this.api.POST(PAYMENTS, { params, body: { ...wish, out: false, version } }));
        this.#once.answered(decided);
        this.account = { ...account, balance: taken.balance, version: taken.version };
        const [money, change] = [formatMoney(wish.amount), taken.entry.change];
        this.said = change && change.minor > 0 ? text.paying.doneChange(money, account.name, formatMoney(change)) : text.paying.done(money, account.name);
        toast(this.said, 'good');
        void this.look();
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.status === 0) {
          toast(text.noAnswer, 'bad');
          // What is behind the sheet says whether it is taken.
          void this.look();
          return null;
        }
        if (!(error instanceof ApiError && error.transient)) this.#once.answered(decided);
        const fields = refusedFields(error).filter((field): field is FieldName => field === 'amount' || field === 'tendered' || field === 'reference');
        if (fields.length === 0) toast(errorText(error, text.refused), 'bad');
        await this.look();
        return new Set(fields);
      }
    });
  }

  /** Pays out what is to the customer's credit: whether it stands. Null when nobody answered. */
  payOut(wish: DuesWish, approval?: string): Promise<boolean | null> {
    return this.#asking.run('settle', async () => {
      const { account } = this;
      if (!account) return null;
      this.asks = null;
      const decided = { account: account.id, ...wish };
      const { key, more } = this.#outs.of(decided, { version: account.version, ...(approval ? { approval } : {}) });
      try {
        const params = { path: { branch: this.branch, account: account.id }, header: { 'Idempotency-Key': key } };
        const paid = await body(this.api.POST(PAYMENTS, { params, body: { ...wish, ...more } }));
        this.#outs.answered(decided);
        this.account = { ...account, balance: paid.balance, version: paid.version };
        const given = { ...wish.amount, minor: wish.amount.minor + (paid.entry.cash_rounding?.minor ?? 0) };
        this.said = text.payingOut.done(formatMoney(given), account.name);
        toast(this.said, 'good');
        void this.look();
        return true;
      } catch (error) {
        if (error instanceof ApiError && error.status === 0) {
          toast(text.noAnswer, 'bad');
          // What is behind the sheet says whether it is paid out.
          void this.look();
          return null;
        }
        if (!(error instanceof ApiError && error.transient)) this.#outs.answered(decided);
        const code = error instanceof ApiError ? error.code : '';
        if (code === 'approval_needed' || code === 'approval_over') this.asks = { over: code === 'approval_over' };
        else toast(errorText(error, text.refused), 'bad');
        await this.look();
        return false;
      }
    });
  }

  /** A manager's word for what waits for it; throws what the server said to it. */
  async approve(login: string, password: string, what: string): Promise<string> {
    const params = { path: { branch: this.branch } };
    const given: Approval = await body(this.api.POST('/api/v1/branches/{branch}/approvals', { params, body: { login, password, what } }));
    this.asks = null;
    return given.approval;
  }

  /** It is not approved. */
  drop(): void {
    this.asks = null;
  }

  /** Says how much may be owed on the account that is open; null is any sum. */
  async limit(limit: Money | null): Promise<boolean> {
    const done = await this.#asking.run('limit', async () => {
      const { account } = this;
      if (!account) return false;
      try {
        const wish = { ...(limit ? { limit } : { no_limit: true }), version: account.version };
        this.account = await body(this.api.PATCH(ONE, { params: { path: { branch: this.branch, account: account.id } }, body: wish }));
        this.said = text.limiting.done(account.name);
        toast(this.said, 'good');
        return true;
      } catch (error) {
        toast(errorText(error, text.refused), 'bad');
        await this.look();
        return false;
      }
    });
    return done ?? false;
  }
}

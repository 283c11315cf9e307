import { untrack } from 'svelte';
import { type Api, body, createApi, type Identity, knowShapes } from '$api/client';
import { ApiError } from '$api/error';
import { otherShapes } from '$api/shapes/other';
import type { OwnBranch, SetUpRequest, SignedIn, Staff } from '$api/types';
import { moment } from '$lib/clock';
import { OpenBranch } from './branch.svelte';
import { REFRESH_TRY_MS, renewIn, retryIn } from './refresh';
import { maybeSignedIn, noteSignedIn } from './signed-in';

/**
 * `unreachable`: the server gave no answer yet, so nobody knows whether somebody is signed in.
 * `elsewhere`: somebody is, but the branch that is asked for is not one of theirs.
 */
export type Standing = 'checking' | 'in' | 'out' | 'unreachable' | 'elsewhere';

/**
 * Who is signed in on this page. The access token lives in memory only; what
 * outlives a reload is the refresh cookie, which scripts cannot read.
 */
export class StaffSession {
  standing = $state<Standing>('checking');
  staff = $state.raw<Staff | null>(null);
  /** Calls as this person; a 401 renews the token and tries once more. */
  readonly api: Api;
  /** What `api` is made with, for calls that need more time. */
  readonly identity: Identity;
  readonly #open: Api;
  readonly #refresh: Api;
  #token: string | null = null;
  #renewAt = 0;
  #failures = 0;
  /** Counts sign-ins and renewals, to tell answers that were overtaken. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<Standing> | null = null;

  /**
   * `branch`: what this page has open; another page of the device may have another one.
   * `refresh`: what asks for new tokens, with a shorter time limit.
   */
  constructor(
    readonly branch: OpenBranch = new OpenBranch(),
    open: Api = createApi(),
    refresh: Api = createApi(undefined, undefined, REFRESH_TRY_MS),
  ) {
    knowShapes(otherShapes);
    this.#open = open;
    this.#refresh = refresh;
    this.identity = {
      token: () => this.#token,
      renew: async () => ((await this.renew()) === 'in' ? this.#token : null),
    };
    this.api = createApi(this.identity);
  }

  /**
   * Signs in by the cookie, where there can be one, and stays signed in.
   * Returns how to stop; fits `$effect`.
   */
  start(): () => void {
    const renew = () => {
      if (this.standing === 'in' || maybeSignedIn()) void this.renew();
      else this.#leave();
    };
    const wake = () => {
      // Timers may sleep with the tablet, and a network that is back is no reason to wait. Where the
      // count of moments slept too, the next call is refused, and renews.
      const due = this.#failures > 0 || moment() >= this.#renewAt;
      if (document.visibilityState === 'visible' && due) renew();
    };
    const follow = () => {
      if (this.branch.follow()) void this.open(this.branch.wanted);
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    window.addEventListener('popstate', follow);
    // Not what the effect depends on, or each change of the standing would start it anew: a
    // second renewal, and a second navigation that cuts the first off.
    untrack(renew);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('popstate', follow);
      clearTimeout(this.#timer);
    };
  }

  /** A new access token for the cookie. Calls at the same time share one request. */
  renew(): Promise<Standing> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** Opens another branch of this person's. True when it is open; else what was open stays. */
  async open(branch: string | null): Promise<boolean> {
    // One that is under way is for the branch before.
    await this.#renewing;
    if (branch !== null) this.branch.want(branch);
    const standing = await this.renew();
    if (standing === 'unreachable') this.branch.stay();
    return standing === 'in';
  }

  /** Where this person may act, all of it; throws when it cannot be read. */
  async branches(): Promise<OwnBranch[]> {
    const all: OwnBranch[] = [];
    let next: string | null | undefined;
    do {
      const params = { query: next ? { next } : {} };
      const page = await body(this.#open.GET('/api/v1/auth/branches', { params }));
      all.push(...page.branches);
      next = page.next;
    } while (next);
    return all;
  }

  /**
   * Throws the `ApiError` of a refusal; its code is `not_kept` when the browser did not keep the
   * cookie. What the next page has to live on is tried here, where there are words for it: the
   * next page would only send the person back to sign in, again and again.
   */
  async signIn(login: string, password: string): Promise<Staff> {
    return this.#begin(await body(this.#open.POST('/api/v1/auth/sign-in', { body: { login, password } })));
  }

  /** Makes the first brand, and signs its owner in; throws as `signIn` does. */
  async setUp(wish: SetUpRequest): Promise<Staff> {
    return this.#begin(await body(this.#open.POST('/api/v1/set-up', { body: wish })));
  }

  /** Joins the team by an invitation; throws as `signIn` does. */
  async join(code: string, login: string, password: string): Promise<Staff> {
    return this.#begin(await body(this.#open.POST('/api/v1/auth/links/join', { body: { code, login, password } })));
  }

  /** Joins the team with the account that somebody has; throws as `signIn` does. */
  async joinWithAccount(code: string, login: string, password: string): Promise<Staff> {
    return this.#begin(await body(this.#open.POST('/api/v1/auth/links/account', { body: { code, login, password } })));
  }

  /** Chooses a new password by a link; throws as `signIn` does. */
  async resetPassword(code: string, password: string): Promise<Staff> {
    return this.#begin(await body(this.#open.POST('/api/v1/auth/links/password', { body: { code, password } })));
  }

  async #begin(signedIn: SignedIn): Promise<Staff> {
    const turn = (this.#turn += 1);
    const kept = await this.#fetch(turn).catch((error: unknown) => {
      if (isRefusal(error)) throw new ApiError('not_kept', 401, undefined, undefined, error);
      // No answer says nothing about the cookie.
      return signedIn;
    });
    this.#take(kept);
    return kept.staff;
  }

  /** Ends the sign-in on the server too; throws when that could not be done. */
  async signOut(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      await body(this.#open.POST('/api/v1/auth/sign-out'));
    } catch (error) {
      this.#schedule(retryIn(0, Math.random()));
      throw error;
    }
    this.#leave();
  }

  async #renew(): Promise<Standing> {
    const turn = this.#turn;
    try {
      this.#take(await this.#fetch(turn));
    } catch (error) {
      // Somebody signed in meanwhile: the refusal was of the cookie before.
      if (turn !== this.#turn) return this.standing;
      if (isElsewhere(error)) return this.#close();
      const refused = isRefusal(error);
      if (refused) this.#leave();
      else this.#later();
      return refused ? 'out' : 'unreachable';
    }
    return 'in';
  }

  /** A try that got no answer is repeated at once: the server may have taken it. */
  async #fetch(turn: number): Promise<SignedIn> {
    const once = () => {
      const branch = this.branch.wanted;
      return body(this.#refresh.POST('/api/v1/auth/refresh', { body: branch ? { branch } : {} }));
    };
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof ApiError) || turn !== this.#turn || error.status !== 0) throw error;
      return once();
    }
  }

  #take({ access_token, expires_in, staff }: SignedIn): void {
    this.#token = access_token;
    this.#turn += 1;
    this.#failures = 0;
    this.staff = staff;
    this.branch.opened(staff.branches[0] ?? null);
    this.standing = 'in';
    noteSignedIn(true);
    this.#schedule(renewIn(expires_in, Math.random()));
  }

  /** No answer is no refusal: whoever was in stays in and the next try follows. */
  #later(): void {
    if (this.standing !== 'in') this.standing = 'unreachable';
    this.#schedule(retryIn(this.#failures++, Math.random()));
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#token = null;
    this.staff = null;
    this.branch.close();
    this.standing = 'out';
    noteSignedIn(false);
  }

  /** The sign-in stands, and nothing of a branch may stay on the screen. */
  #close(): Standing {
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#token = null;
    this.staff = null;
    this.branch.close();
    this.standing = 'elsewhere';
    return this.standing;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#renewAt = moment() + ms;
    this.#timer = setTimeout(() => void this.renew(), ms);
  }
}

/** The branch that was asked for is none, or not this person's; or no branch has such a name. */
function isElsewhere(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 422) && error.problem !== undefined;
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 401 || error.status === 403);
}

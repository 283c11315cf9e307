import { untrack } from 'svelte';
import { type Api, body, createApi } from '$api/client';
import { ApiError } from '$api/error';
import type { SignedIn, Staff } from '$api/types';
import { REFRESH_TRY_MS, renewIn, retryIn } from './refresh';
import { maybeSignedIn, noteSignedIn } from './signed-in';

/** `unreachable`: the server gave no answer yet, so nobody knows whether somebody is signed in. */
export type Standing = 'checking' | 'in' | 'out' | 'unreachable';

/**
 * Who is signed in on this page. The access token lives in memory only; what
 * outlives a reload is the refresh cookie, which scripts cannot read.
 */
export class StaffSession {
  standing = $state<Standing>('checking');
  staff = $state.raw<Staff | null>(null);
  /** Calls as this person; a 401 renews the token and tries once more. */
  readonly api: Api;
  readonly #open: Api;
  readonly #refresh: Api;
  #token: string | null = null;
  #renewAt = 0;
  #failures = 0;
  /** The branch that this page has open; another page of the device may have another one. */
  #branch: string | undefined;
  /** Counts sign-ins and renewals, to tell answers that were overtaken. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<Standing> | null = null;

  /** `refresh`: what asks for new tokens, with a shorter time limit. */
  constructor(open: Api = createApi(), refresh: Api = createApi(undefined, undefined, REFRESH_TRY_MS)) {
    this.#open = open;
    this.#refresh = refresh;
    this.api = createApi({
      token: () => this.#token,
      renew: async () => ((await this.renew()) === 'in' ? this.#token : null),
    });
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
      // Timers sleep with the tablet, and a network that is back is no reason to wait.
      const due = this.#failures > 0 || Date.now() >= this.#renewAt;
      if (document.visibilityState === 'visible' && due) renew();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    // Not what the effect depends on, or each change of the standing would start it anew: a
    // second renewal, and a second navigation that cuts the first off.
    untrack(renew);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      clearTimeout(this.#timer);
    };
  }

  /** A new access token for the cookie. Calls at the same time share one request. */
  renew(): Promise<Standing> {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** Throws the `ApiError` of a refusal. */
  async signIn(login: string, password: string): Promise<Staff> {
    const signedIn = await body(this.#open.POST('/api/v1/auth/sign-in', { body: { login, password } }));
    this.#take(signedIn);
    return signedIn.staff;
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
      const refused = error instanceof ApiError && (error.status === 401 || error.status === 403);
      if (refused) this.#leave();
      else this.#later();
      return refused ? 'out' : 'unreachable';
    }
    return 'in';
  }

  /**
   * A try that got no answer is repeated at once: the server may have taken it. So is one for a
   * branch that is not this person's any more, then for any that is.
   */
  async #fetch(turn: number): Promise<SignedIn> {
    const once = () => {
      const branch = this.#branch;
      return body(this.#refresh.POST('/api/v1/auth/refresh', { body: branch ? { branch } : {} }));
    };
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof ApiError) || turn !== this.#turn) throw error;
      if (error.status === 404 && this.#branch) this.#branch = undefined;
      else if (error.status !== 0) throw error;
      return once();
    }
  }

  #take({ access_token, expires_in, staff }: SignedIn): void {
    this.#token = access_token;
    this.#turn += 1;
    this.#failures = 0;
    this.staff = staff;
    this.#branch = staff.branches[0];
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
    this.#branch = undefined;
    this.standing = 'out';
    noteSignedIn(false);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#renewAt = Date.now() + ms;
    this.#timer = setTimeout(() => void this.renew(), ms);
  }
}

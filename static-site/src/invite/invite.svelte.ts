import { body, createApi } from '$api/client';
import { ApiError } from '$api/error';
import type { LinkView } from '$api/types';
import type { StaffSession } from '$lib/staff/session.svelte';
import { errorText } from '$lib/text/errors';
import { invite as text } from '$lib/text/invite';

type Refused = keyof typeof text.refused;

/** What a one-time link opens, and what is typed to use it. */
export class InviteState {
  view = $state.raw<LinkView | null>(null);
  /** Why the link leads nowhere. */
  refused = $state<Refused | null>(null);
  failed = $state(false);
  /** Whether they join with an account that they have. */
  own = $state(false);
  login = $state('');
  password = $state('');
  busy = $state(false);
  /** Of the whole form. */
  error = $state('');
  /** Only signing in helps: the cookie was not kept, or they work here already. */
  over = $state(false);
  readonly errors: Partial<Record<'login' | 'password', string>> = $state({});

  constructor(
    readonly session: StaffSession,
    readonly code: string,
  ) {}

  /** Asks what the link is for; it stays good. */
  async look(): Promise<void> {
    this.failed = false;
    this.refused = null;
    try {
      this.view = await body(createApi().POST('/api/v1/auth/links', { body: { code: this.code } }));
    } catch (caught) {
      if (!this.#refuse(caught)) this.failed = true;
    }
  }

  /** Goes to the other way to join. What signs in stays; a password chosen is none to sign in with. */
  turn(): void {
    this.own = !this.own;
    this.password = '';
    this.error = '';
    delete this.errors.login;
    delete this.errors.password;
  }

  /** Uses the link. True when something typed is to be mended. */
  async send(): Promise<boolean> {
    this.error = '';
    this.over = false;
    delete this.errors.login;
    delete this.errors.password;
    const joins = this.view?.purpose === 'invitation';
    if (joins && !this.login.trim()) this.errors.login = text.error.missing;
    if (!this.password) this.errors.password = text.error.missing;
    if (this.errors.login || this.errors.password) return true;
    this.busy = true;
    try {
      if (joins && this.own) await this.session.joinWithAccount(this.code, this.login.trim(), this.password);
      else if (joins) await this.session.join(this.code, this.login.trim(), this.password);
      else await this.session.resetPassword(this.code, this.password);
    } catch (caught) {
      this.#explain(caught);
    } finally {
      this.busy = false;
    }
    return Boolean(this.errors.login ?? this.errors.password);
  }

  #refuse(caught: unknown): boolean {
    const code = caught instanceof ApiError ? caught.code : '';
    if (!(code in text.refused)) return false;
    this.refused = code as Refused;
    return true;
  }

  #explain(caught: unknown): void {
    const error = caught instanceof ApiError ? caught : new ApiError('unknown', 0);
    if (error.code !== 'rate_limited' && this.#refuse(caught)) return;
    this.over = error.code === 'not_kept' || error.code === 'already_colleague';
    this.error = errorText(caught, {
      rate_limited: text.error.limited(Math.max(1, Math.ceil((error.retryAfter ?? 60) / 60))),
      not_kept: text.error.notKept,
      unauthenticated: text.error.wrong,
      already_colleague: text.error.colleague,
      validation: text.error.check,
    });
    for (const { field, message } of error.code === 'validation' ? fieldsOf(error.problem) : []) {
      if (field === 'login') this.errors.login = message === 'taken' ? text.error.taken : text.error.login;
      if (field === 'password') this.errors.password = text.error.password;
    }
  }
}

function fieldsOf(problem: unknown): { field: string; message: string }[] {
  const { errors } = (problem ?? {}) as { errors?: { field: string; message: string }[] };
  return Array.isArray(errors) ? errors : [];
}

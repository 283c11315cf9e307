const NAME = 'branch';

/** Where a page's address stands; tests bring their own. */
export interface Address {
  read(): string;
  /** `anew`: another page of the history, so that "back" leads to the one before. */
  write(address: string, anew: boolean): void;
}

/** The browser's own. */
export const addressBar: Address = {
  read: () => location.href,
  write: (address, anew) => (anew ? history.pushState(null, '', address) : history.replaceState(null, '', address)),
};

/** A page's path at a branch. */
export function atBranch(path: string, branch: string | null): string {
  return branch === null ? path : `${path}?${NAME}=${encodeURIComponent(branch)}`;
}

/**
 * The branch that a page has open: the one place that knows, in step with the
 * address, so that a reload and a shared address lead to the same branch.
 */
export class OpenBranch {
  /** The server has opened it; null until then. */
  current = $state<string | null>(null);
  #wanted: string | null;

  /** `address`: null for a page that is of no branch. */
  constructor(readonly address: Address | null = null) {
    this.#wanted = this.#named;
  }

  /** What to ask the server for; null for the branch that the person had open last. */
  get wanted(): string | null {
    return this.#wanted;
  }

  /** Asks for another one; nothing changes before the server has opened it. */
  want(branch: string): void {
    this.#wanted = branch;
  }

  /** Takes what the address names now, after a step through the history. True when that is another branch. */
  follow(): boolean {
    const named = this.#named;
    if (named === null || named === this.current) return false;
    this.#wanted = named;
    return true;
  }

  opened(branch: string | null): void {
    const before = this.current;
    this.current = this.#wanted = branch;
    if (branch !== null && this.#named !== branch) this.#write(branch, before !== null && before !== branch);
  }

  /** It could not be opened now: what is open stays, and the address says so. */
  stay(): void {
    this.#wanted = this.current ?? this.#named;
    if (this.current !== null && this.#named !== this.current) this.#write(this.current, false);
  }

  /** None is open: the one that was asked for is not this person's. */
  close(): void {
    this.current = null;
  }

  get #named(): string | null {
    return this.address ? new URL(this.address.read()).searchParams.get(NAME) : null;
  }

  #write(branch: string, anew: boolean): void {
    if (!this.address) return;
    const url = new URL(this.address.read());
    url.searchParams.set(NAME, branch);
    this.address.write(url.pathname + url.search + url.hash, anew);
  }
}

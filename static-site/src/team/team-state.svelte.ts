import { body } from '$api/client';
import { ApiError } from '$api/error';
import type { LinkMade, OpenInvitation, Role, Team, TeamMember } from '$api/types';
import { OneAtATime } from '$lib/board/one-at-a-time.svelte';
import type { StaffSession } from '$lib/staff/session.svelte';
import { errorText } from '$lib/text/errors';
import { team as text } from '$lib/text/team';
import { toast } from '$lib/ui/toast.svelte';

/** What somebody shall be; without branches it is all of them. */
export interface Post {
  role: Role;
  branches?: string[];
}

/** `unsure`: it may have been done; the same key asks again safely. */
export type Making = LinkMade | 'unsure' | 'refused';

/** Who works where, and who is invited. */
export class TeamState {
  team = $state.raw<Team | null>(null);
  failed = $state(false);
  readonly #tasks = new OneAtATime();

  constructor(
    readonly session: StaffSession,
    readonly branchId: string,
  ) {}

  busy(what: string): boolean {
    return this.#tasks.has(what);
  }

  branchName(id: string): string {
    return this.team?.branches.find((branch) => branch.id === id)?.name ?? text.elsewhere;
  }

  /** Reads all that was in sight anew; it stays when that fails. */
  async load(): Promise<void> {
    this.failed = false;
    const most = this.team?.branches.length ?? 0;
    try {
      let team = await this.#page();
      while (team.next && team.branches.length < most) team = joined(team, await this.#page(team.next));
      this.team = team;
    } catch (error) {
      if (this.team) toast(errorText(error), 'bad');
      this.failed = true;
    }
  }

  /** The people of further branches. */
  async more(): Promise<void> {
    const { team } = this;
    if (!team?.next) return;
    const next = team.next;
    await this.#told('more', async () => {
      this.team = joined(team, await this.#page(next));
    });
  }

  /** `key` was made before the first try and stays for further ones. */
  invite(name: string, post: Post, key: string): Promise<Making> {
    return this.#making('invite', () => {
      const params = { path: this.#path, header: { 'Idempotency-Key': key } };
      const path = '/api/v1/branches/{branch}/team/invitations';
      return body(this.session.api.POST(path, { params, body: { name, ...post } }));
    });
  }

  /** A link by which somebody chooses a new password. */
  offerReset(member: TeamMember, key: string): Promise<Making> {
    return this.#making(member.id, () => {
      const params = { path: { ...this.#path, person: member.id }, header: { 'Idempotency-Key': key } };
      return body(this.session.api.POST('/api/v1/branches/{branch}/team/people/{person}/reset', { params }));
    });
  }

  withdraw(invitation: OpenInvitation): Promise<boolean> {
    return this.#told(invitation.id, async () => {
      const params = { path: { ...this.#path, invitation: invitation.id } };
      await body(this.session.api.DELETE('/api/v1/branches/{branch}/team/invitations/{invitation}', { params }));
      toast(text.open.withdrawn(invitation.name), 'good');
    });
  }

  change(member: TeamMember, post: Post): Promise<boolean> {
    return this.#told(member.id, async () => {
      const params = { path: { ...this.#path, person: member.id } };
      const path = '/api/v1/branches/{branch}/team/people/{person}';
      await body(this.session.api.PATCH(path, { params, body: post }));
      toast(text.member.saved(member.name), 'good');
    });
  }

  partWith(member: TeamMember): Promise<boolean> {
    return this.#told(member.id, async () => {
      const params = { path: { ...this.#path, person: member.id } };
      await body(this.session.api.DELETE('/api/v1/branches/{branch}/team/people/{person}', { params }));
      toast(text.member.parted(member.name), 'good');
    });
  }

  get #path(): { branch: string } {
    return { branch: this.branchId };
  }

  #page(next?: string): Promise<Team> {
    const params = { path: this.#path, query: next ? { next } : {} };
    return body(this.session.api.GET('/api/v1/branches/{branch}/team', { params }));
  }

  async #making(what: string, make: () => Promise<LinkMade>): Promise<Making> {
    const made = await this.#tasks.run(what, async (): Promise<Making> => {
      try {
        const link = await make();
        await this.load();
        return link;
      } catch (error) {
        if (error instanceof ApiError && error.transient) return 'unsure';
        toast(errorText(error, text.error), 'bad');
        return 'refused';
      }
    });
    return made ?? 'refused';
  }

  /** Whatever came of it, what is shown afterwards is how things are. */
  async #told(what: string, work: () => Promise<void>): Promise<boolean> {
    const done = await this.#tasks.run(what, async () => {
      try {
        await work();
        return true;
      } catch (error) {
        toast(errorText(error, text.error), 'bad');
        return false;
      }
    });
    if (done !== null && what !== 'more') await this.load();
    return done ?? false;
  }
}

/** Whoever works at branches of several pages is one person. */
export function joined(team: Team, page: Team): Team {
  const people = new Map(team.people.map((member) => [member.id, member]));
  for (const member of page.people) {
    const known = people.get(member.id);
    const places = known ? [...known.places, ...member.places] : member.places;
    people.set(member.id, { ...member, places, led: member.led && (known?.led ?? true) });
  }
  const byName = (one: TeamMember, other: TeamMember) => one.name.localeCompare(other.name);
  return {
    ...page,
    people: [...people.values()].sort(byName),
    invitations: team.invitations,
    branches: [...team.branches, ...page.branches],
  };
}

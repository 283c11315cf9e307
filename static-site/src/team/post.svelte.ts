import type { Role, Team, TeamMember } from '$api/types';
import type { Post } from './team-state.svelte';

/** What somebody shall be, as it is chosen. */
export class PostChoice {
  role = $state<string>('waiter');
  everywhere = $state(false);
  readonly chosen: Record<string, boolean> = $state({});
  missing = $state(false);

  constructor(
    readonly team: Team,
    here: string,
    member?: TeamMember,
  ) {
    const first = member?.places[0];
    const usual: Role = team.roles.includes('waiter') ? 'waiter' : (team.roles[0] ?? 'waiter');
    this.role = first?.role ?? usual;
    this.everywhere = member?.places.some((place) => !place.branch) ?? false;
    for (const { branch } of member?.places ?? [{ branch: here }]) if (branch) this.chosen[branch] = true;
  }

  /** An owner always owns all of it. */
  get whole(): boolean {
    return this.role === 'owner' || (this.everywhere && this.team.whole_brand);
  }

  /** Null while a branch is still to be chosen. */
  take(): Post | null {
    const role = this.role as Role;
    if (this.whole) return { role };
    const branches = this.team.branches.map((branch) => branch.id).filter((id) => this.chosen[id]);
    this.missing = branches.length === 0;
    return this.missing ? null : { role, branches };
  }
}

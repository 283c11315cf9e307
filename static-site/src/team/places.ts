import type { Role, TeamMember } from '$api/types';
import { staff as staffText } from '$lib/text/staff';
import { team as text } from '$lib/text/team';

/** What somebody is, a line for each role: "Waiter · Lake Road, Mill Yard". */
export function placesOf(member: Pick<TeamMember, 'places'>, name: (branch: string) => string): string[] {
  const byRole = new Map<Role, string[]>();
  for (const { role, branch } of member.places) {
    const places = byRole.get(role) ?? [];
    places.push(branch ? name(branch) : text.everywhere);
    byRole.set(role, places);
  }
  return [...byRole].map(([role, places]) => text.at(staffText.role[role], places));
}

import { expect, it } from 'vitest';
import type { Team, TeamMember } from '$api/types';
import { placesOf } from './places';
import { PostChoice } from './post.svelte';
import { joined } from './team-state.svelte';

const member = (name: string, places: TeamMember['places'], led = true): TeamMember => ({
  id: name.toLowerCase(),
  name,
  places,
  state: 'active',
  led,
});

const team = (branches: string[], people: TeamMember[], next?: string): Team => ({
  people,
  invitations: [],
  branches: branches.map((id) => ({ id, name: id.toUpperCase() })),
  roles: ['owner', 'manager', 'cashier', 'waiter', 'cook', 'rider'],
  whole_brand: true,
  ...(next === undefined ? {} : { next }),
});

it('shows whoever works at branches of two pages once', () => {
  const first = team(['dock'], [member('Omar', [{ branch: 'dock', role: 'cook' }]), member('Vera', [{ role: 'owner' }])], 'dock');
  const second = team(['lane'], [member('Omar', [{ branch: 'lane', role: 'waiter' }], false), member('Asha', [])]);
  const both = joined(first, second);
  expect(both.people.map(({ name, led }) => [name, led])).toEqual([
    ['Asha', true],
    ['Omar', false],
    ['Vera', true],
  ]);
  expect(both.branches.map(({ id }) => id)).toEqual(['dock', 'lane']);
  expect(both.next).toBeUndefined();
  expect(placesOf(both.people[1] as TeamMember, (id) => id)).toEqual(['Cook · dock', 'Waiter · lane']);
});

it('says the same of all branches in one word', () => {
  expect(placesOf(member('Vera', [{ role: 'owner' }]), (id) => id)).toEqual(['Owner · all branches']);
});

it('chooses a branch, all of them, or none yet', () => {
  const choice = new PostChoice(team(['dock', 'lane'], []), 'lane');
  expect(choice.take()).toEqual({ role: 'waiter', branches: ['lane'] });
  choice.chosen['lane'] = false;
  expect([choice.take(), choice.missing]).toEqual([null, true]);
  choice.everywhere = true;
  expect(choice.take()).toEqual({ role: 'waiter' });
  choice.everywhere = false;
  choice.role = 'owner';
  expect(choice.take()).toEqual({ role: 'owner' });
});

it('begins with what somebody is', () => {
  const omar = member('Omar', [
    { branch: 'dock', role: 'cook' },
    { branch: 'lane', role: 'cook' },
  ]);
  const all = team(['dock', 'lane', 'yard'], [omar]);
  expect(new PostChoice(all, 'yard', omar).take()).toEqual({ role: 'cook', branches: ['dock', 'lane'] });
  const vera = member('Vera', [{ role: 'owner' }]);
  expect(new PostChoice(all, 'yard', vera).take()).toEqual({ role: 'owner' });
});

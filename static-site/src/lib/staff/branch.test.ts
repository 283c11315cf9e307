import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atBranch, OpenBranch } from './branch.svelte';
import { noteSignedIn } from './signed-in';
import { FakeBar, json, notTheirs, sessionWith, signedIn } from './testing';

beforeEach(() => {
  vi.useFakeTimers();
  noteSignedIn(true);
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

describe('the address', () => {
  it('names the branch that is asked for, and the one that was opened', () => {
    const bar = new FakeBar('/kitchen?branch=mg-road&station=wok#done');
    const branch = new OpenBranch(bar);
    expect([branch.wanted, branch.current]).toEqual(['mg-road', null]);
    branch.opened('mg-road');
    expect([branch.current, bar.history]).toEqual(['mg-road', ['/kitchen?branch=mg-road&station=wok#done']]);
  });

  it('is put right where it names none, without a step to come back to', () => {
    const bar = new FakeBar('/admin#print');
    const branch = new OpenBranch(bar);
    expect(branch.wanted).toBeNull();
    branch.opened('lake-road');
    expect(bar.history).toEqual(['/admin?branch=lake-road#print']);
  });

  it('gets a step of its own by a switch, and leads back', () => {
    const bar = new FakeBar('/floor?branch=a');
    const branch = new OpenBranch(bar);
    branch.opened('a');
    branch.want('b');
    expect([branch.current, bar.at]).toEqual(['a', '/floor?branch=a']);
    branch.opened('b');
    expect(bar.history).toEqual(['/floor?branch=a', '/floor?branch=b']);
    bar.history.pop();
    expect([branch.follow(), branch.wanted]).toEqual([true, 'a']);
    branch.opened('a');
    expect([bar.history, branch.follow()]).toEqual([['/floor?branch=a'], false]);
  });

  it('says what is open when another branch could not be opened', () => {
    const bar = new FakeBar('/floor?branch=a');
    const branch = new OpenBranch(bar);
    branch.opened('a');
    bar.history.push('/floor?branch=b');
    branch.follow();
    branch.stay();
    expect([branch.current, branch.wanted, bar.at]).toEqual(['a', 'a', '/floor?branch=a']);
  });

  it('takes the branch along to another page', () => {
    expect([atBranch('/floor', 'lake-road'), atBranch('/floor', null)]).toEqual(['/floor?branch=lake-road', '/floor']);
  });
});

describe('a session', () => {
  it('opens the branch of the address, also after a reload', async () => {
    const { session, bodies, bar } = sessionWith(signedIn('a', 'mg-road'));
    bar.history = ['/kitchen?branch=mg-road'];
    expect(session.branch.follow()).toBe(true);
    await session.renew();
    expect([bodies, session.branch.current]).toEqual([[{ branch: 'mg-road' }], 'mg-road']);
  });

  it('switches, and asks for that branch from then on', async () => {
    const { session, bodies, bar } = sessionWith(signedIn('a'), signedIn('b', 'mg-road'), signedIn('c', 'mg-road'));
    await session.renew();
    expect(await session.open('mg-road')).toBe(true);
    await session.renew();
    expect([bodies.slice(1), bar.history]).toEqual([
      [{ branch: 'mg-road' }, { branch: 'mg-road' }], ['/kitchen?branch=lake-road', '/kitchen?branch=mg-road'],
    ]);
  });

  it('stays where it is when the switch gets no answer', async () => {
    const { session, bar } = sessionWith(signedIn('a'), new Error('cut'), new Error('cut'));
    await session.renew();
    expect(await session.open('mg-road')).toBe(false);
    expect([session.standing, session.branch.wanted, session.staff?.branches, bar.at]).toEqual([
      'in', 'lake-road', ['lake-road'], '/kitchen?branch=lake-road',
    ]);
  });

  it.each([
    ['that is not theirs', notTheirs()],
    ['that cannot be one', json({ code: 'validation', status: 422 }, 422)],
  ])('leaves the choice to the person when the address names a branch %s', async (_, answer) => {
    const { session, bar } = sessionWith(answer, signedIn('a'));
    expect(await session.renew()).toBe('elsewhere');
    expect([session.staff, session.branch.current]).toEqual([null, null]);
    expect(await session.open('lake-road')).toBe(true);
    expect([session.standing, bar.at]).toEqual(['in', '/kitchen?branch=lake-road']);
  });

  it('shows nothing of a branch that was taken from the person', async () => {
    const { session } = sessionWith(signedIn('a'), notTheirs());
    await session.renew();
    expect(await session.renew()).toBe('elsewhere');
    expect([session.staff, session.branch.current]).toEqual([null, null]);
  });

  it('reads all branches, page by page', async () => {
    const [a, b] = ['a', 'b'].map((id) => ({ id, name: id.toUpperCase(), role: 'cook' }));
    const { session, calls } = sessionWith(json({ branches: [a], next: 'b' }), json({ branches: [b] }));
    expect(await session.branches()).toEqual([a, b]);
    expect(calls).toEqual(['branches', 'branches']);
  });
});

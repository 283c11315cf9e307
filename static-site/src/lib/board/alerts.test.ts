import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Alerts, BURST_MS } from './alerts.svelte';

const vibrate = vi.fn(() => true);
const bell = (works = true) => ({ unlock: vi.fn(async () => works), ring: vi.fn() });

beforeEach(() => {
  localStorage.clear();
  Object.assign(navigator, { vibrate });
});
afterEach(() => {
  vi.useRealTimers();
  vibrate.mockClear();
});

describe('alerts', () => {
  it('are silent and still until the page was touched, whatever for', async () => {
    const chime = bell();
    const alerts = new Alerts({ page: 'floor', buzzes: true }, chime);
    const stop = alerts.watch();
    alerts.ring();
    expect([alerts.sound, chime.ring.mock.calls.length, vibrate.mock.calls.length]).toEqual(['waiting', 0, 0]);
    dispatchEvent(new Event('pointerup'));
    dispatchEvent(new Event('pointerup'));
    await vi.waitFor(() => expect(alerts.sound).toBe('on'));
    alerts.ring();
    expect([chime.unlock.mock.calls.length, chime.ring.mock.calls.length, vibrate.mock.calls.length]).toEqual([1, 1, 1]);
    stop();
  });

  it('muted, a phone still vibrates, and the device remembers', async () => {
    const chime = bell();
    const alerts = new Alerts({ page: 'floor', buzzes: true }, chime);
    await alerts.unlock();
    alerts.mute(true);
    alerts.ring();
    expect([chime.ring.mock.calls.length, vibrate.mock.calls.length]).toEqual([0, 1]);
    expect(new Alerts({ page: 'floor', buzzes: true }, bell()).muted).toBe(true);
    alerts.mute(false);
    // It rings once to show how it sounds.
    expect([chime.ring.mock.calls.length, new Alerts({ page: 'floor', buzzes: true }, bell()).muted]).toEqual([1, false]);
  });

  it('say when a browser makes no sound', async () => {
    const chime = bell(false);
    const alerts = new Alerts({ page: 'floor', buzzes: true }, chime);
    await alerts.unlock();
    alerts.ring();
    expect([alerts.sound, chime.ring.mock.calls.length, vibrate.mock.calls.length]).toEqual(['missing', 0, 1]);
  });

  it('ring once for what comes in one burst', async () => {
    vi.useFakeTimers();
    const chime = bell();
    const alerts = new Alerts({ page: 'kitchen' }, chime);
    await alerts.unlock();
    for (let order = 0; order < 8; order += 1) {
      alerts.ring();
      vi.advanceTimersByTime(BURST_MS - 1);
    }
    expect([chime.ring.mock.calls.length, vibrate.mock.calls.length]).toEqual([1, 0]);
    vi.advanceTimersByTime(BURST_MS);
    alerts.ring();
    expect(chime.ring).toHaveBeenCalledTimes(2);
  });

  it('ring in another way for what was taken back, also beside something new', async () => {
    vi.useFakeTimers();
    const chime = bell();
    const alerts = new Alerts({ page: 'kitchen' }, chime);
    await alerts.unlock();
    alerts.ring();
    alerts.ring('gone');
    expect(chime.ring.mock.calls).toEqual([['new'], ['gone']]);
  });
});

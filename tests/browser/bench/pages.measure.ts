import { afterAll } from 'vitest';
import { test } from '../harness/test';
import { guestPage } from './guest-page';
import { guestTaps } from './guest-taps';
import { kitchenShift } from './kitchen-shift';
import { kitchenUpdates } from './kitchen-updates';
import { Section } from './report';
import { stockSeen } from './stock-seen';

const section = new Section('Pages in Chromium');

test('guest menu page', ({ stack, device }) => guestPage(section, stack, device));
test('guest page by touch', ({ stack, device }) => guestTaps(section, stack, device));
test('sold out on a phone', ({ stack, device }) => stockSeen(section, stack, device));
test('kitchen page with 60 tickets', ({ stack, device }) => kitchenUpdates(section, stack, device));
test('kitchen page over a long shift', ({ stack, device }) => kitchenShift(section, stack, device));

afterAll(() => section.write(process.env['SALVER_BENCH_OUT'] ?? 'bench/pages.json'));

import { plural } from './grammar';

export const rider = {
  title: 'Deliveries',
  count: (count: number) => plural(count, { one: '# delivery', other: '# deliveries' }),
  none: {
    title: 'Nothing to bring right now',
    text: 'Deliveries that are given to you come here by themselves.',
  },
  done: 'Delivered',
  /** How far a delivery is. */
  state: {
    cooking: 'Still being made',
    ready: 'Ready to pick up',
    out: 'On the way',
    delivered: 'Delivered',
  },
  call: (phone: string) => `Call ${phone}`,
  map: 'Show on the map',
  bag: 'In the bag',
  bagUnknown: 'Getting the list…',
  order: (number: number) => `Order ${number}`,
  pickUp: {
    label: 'Picked up',
    sure: (name: string) => `${name}: do you have the bag?`,
    what: 'Check it against the list. The counter sees that you are on the way.',
    notReady: 'The kitchen has not called it ready yet.',
    submit: 'Yes, on the way',
    keep: 'Not yet',
  },
  deliver: {
    label: 'Delivered',
    sure: (name: string) => `${name}: is it handed over?`,
    what: 'This cannot be taken back.',
    submit: 'Yes, delivered',
    keep: 'Not yet',
  },
  waits: (what: string) => `Not sent yet: ${what}. We send it when the connection is back.`,
  refused: (name: string, what: string) => `${name}: “${what}” was not saved. Somebody else has changed it, or it is not yours any more.`,
  old: 'No connection. We keep trying.',
  oldSince: (time: string) => `No connection. What you see is from ${time}. We keep trying.`,
};

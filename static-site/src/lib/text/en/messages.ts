import type { MessageKind, MessageStatus, MessageVia } from '$api/types';

export const messages = {
  title: 'Messages to customers',
  back: 'Back to the checks',
  none: 'No messages in the last three days.',
  noneHint: 'A manager chooses under Manage what customers of pickups and deliveries are told.',
  failed: 'The messages could not be loaded.',
  group: { hand: 'Needs a hand', line: 'On its way', done: 'Lately' },

  kind: {
    order_confirmed: 'Order confirmed',
    out_for_delivery: 'On its way',
    bill: 'Bill',
  } satisfies Record<MessageKind, string>,
  via: { by_hand: 'By hand', sms: 'SMS', whatsapp: 'WhatsApp' } satisfies Record<MessageVia, string>,
  at: (via: string, time: string) => `${via}, ${time}`,
  status: {
    queued: 'Waits',
    by_hand: 'To be sent',
    sending: 'Being sent',
    sent: 'Sent',
    failed: 'Not sent',
    unconfirmed: 'Not confirmed',
    dismissed: 'Dismissed',
  } satisfies Record<MessageStatus, string>,
  hint: {
    by_hand: 'Open it in WhatsApp, send it there, then tap “Sent”.',
    waits: (said: string) => `It is tried again by itself. The provider said: ${said}`,
    failed: (said: string | null) => (said ? `It was not sent: ${said}` : 'It was not sent.'),
    unconfirmed: 'Nobody knows whether it was sent. Sent again, it may arrive twice.',
  },

  whatsapp: 'Open in WhatsApp',
  sent: 'Sent',
  arrived: 'It was sent',
  again: 'Send again',
  dismiss: 'Dismiss',
  /** Of a button, with what it is about. */
  about: (to: string, does: string) => `${does}: ${to}`,
  noted: 'Noted as sent',
  released: 'It waits to be sent again',
  dismissed: 'Dismissed',
  moved: 'Somebody else has changed it meanwhile.',
};

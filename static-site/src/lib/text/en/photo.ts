/** Of every photo that is brought; what it is of, and how it is shown, says each place itself. */
export const photo = {
  choose: 'Choose a photo',
  other: 'Choose another photo',
  drop: 'or drop it here',
  remove: 'Remove photo',
  reading: 'Making the photo smaller',
  sent: (percent: number) => `${percent} % sent`,
  kept: 'Sent. The restaurant’s system is looking at it.',
  cancel: 'Cancel',
  again: 'Send it again',
  fault: {
    large: 'This file is too large for a photo. Choose another one.',
    unread: 'This file cannot be read as a photo. Choose a JPEG, PNG or WebP.',
    noAnswer: 'No answer. Send it again; it is kept once.',
    cancelled: 'Cancelled.',
  },
  refused: {
    photo_unreadable: 'This file cannot be read as a photo. Choose a JPEG, PNG or WebP.',
    photo_too_large: 'This photo has too many pixels. Choose a smaller one.',
    body_too_large: 'This photo is too large. Choose a smaller one.',
  },
};

export type PhotoTexts = typeof photo & Record<'label' | 'alt' | 'hint', string>;

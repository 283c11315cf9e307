import type { CardTexts } from '../translation';

export const card: CardTexts = {
  table: 'टेबल',
  steps: {
    scan: 'स्कैन करें',
    pin: 'वेटर से मिला पिन डालें',
    order: 'ऑर्डर करें',
  },
  noCamera: 'कैमरा नहीं?',
  wifi: 'वाई-फ़ाई',
  password: 'पासवर्ड',
};

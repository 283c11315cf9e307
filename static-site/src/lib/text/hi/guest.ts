import type { GuestTexts } from '../translation';
import { duration, plural } from './grammar';

export const guest: GuestTexts['guest'] = {
  title: (place) => `${place} · मेन्यू`,
  table: (name) => `टेबल ${name}`,

  failed: { title: 'मेन्यू लोड नहीं हुआ' },

  menu: {
    categories: 'मेन्यू की कैटेगरी',
    popular: { name: 'लोकप्रिय', description: 'पिछले सात दिनों में यहाँ सबसे ज़्यादा मँगाया गया' },
    all: 'सभी कैटेगरी',
    marks: 'निशानों का मतलब',
    search: 'मेन्यू में खोजें',
    clear: 'खोज हटाएँ',
    soldOut: 'ख़त्म हो गया',
    left: (count) => `केवल ${count} बचे हैं`,
    contains: (allergens) => `इसमें है: ${allergens}`,
    prep: (minutes) => `लगभग ${duration(minutes, 'minute')} में तैयार`,
    prepShort: (minutes) => duration(minutes, 'minute'),
    from: 'न्यूनतम',
    add: 'जोड़ें',
    addNamed: (name) => `${name} जोड़ें`,
    chooseNamed: (name) => `${name} के विकल्प चुनें`,
    inCart: (count) => `आपके कार्ट में ${count}`,
  },

  skip: 'मेन्यू छोड़कर आगे जाएँ',

  bar: {
    join: 'ऑर्डर करने के लिए टेबल से जुड़ें',
    closed: 'अभी खुली नहीं है: यहाँ से स्टाफ़ को बताएँ',
    cart: 'कार्ट देखें',
    items: (count) => (count === 0 ? 'अभी ख़ाली है' : plural(count, { one: '# आइटम', other: '# आइटम' })),
    order: (number) => `ऑर्डर ${number}`,
    notSent: 'अभी भेजा नहीं गया',
    call: {
      idle: 'बुलाएँ',
      done: 'बुलाएँ',
      sending: 'बुला रहे हैं…',
      unsent: 'नहीं भेजा गया',
      undecided: 'नहीं भेजा गया',
      refused: 'नहीं भेजा गया',
      sent: 'बुलाया है',
      seen: 'आ रहे हैं',
    },
    callLabel: (state) => `स्टाफ़ को बुलाएँ: ${state}`,
  },

  welcome: (name) => `स्वागत है, ${name}।`,
  welcomeBack: (name) => `फिर से स्वागत है, ${name}।`,
};

import type { GuestTexts } from '../translation';
import { closing } from './closing';
import { duration, plural } from './grammar';

// With the English words: on a phone many type those.
export const search: GuestTexts['search'] = {
  found: (count) => plural(count, { one: '# डिश मिली', other: '# डिश मिलीं' }),
  nothing: 'कुछ नहीं मिला',
  nothingText: (words) => `“${words}” नाम की कोई डिश नहीं मिली। कोई और शब्द आज़माएँ।`,
  leftOut: (allergens) => `जिन डिश में ${allergens} है, वे नहीं दिखाई गईं। एलर्जी हो तो कृपया हमारे स्टाफ़ को बताएँ।`,

  chips: {
    label: 'सिर्फ़ ये दिखाएँ',
    name: {
      veg: 'शाकाहारी',
      vegan: 'वीगन',
      no_nuts: 'मेवे दर्ज नहीं',
      no_gluten: 'ग्लूटेन दर्ज नहीं',
      quick: `${duration(10, 'minute')} से कम`,
    },
    left: (count, all) => plural(all, { one: `# में से ${count} डिश`, other: `# में से ${count} डिश` }),
    clear: 'सब दिखाएँ',
    none: 'इन सब पर कोई डिश खरी नहीं उतरती',
    noneText: 'इनमें से कोई एक हटाएँ, या सारी डिश फिर से दिखाएँ।',
    cutOff: (count, words) => plural(count, { one: `“${words}” नाम की # डिश है`, other: `“${words}” नाम की # डिश हैं` }),
    cutOffText: (chips) => `पर इस चुनाव में नहीं: ${chips}।`,
    declared: 'इन डिश में यह दर्ज नहीं है, पर थोड़ी मात्रा हो सकती है। एलर्जन के बारे में हमारा स्टाफ़ ज़्यादा जानता है: एलर्जी हो तो कृपया उन्हें बताएँ।',
  },

  all: {
    title: 'मेन्यू',
    dishes: (count) => plural(count, { one: '# डिश', other: '# डिश' }),
  },

  marks: {
    title: 'निशानों का मतलब',
    vegan: 'जानवरों से मिलने वाला कुछ भी नहीं।',
    veg: 'मांस, मछली या अंडा नहीं; दूध हो सकता है।',
    egg: 'अंडे के साथ, मांस या मछली के बिना।',
    non_veg: 'मांस या मछली के साथ।',
    minutes: 'मिनट',
    minutesText: 'किचन को इस डिश में लगभग इतना समय लगता है।',
    contains: '“इसमें है: …”',
    containsText: 'डिश के लिए दर्ज एलर्जन। दूसरी चीज़ें थोड़ी मात्रा में हो सकती हैं; हमारा स्टाफ़ ज़्यादा जानता है।',
  },

  paused: {
    now: 'किचन अभी ऑर्डर नहीं ले रहा है।',
    until: (when) => `${when} से आप फिर ऑर्डर कर सकते हैं।`,
    menu: 'मेन्यू आप देख सकते हैं।',
  },
  closed: closing,
  terms: {
    from: (when) => `${when} से`,
    market: 'बाज़ार भाव: हमसे पूछें',
    weighed: (unit) => `प्रति ${unit} दाम, तौलकर मिलता है: हमसे पूछें`,
    per: { per_100g: '100 ग्राम', per_kg: 'किलो', per_lb: 'पाउंड' },
    until: (list, when) => `${list}, ${when} तक`,
    otherwise: (said, price) => `${said}, वरना ${price}`,
  },

  diet: {
    veg: 'शाकाहारी वेज veg vegetarian',
    vegan: 'वीगन शाकाहारी वेज vegan veg vegetarian',
    egg: 'एगेटेरियन eggetarian',
    non_veg: 'मांसाहारी नॉनवेज nonveg nonvegetarian',
  },

  allergen: {
    gluten: 'ग्लूटेन गेहूँ गेहूं gluten wheat',
    crustaceans: 'झींगा केकड़ा crustacean crustaceans shellfish',
    egg: 'अंडा अंडे egg eggs',
    fish: 'मछली fish',
    peanuts: 'मूँगफली मूंगफली peanut peanuts groundnut groundnuts nut nuts',
    soy: 'सोया soy soya',
    milk: 'दूध milk dairy lactose',
    tree_nuts: 'मेवा मेवे nut nuts treenut treenuts',
    celery: 'सेलरी celery',
    mustard: 'सरसों राई mustard',
    sesame: 'तिल sesame',
    sulphites: 'सल्फाइट sulphite sulphites sulfite sulfites',
    lupin: 'ल्यूपिन lupin',
    molluscs: 'सीप घोंघा mollusc molluscs mollusk mollusks shellfish',
  },

  without: 'बिना no without',
  free: 'मुक्त रहित free',
  or: 'या और or and nor',
  contains: 'वाला वाली वाले जिसमें contains contain containing with has have',
};

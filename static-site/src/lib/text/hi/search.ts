import type { GuestTexts } from '../translation';
import { closing } from './closing';
import { plural } from './grammar';

// With the English words: on a phone many type those.
export const search: GuestTexts['search'] = {
  found: (count) => plural(count, { one: '# डिश मिली', other: '# डिश मिलीं' }),
  nothing: 'कुछ नहीं मिला',
  nothingText: (words) => `“${words}” नाम की कोई डिश नहीं मिली। कोई और शब्द आज़माएँ।`,
  leftOut: (allergens) => `जिन डिश में ${allergens} है, वे नहीं दिखाई गईं। एलर्जी हो तो कृपया हमारे स्टाफ़ को बताएँ।`,

  paused: {
    now: 'किचन अभी ऑर्डर नहीं ले रहा है।',
    until: (when) => `${when} से आप फिर ऑर्डर कर सकते हैं।`,
    menu: 'मेन्यू आप देख सकते हैं।',
  },
  closed: closing,

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

import type { GuestTexts } from '../translation';
import { duration, list } from './grammar';
import { stage } from './stage';

export const common: GuestTexts['common'] = {
  close: 'बंद करें',
  dismiss: 'हटाएँ',
  cancel: 'रद्द करें',
  back: 'वापस',
  tryAgain: 'फिर कोशिश करें',
  loading: 'लोड हो रहा है',
  language: 'भाषा',
  list: (parts) => list(parts),
  optional: 'ज़रूरी नहीं',
  required: 'ज़रूरी',
  decrease: (what) => `${what}: एक कम करें`,
  increase: (what) => `${what}: एक और जोड़ें`,
  quantityOf: (what) => `${what} की मात्रा`,
  // The short form, "मि॰", is known from maps and forms, not from speech.
  minutes: (count) => duration(count, 'minute'),
  minutesLong: (count) => duration(count, 'minute'),

  version: {
    ready: 'इस पेज का नया वर्शन आ गया है। लोड करने पर कुछ नहीं खोएगा।',
    load: 'लोड करें',
  },

  link: {
    connecting: 'कनेक्ट हो रहा है…',
    lost: 'लाइव कनेक्शन नहीं है। हम कोशिश कर रहे हैं।',
    lostSince: (time) => `${time} से लाइव कनेक्शन नहीं है। हम कोशिश कर रहे हैं।`,
    back: 'फिर से लाइव',
  },

  diet: {
    veg: 'वेज',
    vegan: 'वीगन',
    egg: 'अंडे वाला',
    non_veg: 'नॉन-वेज',
  },

  allergen: {
    gluten: 'ग्लूटेन',
    crustaceans: 'झींगा-केकड़ा',
    egg: 'अंडा',
    fish: 'मछली',
    peanuts: 'मूँगफली',
    soy: 'सोया',
    milk: 'दूध',
    tree_nuts: 'काजू-बादाम जैसे मेवे',
    celery: 'सेलरी',
    mustard: 'सरसों',
    sesame: 'तिल',
    sulphites: 'सल्फ़ाइट',
    lupin: 'ल्यूपिन',
    molluscs: 'सीप-घोंघा',
  },

  orderStatus: {
    placed: 'भेजा गया',
    accepted: 'स्वीकार हुआ',
    preparing: stage.cooking,
    ready: stage.ready,
    served: stage.served,
    completed: 'पूरा हुआ',
    rejected: 'स्वीकार नहीं हुआ',
    cancelled: stage.cancelled,
  },

  error: {
    network: 'कनेक्शन नहीं है। अपना नेटवर्क देखें और फिर कोशिश करें।',
    timeout: 'इसमें ज़्यादा समय लग रहा है। कृपया फिर कोशिश करें।',
    busy: 'रेस्टोरेंट का सिस्टम अभी व्यस्त है। कृपया थोड़ी देर में फिर कोशिश करें।',
    forbidden: 'आप यह नहीं कर सकते।',
    not_found: 'यह अब यहाँ नहीं है।',
    garbled: 'जवाब रेस्टोरेंट से नहीं आया। अगर यह वाई-फ़ाई लॉग-इन माँगता है, तो पहले उसमें लॉग-इन करें, फिर कोशिश करें।',
    version_conflict: 'किसी और ने इसे बदल दिया है। एक बार देख लें, फिर कोशिश करें।',
    unknown: 'कुछ गड़बड़ हो गई। कृपया फिर कोशिश करें।',
    reference: (id) => `रेफ़रेंस ${id}`,
  },
};

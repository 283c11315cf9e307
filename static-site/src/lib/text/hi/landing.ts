import type { GuestTexts } from '../translation';
import { plural } from './grammar';

export const landing: GuestTexts['landing'] = {
  code: {
    title: 'स्वागत है',
    text: 'अपनी टेबल पर लगा QR कोड स्कैन करें, या उसके नीचे छपा कोड लिखें।',
    label: 'टेबल का कोड',
    hint: 'अक्षर और अंक, जैसे आपकी टेबल पर छपे हैं',
    submit: 'मेन्यू देखें',
    missing: 'अपनी टेबल का कोड लिखें।',
    unknown: 'यह कोड हमें नहीं मिला। एक बार जाँच लें, या हमारे स्टाफ़ से पूछें।',
    unknownTitle: 'कोड नहीं मिला',
    unlisted: 'यहाँ चुनने के लिए टेबल की लिस्ट नहीं है। अपनी टेबल पर छपा कोड लिखें, या हमारे स्टाफ़ से पूछें।',
    unlistedTitle: 'आपकी टेबल कौन-सी है?',
  },

  list: {
    title: (place) => `${place} · टेबल`,
    heading: 'आप किस टेबल पर हैं?',
    text: 'टेबल का नाम उस पर लिखा है।',
    table: (name) => `टेबल ${name}`,
    search: 'अपनी टेबल खोजें',
    clear: 'खोज हटाएँ',
    found: (count) => plural(count, { one: '# टेबल मिली', other: '# टेबल मिलीं' }),
    nothing: 'ऐसी कोई टेबल नहीं है',
    nothingText: (words) => `“${words}” नाम की कोई टेबल नहीं मिली।`,
    other: 'इसके बजाय टेबल का कोड लिखें',
    empty: 'यहाँ अभी कोई टेबल नहीं है। कृपया हमारे स्टाफ़ से पूछें।',
    failed: 'लिस्ट लोड नहीं हुई',
  },
};

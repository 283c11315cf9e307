/** Every currency that the API takes; a test compares it with the document. */
export const CURRENCIES: readonly string[] = [
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD',
  'CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP',
  'GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW',
  'KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN',
  'NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD',
  'SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW',
  'UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG',
].flatMap((codes) => codes.split(' '));

/**
 * Where clocks go as in one of these zones, people pay in this currency. Only a guess, which is shown
 * and can be changed: the language of a phone says less, as half of the world's phones speak American.
 */
const PAID_IN: Record<string, string> = {
  INR: 'Asia/Kolkata Asia/Calcutta',
  NPR: 'Asia/Kathmandu Asia/Katmandu',
  LKR: 'Asia/Colombo',
  BDT: 'Asia/Dhaka',
  PKR: 'Asia/Karachi',
  AED: 'Asia/Dubai',
  SAR: 'Asia/Riyadh',
  QAR: 'Asia/Qatar',
  KWD: 'Asia/Kuwait',
  BHD: 'Asia/Bahrain',
  OMR: 'Asia/Muscat',
  ILS: 'Asia/Jerusalem',
  TRY: 'Europe/Istanbul',
  SGD: 'Asia/Singapore',
  MYR: 'Asia/Kuala_Lumpur',
  THB: 'Asia/Bangkok',
  VND: 'Asia/Ho_Chi_Minh Asia/Saigon',
  IDR: 'Asia/Jakarta Asia/Makassar Asia/Jayapura',
  PHP: 'Asia/Manila',
  CNY: 'Asia/Shanghai Asia/Urumqi',
  HKD: 'Asia/Hong_Kong',
  TWD: 'Asia/Taipei',
  JPY: 'Asia/Tokyo',
  KRW: 'Asia/Seoul',
  GBP: 'Europe/London',
  CHF: 'Europe/Zurich',
  SEK: 'Europe/Stockholm',
  NOK: 'Europe/Oslo',
  DKK: 'Europe/Copenhagen',
  ISK: 'Atlantic/Reykjavik',
  PLN: 'Europe/Warsaw',
  CZK: 'Europe/Prague',
  HUF: 'Europe/Budapest',
  RON: 'Europe/Bucharest',
  UAH: 'Europe/Kyiv Europe/Kiev',
  USD: 'America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage Pacific/Honolulu',
  CAD: 'America/Toronto America/Vancouver America/Edmonton America/Winnipeg America/Halifax',
  MXN: 'America/Mexico_City America/Monterrey America/Tijuana',
  BRL: 'America/Sao_Paulo America/Bahia America/Manaus America/Fortaleza',
  AUD: 'Australia/Sydney Australia/Melbourne Australia/Brisbane Australia/Perth Australia/Adelaide',
  NZD: 'Pacific/Auckland',
  ZAR: 'Africa/Johannesburg',
  KES: 'Africa/Nairobi',
  NGN: 'Africa/Lagos',
  EGP: 'Africa/Cairo',
};

/** The currency that people most likely pay in there. */
export function guessCurrency(zone: string): string {
  const found = Object.entries(PAID_IN).find(([, zones]) => zones.split(' ').includes(zone));
  return found?.[0] ?? (zone.startsWith('Europe/') ? 'EUR' : 'USD');
}

/** The time zone of this device. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All time zones that the browser knows, and `own` where it lists it under another name. */
export function zones(own: string): string[] {
  // Chrome 92 to 98 have no such list: the device's own is the one that is almost always right.
  const all = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : ['UTC'];
  return all.includes(own) ? all : [own, ...all];
}

/** What a currency is called, for a list: `INR, Indian Rupee`. */
export function currencyName(code: string): string {
  const name = new Intl.DisplayNames('en', { type: 'currency' }).of(code);
  return name && name !== code ? `${code}, ${name}` : code;
}

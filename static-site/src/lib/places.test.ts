import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CURRENCIES, currencyName, guessCurrency, zones } from './places';

describe('currencies', () => {
  it('are those of the API', () => {
    const document = JSON.parse(readFileSync('../docs/openapi.json', 'utf8'));
    const pattern: string = document.components.schemas.Currency.pattern;
    expect(CURRENCIES).toEqual(pattern.slice(2, -2).split('|').sort());
  });

  it('are guessed by the clock of the place', () => {
    const places = { 'Asia/Calcutta': 'INR', 'Asia/Tokyo': 'JPY', 'Europe/London': 'GBP', 'Europe/Berlin': 'EUR', UTC: 'USD' };
    for (const [zone, currency] of Object.entries(places)) expect(guessCurrency(zone)).toBe(currency);
  });

  it('have a name beside their code', () => {
    expect(currencyName('INR')).toBe('INR, Indian Rupee');
  });
});

describe('time zones', () => {
  it('always hold the one of this device', () => {
    expect(zones('Asia/Calcutta')).toContain('Asia/Calcutta');
    expect(zones('Nowhere/Yet')[0]).toBe('Nowhere/Yet');
  });
});

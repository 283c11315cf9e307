import { grammar } from '../grammar';

export const { plural, list, duration } = grammar<'one' | 'other'>('hi');

import { describe, expect, it } from 'vitest';
import { hasAllergy, speaksOfAllergy } from './allergy';

describe('an allergy in a note', () => {
  it.each([
    'Peanut allergy!', 'ALLERGIC to prawns', 'severe nut allergies', 'alergic to eggs', 'peanut allergys', 'allergc to nuts', 'allergie aux noix', 'I am coeliac', 'celiac',
    'lactose intolerant', 'carries an EpiPen', 'epi-pen', 'risk of anaphylaxis', 'मूंगफली से एलर्जी है', 'अंडे से एलर्जिक', 'अलर्जी',
    'nut allergys', 'I am allergc to nuts', 'allegic to milk', 'egg allegry', 'allrgy', 'alergia a las nueces',
    'mujhe moongfali se elergy hai', 'no sesame (allergy)',
  ])('is heard in "%s"', (note) => expect(speaksOfAllergy(note)).toBe(true));

  it.each(['Extra napkins, please', 'less spicy', 'energy drink', 'play allegro', 'a large plate', 'all green', 'कम मिर्च', '', null, undefined])(
    'is not heard in "%s"',
    (note) => expect(speaksOfAllergy(note)).toBe(false),
  );

  it('counts as well when the guest has marked the note', () => {
    expect(hasAllergy({ allergy: true, note: 'no nuts' })).toBe(true);
    expect(hasAllergy({ allergy: false, note: 'no nuts' })).toBe(false);
    expect(hasAllergy({ note: 'nut allergy' })).toBe(true);
  });
});

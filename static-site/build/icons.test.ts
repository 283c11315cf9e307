import { describe, expect, it } from 'vitest';
import { pathOf } from './icons';

describe('icons', () => {
  it.each([
    ['<path d="m21 21-4.34-4.34" />', 'M0 0m21 21-4.34-4.34'],
    ['<line x1="2" x2="4" y1="3" y2="5" />', 'M2 3L4 5'],
    ['<polyline points="1 2, 3 4" />', 'M1 2 3 4'],
    ['<polygon points="1 2 3 4 5 6" />', 'M1 2 3 4 5 6Z'],
    ['<circle cx="11" cy="12" r="8" />', 'M3 12a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z'],
    [
      '<rect x="2" y="4" width="20" height="16" rx="2" />',
      'M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-16a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2Z',
    ],
  ])('%s becomes one path', (svg, path) => expect(pathOf(svg)).toBe(path));

  it('joins shapes in their order', () => {
    expect(pathOf('<svg><path d="M1 1" /><circle cx="1" cy="1" r="1" /></svg>')).toMatch(/^M0 0M1 1M0 1a/);
  });
});

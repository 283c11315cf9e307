import { expect, it } from 'vitest';
import { besides, sheet, starter } from './document';
import { scopeOf } from './scope';

const row = scopeOf('src/guest/menu/ItemRow.svelte');
const other = scopeOf('src/kitchen/Board.svelte');
const names = new Map([[row, 'di']]);

it('keeps what the page of a menu can have, under its own classes', () => {
  const css = [
    `:root{--ink:#000;--line:red;--unused:1px;--far:var(--line)}li.${row}{color:var(--ink);border-color:var(--far)}`,
    `.gone.${row} b:where(.${row}){opacity:.6}.less.${row}{top:0}.${other}{top:0}.name.${row}:active:before{top:0}`,
    `@font-face{font-family:A;src:url(/assets/a-1.woff2)}@font-face{font-family:B;src:local("B")}@media (hover:hover){.more.${row}:hover{top:0}}`,
    `@media (max-width:9rem){li.${row},li.${other}{top:1px}}i.${row}{mask:url(/assets/b-1.svg);padding:1px}`,
  ];
  expect(sheet(css, [`p{margin:9px}h3.${row}{top:2px}`], names)).toBe(
    [
      ':root{--ink:#000;--line:red;--far:var(--line)}li.di{color:var(--ink);border-color:var(--far)}.gone.di b:where(.di){opacity:.6}',
      '@font-face{font-family:B;src:local("B")}@media (max-width:9rem){li.di{top:1px}}i.di{padding:1px}h3.di{top:2px}',
    ].join(''),
  );
});

it('has apart what is of components alone', () => {
  const css = `@font-face{font-family:A;src:url(/a)}:root{--ink:#000}*{top:0}.visually-hidden{top:1px}@keyframes ${row}-spin{to{top:0}}@media print{p{top:0}}h1,h1.${row}{top:2px}`;
  expect(besides(css)).toBe(`.visually-hidden{top:1px}@keyframes ${row}-spin{to{top:0}}h1.${row}{top:2px}`);
});

it('the script names the pieces of its release', async () => {
  expect(await starter('// Says why.\nimport(__ENTRY__);\nfor (const one of __STYLES__) one;\n', { ENTRY: '/a.js', STYLES: ['/a.css'] })).toBe(
    'import("/a.js");for(const _ of ["/a.css"]);',
  );
});

it('the class of a component is of its place alone', () => {
  expect(scopeOf('src/guest/menu/ItemRow.svelte')).toBe(row);
  expect(row).toMatch(/^s-[\da-z]{4}$/);
  expect(row).not.toBe(other);
});

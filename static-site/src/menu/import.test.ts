import { expect, it } from 'vitest';
import { createApi } from '$api/client';
import type { ImportRow, MenuImport, RowAction } from '$api/types';
import { menuFile as text } from '$lib/text/menu-file';
import { answers, dishesOf, namedRows } from './import-rows';
import { ImportState, MOST_BYTES } from './import-state.svelte';

const aRow = (row: number, action: RowAction, id?: string): ImportRow => ({
  row,
  action,
  ...(id ? { item: { id, name: id } } : {}),
  problems: [],
});

function aReport(rows: ImportRow[]): MenuImport {
  const count = (action: RowAction) => rows.filter((row) => row.action === action).length;
  const summary = {
    created: count('created'),
    updated: count('updated'),
    same: count('same'),
    refused: count('refused'),
    asked: count('asked'),
  };
  return { summary, rows, columns: [], notes: [] };
}

/** What answers a file; `asked` is what was asked of it. */
function desk(...replies: (Response | (() => Promise<Response>))[]) {
  const asked: { query: string; media: string | null; bytes: string }[] = [];
  const uploads = () =>
    createApi(undefined, {
      fetch: async (request) => {
        const media = request.headers.get('content-type');
        asked.push({ query: new URL(request.url).search, media, bytes: await request.text() });
        const reply = replies.shift();
        if (!reply) throw new TypeError('no network');
        return typeof reply === 'function' ? reply() : reply;
      },
      wait: async () => {},
      random: () => 0,
    });
  return { asked, work: new ImportState(uploads, 'b') };
}

const aFile = (words: string, name = 'menu.csv') => new File([words], name);

it('names only rows that were answered', () => {
  expect(namedRows([9, 3, 10, 11, 20])).toBe('3,9-11,20');
  expect(namedRows([])).toBe('');
  expect(answers(new Set(Array.from({ length: 2500 }, (_, at) => at * 2)))).toBe('all');
});

it('sizes of one dish are one dish, and what stays the same is none', () => {
  const rows = [aRow(2, 'created', 'dosa'), aRow(3, 'created', 'dosa'), aRow(4, 'updated', 'vada'), aRow(5, 'same', 'x')];
  expect(dishesOf(aReport(rows))).toBe(2);
});

it('a file is looked at, asked about, and put into the draft', async () => {
  const { asked, work } = desk(
    Response.json(aReport([aRow(2, 'created', 'a'), aRow(3, 'asked', 'b'), aRow(5, 'asked', 'c')])),
    Response.json(aReport([aRow(2, 'created', 'a'), aRow(3, 'created', 'b'), aRow(5, 'created', 'c')])),
    Response.json({ ...aReport([aRow(2, 'created', 'a'), aRow(3, 'created', 'b'), aRow(5, 'created', 'c')]), draft_version: 4 }),
  );
  await work.choose(aFile('Name,Price'));
  expect(work.report?.summary.asked).toBe(2);
  work.sayAll();
  await work.answer();
  expect([...work.taken]).toEqual([3, 5]);
  await work.put();
  expect(work.done).toBe(3);
  expect(asked.map(({ query }) => decodeURIComponent(query))).toEqual([
    '?dry_run=true',
    '?dry_run=true&take=3,5',
    '?dry_run=false&take=3,5',
  ]);
  expect(asked[0]).toMatchObject({ media: 'application/octet-stream', bytes: 'Name,Price' });
});

it('without an answer nobody is told that it is done, and looking again tells', async () => {
  const report = aReport([aRow(2, 'created', 'a')]);
  const { work } = desk(
    Response.json(report),
    () => Promise.reject(new TypeError('lost')),
    Response.json(aReport([aRow(2, 'same', 'a')])),
  );
  await work.choose(aFile('{}', 'menu.json'));
  await work.put();
  expect([work.fault, work.done, work.report]).toEqual([text.fault.unsure, null, null]);
  await work.look();
  expect([work.fault, work.report?.summary.same]).toEqual([null, 1]);
});

it('a menu that moved meanwhile is shown as it would be now', async () => {
  const moved = { code: 'import_refused', import: aReport([aRow(2, 'refused', 'a')]) };
  const { work } = desk(Response.json(aReport([aRow(2, 'created', 'a')])), Response.json(moved, { status: 422 }));
  await work.choose(aFile('Name,Price'));
  await work.put();
  expect([work.fault, work.report?.summary.refused, work.done]).toEqual([text.fault.moved, 1, null]);
});

it('what cannot be a menu is said, without sending what is too large', async () => {
  const errors = [{ field: 'file', message: 'this is a workbook' }];
  const { asked, work } = desk(Response.json({ code: 'validation', errors }, { status: 422 }));
  await work.choose(aFile('x'.repeat(MOST_BYTES + 1)));
  expect(work.fault).toBe(text.fault.large);
  await work.choose(aFile(''));
  expect([work.fault, asked.length]).toEqual([text.fault.empty, 0]);
  await work.choose(aFile('PK'));
  expect(work.fault).toBe(text.fault.file('this is a workbook'));
});

it('a menu that would be too large is said', async () => {
  const errors = [{ field: 'items', message: 'at most 1000 in a menu' }];
  const { work } = desk(Response.json({ code: 'validation', errors }, { status: 422 }));
  await work.choose(aFile('Name,Price'));
  expect([work.fault, work.again]).toEqual([text.fault.room.items, false]);
});

it('a lost look changed nothing, and is tried again with the same bytes', async () => {
  const { asked, work } = desk(() => Promise.reject(new TypeError('lost')), Response.json(aReport([aRow(2, 'same', 'a')])));
  await work.choose(aFile('Name,Price'));
  expect(work.fault).toBe(text.fault.noAnswer);
  await work.look();
  expect([work.report?.summary.same, asked[1]?.bytes]).toEqual([1, 'Name,Price']);
});

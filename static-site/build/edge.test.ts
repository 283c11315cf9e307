import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../../infra', file), 'utf8');

/** The CDN's function, as it stands in the template. */
const source = /FunctionCode: \|\n(        const PAGES[\s\S]*?\n        }\n)/.exec(read('template.yaml'))?.[1] ?? '';
const handler = new Function(`${source}; return handler;`)() as (event: { request: { uri: string } }) => {
  uri?: string;
  statusCode?: number;
  headers?: { location?: { value: string } };
  body?: string;
};
const cases = JSON.parse(read('links.json')) as [string, string | null][];

it.each(cases)('the CDN leads %j to %j', (uri, expected) => {
  const answer = handler({ request: { uri } });
  if (expected === null) expect(answer.uri).toMatch(/\.(html|js)$/);
  else if (expected === 'missing') expect([answer.statusCode, answer.headers?.location]).toEqual([404, undefined]);
  else expect([answer.statusCode, answer.headers?.location?.value]).toEqual([302, expected]);
});

it('the page of a menu is asked for as it is', () => {
  expect(handler({ request: { uri: '/m/lake-road' } })).toEqual({ uri: '/m/lake-road' });
});

it('a page that is not there names the way to the menu', () => {
  const { body } = handler({ request: { uri: '/kitchn' } });
  expect(body).toContain('<a href="/">');
  expect(body).toContain('/plain.css');
  // The content policy knows no inline script or style.
  expect(body).not.toMatch(/<style|<script|style=/);
});

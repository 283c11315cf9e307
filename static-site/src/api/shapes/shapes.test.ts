import { expect, it } from 'vitest';
import document from '../../../../docs/openapi.json';
import { branchShapes } from './branches';
import { openShapes } from './open';
import { otherShapes } from './other';
import { receiptShapes } from './receipt';
import { screenShapes } from './screen';
import { tillShapes } from './till';

const shapes = { ...openShapes, ...otherShapes, ...branchShapes, ...screenShapes, ...tillShapes, ...receiptShapes };

interface Schema {
  $ref?: string;
  required?: string[];
  allOf?: Schema[];
  oneOf?: Schema[];
}
interface Operation {
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

const schemas = document.components.schemas as Record<string, Schema>;

/** The fields that every answer of a schema has. */
function required({ $ref, required: own = [], allOf, oneOf }: Schema): string[] {
  if ($ref) return required(schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  if (allOf) return allOf.flatMap(required);
  const [first = [], ...rest] = oneOf?.map(required) ?? [own];
  return first.filter((field) => rest.every((other) => other.includes(field)));
}

const bodies = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations as Record<string, Operation>).flatMap(([method, { responses }]) => {
    const good = Object.entries(responses ?? {}).find(([status]) => status.startsWith('2'))?.[1];
    const schema = good?.content?.['application/json']?.schema;
    return schema ? [[`${method.toUpperCase()} ${path}`, required(schema)] as const] : [];
  }),
);

it('every call that is answered with a body has a shape', () => {
  expect(Object.keys(shapes).sort()).toEqual(bodies.map(([call]) => call).sort());
});

it.each(bodies)('%s always has the fields that it is known by', (call, fields) => {
  expect(shapes[call]?.split(' ').filter((field) => !fields.includes(field))).toEqual([]);
});

import {Pack} from '../../contract/pack.ts';

/** How a field of a part stands in a cell. `json` is for what has no simpler form, such as a rule's condition. */
export type CellKind = 'text' | 'number' | 'flag' | 'list' | 'json';

export interface Column {
  /** The field's path inside its part, for example `when.daysOverdue.min`. */
  name: string;
  path: readonly string[];
  kind: CellKind;
}

/** A kind of part: a table of its own, with a row for each part and a column for each field. */
export interface PartShape {
  /** The path from the pack, for example `objections.answers.soft`; also the sheet's name. */
  name: string;
  /** The path from the part that it stands in. */
  path: readonly string[];
  /** The shape that it stands in; null for the pack itself. */
  within: PartShape | null;
  columns: readonly Column[];
  /** Objects inside the part that may stand there empty. */
  wholes: readonly (readonly string[])[];
  parts: readonly PartShape[];
}

interface Definition {
  type: string;
  innerType?: Schema;
  in?: Schema;
  element?: Schema;
  shape?: Record<string, Schema>;
}
interface Schema {
  def: Definition;
}

const TEXTS = new Set(['string', 'enum']);

/** What an optional or a default value is of. */
function bare(schema: Schema): Schema {
  const {type, innerType} = schema.def;
  return (type === 'optional' || type === 'default') && innerType !== undefined ? bare(innerType) : schema;
}

const hasFields = (schema: Schema): boolean => schema.def.type === 'object';

function kindOf(schema: Schema): CellKind {
  const {type, element} = schema.def;
  if (TEXTS.has(type)) return 'text';
  if (type === 'number' || type === 'literal') return 'number';
  if (type === 'boolean') return 'flag';
  if (type === 'array' && element !== undefined && TEXTS.has(bare(element).def.type)) return 'list';
  return 'json';
}

function shapeOf(name: string, path: readonly string[], schema: Schema, within: PartShape | null): PartShape {
  const columns: Column[] = [];
  const wholes: (readonly string[])[] = [];
  const parts: PartShape[] = [];
  const self: PartShape = {name, path, within, columns, wholes, parts};
  const read = (fields: Record<string, Schema>, before: readonly string[]) => {
    for (const [key, given] of Object.entries(fields)) {
      const field = bare(given);
      const place = [...before, key];
      const element = field.def.element === undefined ? null : bare(field.def.element);
      if (field.def.type === 'array' && element !== null && hasFields(element) && !isRule(place)) {
        const child = [...(within === null ? [] : [name]), ...place].join('.');
        parts.push(shapeOf(child, place, element, self));
      } else if (hasFields(field)) {
        wholes.push(place);
        read(field.def.shape ?? {}, place);
      } else {
        columns.push({name: place.join('.'), path: place, kind: kindOf(field)});
      }
    }
  };
  read(schema.def.shape ?? {}, []);
  return self;
}

/** A rule's fields depend on its kind: it stands whole in a cell. */
const isRule = (path: readonly string[]): boolean => path.join('.') === 'rules';

// Not compared with its type field by field, which takes the compiler most of a minute.
const SCHEMA: unknown = Pack;

/** The tables of a pack, read from its schema: a field that is added there has its column here. */
export const PACK_SHAPE: PartShape = shapeOf('pack', [], SCHEMA as Schema, null);

/** The pack's own table and all others, each after the one that it stands in. */
export const PART_SHAPES: readonly PartShape[] = allOf(PACK_SHAPE);

function allOf(shape: PartShape): PartShape[] {
  return [shape, ...shape.parts.flatMap(allOf)];
}

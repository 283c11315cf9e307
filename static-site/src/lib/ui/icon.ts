/** The drawing of one icon: element names with their attributes. */
export type IconShapes = readonly (readonly [string, Readonly<Record<string, string>>])[];

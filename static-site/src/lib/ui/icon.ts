/** The drawing of one icon: the data of one path in a box of 24 by 24. */
export type IconShapes = string;

/**
 * The names under which pages use the API's types. The types themselves are
 * generated from the OpenAPI document (`npm run types`), never written here.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Allergen = Schemas['Allergen'];
export type Call = Schemas['Call'];
export type Cart = Schemas['Cart'];
export type CartLine = Schemas['CartLine'];
export type ChosenOption = Schemas['ChosenOption'];
export type Diet = Schemas['Diet'];
export type Floor = Schemas['Floor'];
export type FloorTable = Schemas['FloorTable'];
export type Guest = Schemas['Guest'];
export type Joined = Schemas['Joined'];
export type KitchenBoard = Schemas['KitchenBoard'];
export type KitchenLine = Schemas['KitchenLine'];
export type KitchenOrder = Schemas['KitchenOrder'];
export type LineStatus = Schemas['LineStatus'];
export type Menu = Schemas['Menu'];
export type MenuCategory = Schemas['MenuCategory'];
export type MenuItem = Schemas['MenuItem'];
export type MenuOption = Schemas['MenuOption'];
export type Money = Schemas['Money'];
export type OptionGroup = Schemas['OptionGroup'];
export type Order = Schemas['Order'];
export type OrderLine = Schemas['OrderLine'];
export type OrderStatus = Schemas['OrderStatus'];
export type Problem = Schemas['Problem'];
export type PutLine = Schemas['PutLine'];
export type Role = Schemas['Role'];
export type Session = Schemas['Session'];
export type SessionMode = Schemas['SessionMode'];
export type SignedIn = Schemas['SignedIn'];
export type Snapshot = Schemas['Snapshot'];
export type Staff = Schemas['Staff'];
export type Station = Schemas['Station'];
export type TableInfo = Schemas['TableInfo'];
export type TableStatus = Schemas['TableStatus'];
export type Ticket = Schemas['Ticket'];

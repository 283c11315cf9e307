/**
 * The names under which pages use the API's types. The types themselves are
 * generated from the OpenAPI document (`npm run types`), never written here.
 */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Allergen = Schemas['Allergen'];
export type BranchSettings = Schemas['BranchSettings'];
export type Call = Schemas['CallView'];
export type CallReason = Schemas['CallReason'];
export type CallStatus = Schemas['CallStatus'];
export type CardSheet = Schemas['CardSheet'];
export type Cart = Schemas['CartView'];
export type CartLine = Schemas['CartLineView'];
export type ChosenOption = Schemas['ChosenOption'];
export type Colleague = Schemas['Colleague'];
export type DaySales = Schemas['DaySales'];
export type Diet = Schemas['Diet'];
export type Figures = Schemas['Figures'];
export type Floor = Schemas['Floor'];
export type FloorSession = Schemas['FloorSession'];
export type FloorTable = Schemas['FloorTable'];
export type Guest = Schemas['GuestView'];
export type HourSales = Schemas['HourSales'];
export type ItemSales = Schemas['ItemSales'];
export type Joined = Schemas['Joined'];
export type KitchenBoard = Schemas['KitchenBoard'];
export type KitchenLine = Schemas['KitchenLine'];
export type KitchenOrder = Schemas['KitchenOrder'];
export type LineStatus = Schemas['LineStatus'];
export type Menu = Schemas['MenuView'];
export type MenuCategory = Schemas['CategoryView'];
export type MenuItem = Schemas['ItemView'];
export type MenuOption = Schemas['OptionView'];
export type Money = Schemas['Money'];
export type MovedOrder = Schemas['MovedOrder'];
export type OptionGroup = Schemas['OptionGroupView'];
export type Order = Schemas['OrderView'];
export type OrderLine = Schemas['OrderLineView'];
export type OrderStatus = Schemas['OrderStatus'];
export type OwnBranch = Schemas['OwnBranch'];
export type Party = Schemas['PartyView'];
export type PaymentMethod = Schemas['PaymentMethod'];
export type Problem = Schemas['Problem'];
export type PutLine = Schemas['PutLineRequest'];
export type QrPath = Schemas['QrPath'];
export type Role = Schemas['Role'];
export type Sales = Schemas['Sales'];
export type Session = Schemas['SessionView'];
export type SessionMode = Schemas['Mode'];
export type SignedIn = Schemas['SignedIn'];
export type Snapshot = Schemas['Snapshot'];
export type Staff = Schemas['StaffView'];
export type Station = Schemas['Station'];
export type TableCard = Schemas['TableCard'];
export type TableInfo = Schemas['TableLookup'];
export type TableList = Schemas['TableList'];
export type TableStatus = Schemas['TableStatus'];
export type Ticket = Schemas['TicketView'];

//! The DynamoDB table: one file per entity, [`keys`] owns every key.
//!
//! Every read that a decision stands on is strongly consistent. There is no scan. Every write
//! carries its condition, but for those that decide nothing: counters that only add (late facts
//! of figures; sequences of topics; order numbers), tickets, whose name nobody can guess, and
//! removals of what is the caller's own (a connection with its listeners), where twice is once.

mod account;
mod approval;
mod audit;
mod batch;
mod books;
mod branch;
mod branch_cache;
mod brand;
mod call;
mod cart;
mod check;
mod client;
mod codec;
mod commit;
mod counter;
mod dues;
mod dues_list;
mod error;
mod expression;
mod fact;
mod figures;
mod floor_plan;
mod guest;
mod idempotency;
mod menu;
mod menu_item;
mod message;
mod open_orders;
mod order;
mod order_number;
mod overrides;
mod packed;
mod party;
mod photo;
mod popular;
mod print_job;
mod printed;
mod rate;
mod realtime;
mod recent;
mod retry;
mod set_up;
mod settings;
mod sign_in;
mod staff_link;
mod status_screen;
mod stock;
mod table;
mod team;
mod till;

pub mod item;
pub mod keys;

pub use approval::Approval;
pub use books::{Booked, Booking};
pub use branch::Branch;
pub use brand::MakingBranch;
pub use call::Calling;
pub use cart::{EditError, is_sealed};
pub use client::Store;
pub use codec::{Item, read_item, write_item};
pub use counter::{CounterState, Keeping, NewCheck, NewTaken, OpeningCheck, Taking};
pub use dues::Settling;
pub use dues_list::DuesPage;
pub use error::StoreError;
pub use fact::{Fact, counted_at};
pub use figures::{Day, KeptFold, LateFacts};
pub use floor_plan::MakingTables;
pub use guest::{Arrival, Joining, Renaming};
pub use idempotency::Idempotent;
pub use keys::Row;
pub use menu::{Drafting, MAX_BRANCHES};
pub use message::Telling;
pub use open_orders::OpenOrders;
pub use order::{NewOrder, OrderingState, Placing, Saving};
pub use order_number::DrawnNumber;
pub use packed::unpack;
pub use party::Party;
pub use print_job::Printing;
pub use rate::{Full, Spent, Window};
pub use realtime::{Connection, Ticket};
pub use retry::{Retry, Tries};
pub use set_up::SettingUp;
pub use sign_in::Standing;
pub use staff_link::{Making, NewColleague, Using};
pub use table::{Asking, Recoding};
pub use till::{DayPrinted, Entered};

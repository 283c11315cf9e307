//! The restaurant's rules, pure: state, command and time in, changes or a [`DomainError`] out.
//!
//! No SDK type, clock or random source occurs in this crate, and none of its dependencies
//! does I/O.

pub mod account;
pub mod address;
pub mod audit;
pub mod bill;
#[cfg(feature = "testing")]
pub mod bill_fixtures;
pub mod branch;
mod branch_menu;
pub mod business_day;
pub mod call;
pub mod cart;
pub mod check;
pub mod claims;
pub mod colour;
pub mod combo;
pub mod combo_menu;
pub mod combo_price;
pub mod counter;
pub mod credentials;
mod currency;
pub mod customer;
pub mod draft;
pub mod exchange;
pub mod figures;
#[cfg(feature = "testing")]
pub mod fixtures;
pub mod floor_plan;
pub mod fold;
mod free;
pub mod guest;
pub mod hours;
pub mod id;
pub mod language;
pub mod limits;
pub mod look_alike;
pub mod looks;
pub mod menu;
mod menu_check;
pub mod menu_price;
mod menu_variant;
pub mod moment;
pub mod money;
pub mod name;
pub mod new_branch;
pub mod object;
pub mod offer;
pub mod order;
pub mod ordering;
pub mod overrides;
pub mod own_stations;
pub mod palette;
pub mod photo;
pub mod place;
pub mod placing;
pub mod popular;
pub mod price_list;
pub mod price_names;
pub mod price_of;
pub mod priced;
pub mod print_job;
pub mod printed;
pub mod printer;
pub mod progress;
mod ratio;
pub mod role;
#[cfg(feature = "openapi")]
mod schema;
pub mod serving_times;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod site;
pub mod site_origin;
pub mod slip;
pub mod staff;
pub mod staff_link;
pub mod status_board;
pub mod status_screen;
pub mod stock;
pub mod table;
pub mod taking;
pub mod team;
pub mod text;
pub mod topic;
pub mod transitions;
pub mod unpriced;
pub mod upi;
pub mod variant;
mod wall_clock;

mod error;
pub use error::{BadChoice, DomainError, Paused, WhichLine};

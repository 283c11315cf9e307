//! The flow over HTTP and WebSocket on the real functions: what must work, and what must
//! be refused without a trace. One binary for all of it, because linking is what costs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod abroad;
mod address;
mod bills;
mod branch;
mod branch_stations;
mod branches;
mod brand;
mod calls;
mod cards;
mod clocks;
mod combos;
mod contract;
mod counter;
mod dues;
mod edits;
mod evening;
mod figures;
mod figures_cost;
mod floor;
mod growth;
mod guests;
mod hours;
mod input;
mod languages;
mod large_files;
mod logs;
mod looks;
mod menu;
mod menu_editing;
mod menu_files;
mod menu_page;
mod owner_reset;
mod photos;
mod prices;
mod printing;
mod proxied;
mod receipts;
mod set_up;
mod sign_ins;
mod sockets;
mod status_screen;
mod stock;
mod tables;
mod taxes;
mod team;
mod till;
mod to_pay;
mod two_brands;
mod units;
mod variants;
mod walk;

//! Use cases: read, decide, commit, in this order and so often as it takes. A function only
//! parses its call before, and makes the answer's view after. A use case tells why it did
//! not do something by a [`Refusal`]; it knows nothing of HTTP.

pub mod access;
pub mod admit;
pub mod after_close;
pub mod approval;
pub mod asked;
pub mod branch;
pub mod brand;
mod by;
pub mod call;
pub mod cart;
pub mod check;
pub mod dues;
pub mod figures;
pub mod floor_plan;
pub mod intent;
pub mod join;
pub mod looks;
pub mod menu;
pub mod message;
mod number;
pub mod order;
pub mod own_menu;
pub mod photo;
pub mod place_order;
pub mod popular;
pub mod printed;
pub mod printing;
pub mod realtime;
pub mod receipt;
mod refusal;
pub mod session;
pub mod set_up;
pub mod settle;
pub mod sign_in;
pub mod site;
pub mod status_screen;
pub mod stock;
pub mod table;
pub mod take_order;
pub mod tax;
pub mod team;
pub mod till;

pub use by::By;
pub use refusal::Refusal;

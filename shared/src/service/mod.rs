//! Use cases of more than one step: read, decide, commit, in this order and so often as
//! it takes. A function only parses its call before, and answers after.

mod close_session;
mod count_orders;
mod place_order;
mod standing;

pub use close_session::close_session;
pub use count_orders::{OrderChange, count_orders};
pub use place_order::{OrderRequest, OrderTaken, place_order};
pub use standing::{StaffStanding, claims_stand, staff_stands};

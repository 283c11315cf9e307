//! Requests and answers. What a request does not name here is refused; what an answer
//! does not name here never leaves.

mod branch;
mod call;
mod floor;
mod guest;
mod kitchen;
mod menu;
mod order;
mod realtime;
mod session;
mod staff;
mod stats;

pub use branch::*;
pub use call::*;
pub use floor::*;
pub use guest::*;
pub use kitchen::*;
pub use menu::*;
pub use order::*;
pub use realtime::*;
pub use session::*;
pub use staff::*;
pub use stats::*;

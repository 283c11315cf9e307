//! Paper: what of orders is printed, printers and their jobs.

pub mod ask;
pub mod bill;
pub mod day;
pub mod epson;
pub mod kitchen;
pub mod pace;
pub mod printers;
pub mod queue;
pub mod star;

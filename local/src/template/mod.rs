//! The SAM template: what the stack runs.

mod model;

pub use model::*;

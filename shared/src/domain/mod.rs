//! The restaurant's rules, pure: state, command and time in, changes or a [`DomainError`] out.
//!
//! No SDK type, clock or random source occurs below this module.

pub mod analytics;
pub mod call;
pub mod cart;
pub mod check;
pub mod guest;
pub mod id;
pub mod menu;
pub mod money;
pub mod order;
pub mod place;
pub mod progress;
pub mod settings;
pub mod table;
pub mod text;
pub mod transitions;

mod error;
pub use error::DomainError;

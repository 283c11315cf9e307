//! What a change announces, to whom, and how it gets there.

pub mod announce;
pub mod connections;
pub mod event;
pub mod push;
pub mod stream;

pub use event::{Audience, Entity, Envelope, Event};

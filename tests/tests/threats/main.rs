//! Attacks and faults, each by its number in `docs/security.md`: what is tried, and that
//! nothing comes of it. On the real stack, in one binary, because linking is what costs.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bodies;
mod calls;
mod convergence;
mod elsewhere;
mod matrix;
mod operations;
mod orders;
mod overflow;
mod photos;
mod pins;
mod prices;
mod record;
mod roles;
mod rows;
mod sessions;
mod set_up;
mod sign_ins;
mod sockets;
mod team;
mod texts;
mod theft;
mod tokens;

//! Bad input: each with its code, and the table as it was.

mod bills;
mod counter;
mod floor;
mod joining;
mod lines;
mod orders;

pub(crate) use salver_tests::Scene;

//! The invented restaurant.
#[cfg(test)]
mod data_tests;

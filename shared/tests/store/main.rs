//! The store's code against a real DynamoDB API: the embedded store over HTTP, reached by
//! the unmodified SDK. What a single table cannot show by itself (conflicts, throttling)
//! is put into its answers, see [`wire`].

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test; clippy only knows the test functions themselves"
)]

mod accounts;
mod asked;
mod asking;
mod audit;
mod bills;
mod branches;
mod brands;
mod calls;
mod carts;
mod closing;
mod codes;
mod combos;
mod dues;
mod faults;
mod figures;
mod floor_plans;
mod hours;
mod leaving;
mod looks;
mod menus;
mod messages;
mod names;
mod numbers;
mod opening;
mod orders;
mod own_menus;
mod photos;
mod places;
mod placing;
mod popular;
mod prices;
mod realtime;
mod rounds;
mod samples;
mod sessions;
mod settings;
mod sign_ins;
mod sites;
mod standing;
mod steps;
mod stock;
mod taking;
mod team;
mod till;
mod to_pay;
mod tokens;
mod trips;
mod windows;
mod wire;
mod world;

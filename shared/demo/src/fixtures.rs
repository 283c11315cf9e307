//! The small restaurant of the domain's fixtures, as the tests of the store and of the
//! functions need it: with tokens, and to be written.

#![expect(
    clippy::unwrap_used,
    reason = "only tests see this module, and a fixture that cannot be made is a failed test"
)]

use salver_auth::guest_token::GuestToken;
use salver_domain::account::Person;
use salver_domain::check::Check;
use salver_domain::guest::Guest;

pub use salver_domain::fixtures::*;

use crate::seed::Seed;

/// The whole branch with the tables 1 to `tables`.
pub fn seed(tables: u32) -> Seed {
    Seed {
        profile: profile(),
        menu: menu(),
        stock: stock(),
        tables: (1..=tables).map(table).collect(),
        people: vec![Person {
            account: waiter(),
            memberships: vec![membership()],
        }],
        photos: Vec::new(),
    }
}

/// The guest `g<number>` of a party, new, with the token that it holds.
pub fn guest_with_token(check: &Check, number: u32) -> (Guest, GuestToken) {
    let guest = guest(check, number);
    let token = GuestToken::issue(check.id.clone(), guest.id.clone()).unwrap();
    let token_hash = token.hash();
    (
        Guest {
            token_hash,
            ..guest
        },
        token,
    )
}

//! A party: a check with all that belongs to it.

use std::collections::BTreeSet;

use super::client::Store;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::keys::{self, Row};

use salver_domain::call::Call;
use salver_domain::cart::Cart;
use salver_domain::check::Check;
use salver_domain::guest::Guest;
use salver_domain::id::CheckId;
use salver_domain::order::Order;
use salver_domain::transitions::CallStatus;

/// Everything that a party has.
#[derive(Debug)]
pub struct Party {
    /// The account.
    pub check: Check,
    /// In the order in which they joined.
    pub guests: Vec<Guest>,
    /// All carts of the session.
    pub carts: Vec<Cart>,
    /// In the order in which they were placed.
    pub orders: Vec<Order>,
    /// In the order in which they were made.
    pub calls: Vec<Call>,
}

/// How many calls that are done a picture of a party shows, the last ones.
const RESOLVED_SHOWN: usize = 50;

impl Party {
    /// The latest version of how the branch worked that anything of it was decided by.
    pub fn profile_version(&self) -> u64 {
        let carts = self.carts.iter().map(|cart| cart.profile_version);
        let orders = self.orders.iter().map(|order| order.profile_version);
        carts.chain(orders).max().unwrap_or(0)
    }

    /// The guests that a picture of the party shows: who is here, and whose name stands on
    /// something. A long evening has many others, who came and left.
    pub fn guests_shown(&self) -> impl Iterator<Item = &Guest> {
        let lines = self.carts.iter().flat_map(|cart| &cart.lines);
        let ordered = self.orders.iter().flat_map(|order| &order.lines);
        let named: BTreeSet<_> = lines
            .map(|line| &line.added_by.guest_id)
            .chain(ordered.map(|line| &line.added_by.guest_id))
            .chain(self.orders.iter().map(|order| &order.placed_by.guest_id))
            .collect();
        let guests = self.guests.iter();
        guests.filter(move |guest| guest.is_here() || named.contains(&guest.id))
    }

    /// The calls that a picture of the party shows: all that are not done, and the last of
    /// those that are.
    pub fn calls_shown(&self) -> impl Iterator<Item = &Call> {
        let is_done = |call: &Call| call.status == CallStatus::Resolved;
        let done = self.calls.iter().filter(|call| is_done(call)).count();
        let mut older = done.saturating_sub(RESOLVED_SHOWN);
        self.calls.iter().filter(move |call| {
            let is_older = is_done(call) && older > 0;
            older -= usize::from(is_older);
            !is_older
        })
    }
}

impl Store {
    /// A check with all that belongs to it, in one query.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn party(&self, id: &CheckId) -> Result<Option<Party>, StoreError> {
        party_of(self.query(&keys::check_partition(id), "").await?)
    }
}

/// What of a check's partition is its party.
pub(super) fn party_of(items: Vec<Item>) -> Result<Option<Party>, StoreError> {
    let mut check = None;
    let (mut guests, mut carts, mut orders) =
        (Vec::<Guest>::new(), Vec::new(), Vec::<Order>::new());
    let mut calls = Vec::<Call>::new();
    for item in items {
        match Row::of(&item) {
            Some(Row::Check(_)) => check = Some(read_item::<Check>(item)?),
            Some(Row::Guest(..)) => guests.push(read_item(item)?),
            Some(Row::Cart(..)) => carts.push(read_item(item)?),
            Some(Row::Order(_)) => orders.push(read_item(item)?),
            Some(Row::Call(_)) => calls.push(read_item(item)?),
            // Nothing else lies in a party's partition; what a later version puts there
            // is not ours to read.
            _ => {}
        }
    }
    guests.sort_by_key(|g| (g.number, g.joined_at));
    orders.sort_by_key(|o| (o.placed_at, o.number));
    calls.sort_by_key(|c| c.opened_at);
    Ok(check.map(|check| Party {
        check,
        guests,
        carts,
        orders,
        calls,
    }))
}

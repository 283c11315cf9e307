//! What stands in the table, and that nothing of it is half-written.

use std::collections::{BTreeMap, BTreeSet};

use salver::domain::id::{BranchId, CheckId};
use salver::domain::order::Order;
use salver::domain::transitions::{CallStatus, TableStatus};
use salver::store::{Party, Store};

/// All that a branch has: its open sessions, and those that somebody asked for.
#[derive(Debug)]
pub struct Books {
    /// By session.
    pub parties: BTreeMap<CheckId, Party>,
}

impl Books {
    /// Reads them and asserts what must hold after every write, however its function ended:
    /// tables and sessions name each other, accounts are the sum of their orders, and the
    /// index holds what is open and nothing else.
    ///
    /// # Panics
    /// When something is half-written, or more is open than a board holds.
    pub async fn balanced(store: &Store, branch: &str, sessions: &[String]) -> Self {
        let branch: BranchId = branch.parse().unwrap();
        let tables = store.tables(&branch).await.unwrap();
        let open = store.open_checks(&branch).await.unwrap();
        let at_tables = open.iter().filter(|check| check.place.table().is_some());
        let at_tables: BTreeSet<CheckId> = at_tables.map(|check| check.id.clone()).collect();
        let open: BTreeSet<CheckId> = open.into_iter().map(|check| check.id).collect();
        let mut wanted = open.clone();
        wanted.extend(sessions.iter().map(|s| s.parse::<CheckId>().unwrap()));
        let mut parties = BTreeMap::new();
        for id in wanted {
            let party = store.party(&id).await.unwrap();
            parties.insert(id, party.unwrap());
        }
        let seated: BTreeSet<CheckId> = tables.iter().filter_map(|t| t.session.clone()).collect();
        assert_eq!(
            seated, at_tables,
            "tables and open sessions name each other"
        );
        for table in &tables {
            let taken = matches!(table.status, TableStatus::Occupied | TableStatus::Billed);
            assert_eq!(table.session.is_some(), taken, "{table:?}");
            if let Some(session) = &table.session {
                let at = parties[session].check.place.table().map(|table| &table.id);
                assert_eq!(at, Some(&table.id));
            }
        }
        let books = Self { parties };
        for party in books.parties.values() {
            account(party);
            assert_eq!(party.check.is_open(), open.contains(&party.check.id));
        }
        let indexed = store.open_orders(&branch).await.unwrap();
        assert_eq!(indexed.more, 0, "more is open than one reading holds");
        let indexed: Vec<_> = indexed.orders.into_iter().map(|order| order.id).collect();
        let orders = books.orders().filter(|order| order.status.is_open());
        let is_open: BTreeSet<_> = orders.map(|order| order.id.clone()).collect();
        let unique: BTreeSet<_> = indexed.iter().cloned().collect();
        assert_eq!(
            indexed.len(),
            unique.len(),
            "an order is twice in the index"
        );
        assert_eq!(unique, is_open, "the index holds the open orders");
        let indexed = store.open_calls(&branch).await.unwrap();
        let indexed: BTreeSet<_> = indexed.into_iter().map(|call| call.id).collect();
        let calls = books.parties.values().flat_map(|party| &party.calls);
        let is_open = calls.filter(|call| call.status != CallStatus::Resolved);
        let is_open: BTreeSet<_> = is_open.map(|call| call.id.clone()).collect();
        assert_eq!(indexed, is_open, "the index holds the open calls");
        let mut numbers = BTreeSet::new();
        for order in books.orders() {
            let number = (&order.business_day, order.number);
            assert!(
                numbers.insert(number),
                "a number was given twice: {order:?}"
            );
        }
        books
    }

    /// All orders of all sessions that were read.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.parties.values().flat_map(|party| &party.orders)
    }

    /// One session.
    ///
    /// # Panics
    /// When it was not read.
    pub fn party(&self, session: &str) -> &Party {
        &self.parties[&session.parse::<CheckId>().unwrap()]
    }
}

/// The account is the sum of its orders, every phone is counted, and no line stands twice.
fn account(party: &Party) {
    let check = &party.check;
    let total: i64 = party.orders.iter().map(|order| order.total.minor).sum();
    assert_eq!(check.total.minor, total, "{check:?}");
    let count = |number: u32| usize::try_from(number).unwrap();
    assert_eq!(count(check.order_count), party.orders.len(), "{check:?}");
    let lines = party.orders.iter().map(|order| order.lines.len());
    assert_eq!(count(check.line_count), lines.sum::<usize>(), "{check:?}");
    assert_eq!(count(check.joined_count), party.guests.len(), "{check:?}");
    let here = party.guests.iter().filter(|guest| guest.is_here());
    assert_eq!(count(check.guest_count), here.count(), "{check:?}");
    let ordered = party.orders.iter().flat_map(|order| &order.lines);
    let mut lines: Vec<_> = ordered.map(|line| &line.id).collect();
    lines.extend(party.carts.iter().flat_map(|c| &c.lines).map(|l| &l.id));
    let unique: BTreeSet<_> = lines.iter().collect();
    assert_eq!(unique.len(), lines.len(), "a line stands twice: {lines:?}");
}

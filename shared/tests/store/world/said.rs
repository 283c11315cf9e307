//! What the tests say and write, with as little said as can be.

use std::sync::LazyLock;

use jiff::Timestamp;
use salver::auth::guest_token::GuestToken;
use salver::domain::audit::{Actor, AuditEntry, Deed, Origin};
use salver::domain::cart::{Cart, PutLine};
use salver::domain::check::{Check, Mode};
use salver::domain::guest::Guest;
use salver::domain::id::CheckId;
use salver::domain::money::Currency;
use salver::domain::placing::{PlaceOrder, Placement};
use salver::domain::stock::Stock;
use salver::service::By;
use salver::service::intent::{Answer, Intent};
use salver::service::place_order::OrderRequest;
use salver::store::{Arrival, NewOrder, Store};
use salver_demo::fixtures::{line, menu, moment, now, order_for, stock};

use super::World;

/// A party whose phones have joined.
pub struct Party {
    pub id: CheckId,
    /// As it was opened.
    pub check: Check,
    pub guests: Vec<(Guest, GuestToken)>,
}

impl Party {
    pub fn guest(&self, number: usize) -> &Guest {
        &self.guests[number - 1].0
    }

    /// The cart that a phone edits, as it is now.
    pub async fn cart(&self, store: &Store, number: usize) -> Cart {
        let guest = &self.guest(number).id;
        let mut state = store.ordering_state(&self.id, guest, None).await.unwrap();
        state.cart(&state.check.clone().unwrap(), guest)
    }

    /// A phone makes a line so.
    pub async fn put(&self, store: &Store, number: usize, line: &PutLine) -> Cart {
        let cart = self.cart(store, number).await;
        let by = self.guest(number).as_adder();
        store
            .edit_cart(&self.check, cart, |cart| {
                cart.put(&menu(), &moment(&stock()), line, &by)
            })
            .await
            .unwrap()
    }

    /// What a phone sends to order `cart`.
    pub fn order(&self, number: usize, key: &str, cart: &Cart) -> OrderRequest {
        self.request(number, key, order_for(cart))
    }

    pub fn request(&self, number: usize, key: &str, command: PlaceOrder) -> OrderRequest {
        let (guest, token) = &self.guests[number - 1];
        let scope = format!("{}.{}", self.id, guest.id);
        let body = format!("{command:?}");
        let intent = Intent::new(scope, key, "POST /api/v1/orders", body.as_bytes());
        OrderRequest {
            token: token.clone(),
            intent,
            command,
            by: by(now()),
        }
    }
}

/// Nobody in particular, at a time.
pub fn by(at: Timestamp) -> By {
    By {
        who: Actor::Nobody,
        origin: Origin::default(),
        at,
    }
}

/// An answer of which the text is not what is tested.
pub fn answer(body: &str) -> Answer {
    Answer {
        location: "/somewhere".to_owned(),
        body: body.to_owned(),
        replayed: false,
    }
}

/// An entry for a commit of which the record is not what is tested; it stands elsewhere.
pub fn deed() -> AuditEntry {
    let elsewhere = "elsewhere".parse().unwrap();
    by(now()).entry(&elsewhere, Deed::PartyChanged).unwrap()
}

/// A phone that comes: one that is known had its place.
pub fn arrival(guest: &Guest) -> Arrival<'_> {
    Arrival {
        guest,
        was_here: guest.version > 1,
        instead_of: None,
        takes_name: false,
    }
}

/// A party at table `table` with a tikka in its cart.
pub async fn hungry(world: &World, table: u32) -> Party {
    let party = world.party(table, Mode::Family, 1).await;
    let tikka = line("a", "tikka", 1, &[]);
    party.put(&world.store, 1, &tikka).await;
    party
}

/// An order as it is committed, decided on `before` and on the stock of the fixtures.
pub fn new_order<'a>(before: &'a Check, decided: &'a Placement, cart: &'a Cart) -> NewOrder<'a> {
    static STOCK: LazyLock<Stock> = LazyLock::new(stock);
    NewOrder {
        order: &decided.order,
        before,
        after: &decided.check,
        cart,
        stock: &STOCK,
        jobs: &[],
    }
}

pub fn empty_cart() -> Cart {
    Cart::empty("family", Currency::INR)
}

//! The calls that `place-order` makes at the store, made by the SDK without the product
//! around them.

use jiff::Timestamp;
use salver::auth::secret;
use salver::domain::audit::{Actor, AuditEntry, Deed, Origin};
use salver::domain::business_day::BusinessDay;
use salver::domain::cart::Cart;
use salver::domain::check::Check;
use salver::domain::id::{CheckId, GuestId, OrderId};
use salver::domain::placing::{Naming, PlaceOrder, Placement, Situation, place};
use salver::domain::stock::Stock;
use salver::service::intent::{Answer, Intent};
use salver::store::{DrawnNumber, Idempotent, NewOrder, Placing, Store};

use super::crowd::Guest;

/// An order that is decided and not yet committed.
pub(crate) struct Decided {
    placement: Placement,
    before: Check,
    stock: Stock,
    cart: Cart,
    record: Idempotent,
    entry: AuditEntry,
    store: Store,
    now: Timestamp,
}

/// What the first round trip brings.
pub(crate) struct Read {
    state: salver::store::OrderingState,
    number: DrawnNumber,
    check: CheckId,
    guest: GuestId,
    key: String,
}

/// The first round trip: what is decided on beside the number.
pub(crate) async fn read(store: &Store, guest: &Guest, day: BusinessDay) -> Read {
    let token = guest.phone.caller.token();
    let check: CheckId = token.split('.').next().unwrap().parse().unwrap();
    let id: GuestId = guest.phone.guest.parse().unwrap();
    let key = salver_tests::key();
    let scope = format!("bench:{id}");
    let branch = check.branch();
    let (state, number) = tokio::try_join!(
        store.ordering_state(&check, &id, Some((&scope, &key))),
        store.draw_number(&branch, day),
    )
    .unwrap();
    Read {
        state,
        number,
        check,
        guest: id,
        key,
    }
}

/// What is decided and written in between: the product's own code, which is not timed.
pub(crate) async fn decide(
    store: &Store,
    mut read: Read,
    day: BusinessDay,
    now: Timestamp,
) -> Decided {
    let check = read.state.check.take().unwrap();
    let guest = read.state.guest.take().unwrap();
    let stock = read.state.stock.take().unwrap();
    let cart = read.state.cart(&check, &read.guest);
    let branch = store
        .branch(&check.branch_id, &stock)
        .await
        .unwrap()
        .unwrap();
    let situation = Situation {
        check: &check,
        guest: &guest,
        cart: &cart,
        menu: &branch.menu,
        stock: &stock,
        profile: &branch.profile,
    };
    let command = PlaceOrder {
        cart_version: cart.version,
        expected_total: Some(cart.total),
        payment_method: None,
        note: None,
    };
    let naming = Naming {
        id: OrderId::new(&read.check, &secret::unique(now).unwrap()).unwrap(),
        number: read.number.number,
        business_day: day,
    };
    let placement = place(situation, &command, naming, now).unwrap();
    let order = &placement.order;
    let location = format!("/api/v1/orders/{}", order.id);
    let answer = Answer::new(location, &salver::wire::order::OrderView::from(order)).unwrap();
    let scope = format!("bench:{}", read.guest);
    let intent = Intent::new(scope, &read.key, "POST /orders", answer.body.as_bytes());
    let record = intent.record(&answer, now);
    let who = Actor::Guest {
        id: guest.id,
        session: check.id.clone(),
    };
    let origin = Origin::default();
    let entry = AuditEntry::new(
        secret::unique(now).unwrap(),
        &order.branch_id,
        who,
        Deed::OrderPlaced,
        &origin,
        now,
    );
    let entry = entry.about(&order.id);
    let entry = entry
        .with("number", order.number)
        .with("total", order.total.minor);
    Decided {
        store: store.clone(),
        placement,
        before: check,
        stock,
        entry,
        cart,
        record,
        now,
    }
}

/// The second round trip: the bare transaction.
pub(crate) async fn commit(decided: &Decided) {
    let Decided {
        store,
        placement,
        before,
        stock,
        cart,
        record,
        entry,
        now,
    } = decided;
    let new = NewOrder {
        order: &placement.order,
        before,
        after: &placement.check,
        cart,
        stock,
    };
    let placing = store.place(new, record, entry, *now).await.unwrap();
    assert!(matches!(placing, Placing::Placed), "{placing:?}");
}

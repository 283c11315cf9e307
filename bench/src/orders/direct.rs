//! The calls that `place-order` makes at the store, made by the SDK without the product
//! around them.

use jiff::Timestamp;
use salver::auth::secret;
use salver::domain::business_day::BusinessDay;
use salver::domain::cart::Cart;
use salver::domain::check::Check;
use salver::domain::id::{CheckId, GuestId, OrderId};
use salver::domain::placing::{Naming, PlaceOrder, Placement, Situation, place};
use salver::domain::stock::Stock;
use salver::store::{DrawnNumber, NewOrder, Placing, Store};

use super::crowd::Guest;

/// An order that is decided and not yet committed.
pub(crate) struct Decided {
    placement: Placement,
    before: Check,
    stock: Stock,
    cart: Cart,
    store: Store,
}

/// What the first round trip brings.
pub(crate) struct Read {
    state: salver::store::OrderingState,
    number: DrawnNumber,
    check: CheckId,
    guest: GuestId,
}

/// The first round trip: what is decided on beside the number.
pub(crate) async fn read(store: &Store, guest: &Guest, day: BusinessDay) -> Read {
    let token = guest.phone.caller.token();
    let check: CheckId = token.split('.').next().unwrap().parse().unwrap();
    let id: GuestId = guest.phone.guest.parse().unwrap();
    let branch = check.branch();
    let (state, number) = tokio::try_join!(
        store.ordering_state(&check, &id, Some(id.as_str())),
        store.draw_number(&branch, day),
    )
    .unwrap();
    Read {
        state,
        number,
        check,
        guest: id,
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
        cart_id: Some(cart.id.parse().unwrap()),
        cart_version: cart.version,
        expected_total: Some(cart.total),
        expected_to_pay: None,
        payment_method: None,
        note: None,
    };
    let naming = Naming {
        id: OrderId::new(&read.check, &secret::unique(now).unwrap()).unwrap(),
        request_hash: Some("0123456789abcdef".to_owned()),
        number: read.number.number,
        business_day: day,
    };
    let placement = place(situation, &command, naming, now).unwrap();
    Decided {
        store: store.clone(),
        placement,
        before: check,
        stock,
        cart,
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
    } = decided;
    let new = NewOrder {
        order: &placement.order,
        before,
        after: &placement.check,
        cart,
        stock,
        jobs: &[],
    };
    let placing = store.place(new).await.unwrap();
    assert!(matches!(placing, Placing::Placed), "{placing:?}");
}

//! Several phones at one cart.

use std::sync::Arc;

use salver::domain::DomainError;
use salver::domain::check::Mode;
use salver::service::place_order::place_order;
use salver::store::EditError;
use salver_demo::fixtures::{adder, inr, line, menu, moment, stock};

use crate::world::{World, empty_cart, together};

const PHONES: u32 = 8;
const EDITS: u32 = 25;
/// Lines of each phone; all of them fit one cart.
const LINES: u32 = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_phones_at_one_cart_lose_nothing() {
    let world = World::new().await;
    let party = Arc::new(world.party(1, Mode::Family, PHONES).await);
    let phones = (1..=PHONES).map(|phone| {
        let (store, party) = (world.store.clone(), Arc::clone(&party));
        async move {
            for edit in 0..EDITS {
                let id = format!("p{phone}-{}", edit % LINES);
                // Each edit says another quantity, so each is a change.
                party
                    .put(&store, phone as usize, &line(&id, "water", edit + 1, &[]))
                    .await;
            }
        }
    });
    together(phones).await;
    let cart = party.cart(&world.store, 1).await;
    assert_eq!(
        cart.version,
        u64::from(PHONES * EDITS),
        "each edit counted once"
    );
    assert_eq!(cart.lines.len(), (PHONES * LINES) as usize);
    let mut pieces = 0;
    for phone in 1..=PHONES {
        for number in 0..LINES {
            let id = format!("p{phone}-{number}");
            let seen = cart.lines.iter().find(|l| l.id.as_str() == id).unwrap();
            let last = (0..EDITS)
                .rev()
                .find(|edit| edit % LINES == number)
                .unwrap()
                + 1;
            assert_eq!(seen.quantity, last, "{id}");
            assert_eq!(seen.added_by.guest_id.as_str(), format!("g{phone}"), "{id}");
            pieces += last;
        }
    }
    assert_eq!(cart.total, inr(i64::from(pieces) * 4_000));
}

#[tokio::test]
async fn an_edit_on_a_stale_cart_is_made_on_the_one_there_is() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 2).await;
    let stale = party
        .put(&world.store, 1, &line("a", "water", 1, &[]))
        .await;
    party
        .put(&world.store, 2, &line("b", "tikka", 1, &[]))
        .await;
    let put = line("c", "water", 2, &[]);
    let edit = |cart: &_| {
        salver::domain::cart::Cart::put(cart, &menu(), &moment(&stock()), &put, &adder())
    };
    // Nobody has written the cart that both of these think they know.
    for seen in [stale, empty_cart()] {
        let cart = world
            .store
            .edit_cart(&party.check, seen, edit)
            .await
            .unwrap();
        let ids: Vec<_> = cart.lines.iter().map(|l| l.id.as_str()).collect();
        assert_eq!((ids, cart.version), (vec!["a", "b", "c"], 3));
    }
}

#[tokio::test]
async fn what_changes_nothing_is_not_written() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "water", 1, &[]))
        .await;
    world.wire.take();
    let id = "nothing".parse().unwrap();
    let same = world
        .store
        .edit_cart(&party.check, cart.clone(), |c| c.remove(&id))
        .await
        .unwrap();
    assert_eq!(same, cart);
    let refused = world
        .store
        .edit_cart(&party.check, cart, |_| Err(DomainError::CartEmpty))
        .await;
    assert!(matches!(
        refused,
        Err(EditError::Domain(DomainError::CartEmpty))
    ));
    assert_eq!(world.wire.take(), []);
}

#[tokio::test]
async fn a_late_edit_does_not_bring_an_ordered_line_back() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 2).await;
    let put = line("a", "water", 1, &[]);
    let seen = party.put(&world.store, 1, &put).await;
    place_order(&world.store, &party.order(2, "key-0001", &seen))
        .await
        .unwrap();
    let edit = |cart: &_| {
        salver::domain::cart::Cart::put(
            cart,
            &menu(),
            &moment(&stock()),
            &line("a", "water", 2, &[]),
            &adder(),
        )
    };
    let refused = world.store.edit_cart(&party.check, seen, edit).await;
    assert!(matches!(refused, Err(EditError::Changed(_))), "{refused:?}");
    assert_eq!(party.cart(&world.store, 1).await.lines, []);
}

#[tokio::test]
async fn phones_that_pay_alone_have_their_own_carts() {
    let world = World::new().await;
    let party = world.party(1, Mode::Individual, 2).await;
    party
        .put(&world.store, 1, &line("a", "water", 1, &[]))
        .await;
    party
        .put(&world.store, 2, &line("a", "tikka", 1, &[]))
        .await;
    let totals = [
        party.cart(&world.store, 1).await.total,
        party.cart(&world.store, 2).await.total,
    ];
    assert_eq!(totals, [inr(4_000), inr(32_000)]);
}

//! An order stands exactly once, whoever presses how often.

use salver::api::{Code, Problem};
use salver::domain::check::Mode;
use salver::domain::transitions::CheckStatus;
use salver::service::place_order::{OrderRequest, place_order};
use salver_demo::fixtures::{branch, inr, later, line};
use serde_json::Value;

use crate::world::{World, together};

fn json(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threat_01_the_same_key_twenty_times_is_one_order() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    party
        .put(&world.store, 1, &line("a", "dosa", 2, &["regular"]))
        .await;
    let cart = party
        .put(&world.store, 1, &line("b", "water", 1, &[]))
        .await;
    let posts = (0..20).map(|_| {
        let (store, request) = (world.store.clone(), party.order(1, "key-0001", &cart));
        async move { place_order(&store, &request).await.unwrap() }
    });
    let taken = together(posts).await;
    assert_eq!(taken.iter().filter(|t| !t.replayed).count(), 1);
    assert!(
        taken
            .iter()
            .all(|t| t.body == taken[0].body && t.location == taken[0].location)
    );

    let check = world.recounted(&party.id).await;
    assert_eq!((check.order_count, check.total), (1, inr(28_000)));
    assert_eq!(check.status, CheckStatus::SentToKitchen);
    let after = party.cart(&world.store, 1).await;
    assert_eq!((after.lines.len(), after.version), (0, cart.version + 1));
    let open = world.store.open_orders(&branch()).await.unwrap().orders;
    assert_eq!(open.len(), 1);
    assert_eq!(json(&taken[0].body)["id"], open[0].id.as_str());
    assert_eq!(taken[0].location, format!("/api/v1/orders/{}", open[0].id));
}

#[tokio::test]
async fn threat_04_the_same_key_with_another_body_writes_nothing() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 2).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    let next = party
        .put(&world.store, 1, &line("b", "tikka", 1, &[]))
        .await;
    let refused = place_order(&world.store, &party.order(1, "key-0001", &next))
        .await
        .unwrap_err();
    let refused = Problem::from(refused);
    assert_eq!(
        (refused.code, refused.status),
        (Code::IdempotencyKeyReused, 422)
    );
    assert_eq!(world.recounted(&party.id).await.order_count, 1);
    assert_eq!(party.cart(&world.store, 1).await, next);
    // Keys are each guest's own.
    let other = place_order(&world.store, &party.order(2, "key-0001", &next))
        .await
        .unwrap();
    assert!(!other.replayed);
    assert_eq!(world.recounted(&party.id).await.order_count, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threat_06_of_two_phones_with_the_same_cart_one_wins() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 2).await;
    world.unlimited(&party.id).await;
    for round in 0..25_u32 {
        let cart = party
            .put(
                &world.store,
                1,
                &line(&format!("l{round}"), "water", 1, &[]),
            )
            .await;
        let posts = [1, 2].map(|phone| {
            let key = format!("key-{round:04}-{phone}");
            let (store, request) = (world.store.clone(), party.order(phone, &key, &cart));
            async move { place_order(&store, &request).await }
        });
        let said = together(posts).await;
        let (won, lost): (Vec<_>, Vec<_>) = said.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 1), "round {round}");
        let problem = Problem::from(lost.into_iter().next().unwrap().unwrap_err());
        assert_eq!((problem.code, problem.status), (Code::CartChanged, 409));
        let seen = &problem.extras["cart"];
        assert_eq!(
            seen["version"],
            cart.version + 1,
            "it comes with the cart there is"
        );
        assert_eq!(seen["lines"], Value::Array(Vec::new()));
        assert_eq!(world.recounted(&party.id).await.order_count, round + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn orders_of_several_phones_add_up() {
    let world = World::new().await;
    let party = std::sync::Arc::new(world.party(1, Mode::Individual, 4).await);
    let phones = (1..=4).map(|phone| {
        let (store, party) = (world.store.clone(), std::sync::Arc::clone(&party));
        async move {
            for round in 0..5 {
                let line = line(&format!("p{phone}-{round}"), "tikka", 1, &[]);
                let cart = party.put(&store, phone, &line).await;
                let request = party.order(phone, &format!("key-{round:04}"), &cart);
                place_order(&store, &request).await.unwrap();
            }
        }
    });
    together(phones).await;
    let check = world.recounted(&party.id).await;
    assert_eq!((check.order_count, check.total), (20, inr(20 * 32_000)));
    let orders = world.store.orders_of(&party.id).await.unwrap();
    assert_eq!(
        check.last_order_at,
        orders.iter().map(|o| o.placed_at).max()
    );
    let mut numbers: Vec<_> = orders.iter().map(|o| o.number).collect();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), 20, "no number twice");
}

/// Refusals, each with its code, after which nothing has changed.
#[tokio::test]
async fn refusals_change_nothing() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let good = || party.order(1, "key-0001", &cart);
    let before = world.store.party(&party.id).await.unwrap().unwrap();
    let check = async |what: &str, request: OrderRequest, code: Code| {
        let problem = place_order(&world.store, &request).await.unwrap_err();
        let problem = Problem::from(problem);
        assert_eq!(problem.code, code, "{what}: {problem:?}");
        let after = world.store.party(&party.id).await.unwrap().unwrap();
        assert_eq!(
            (&after.check, &after.carts),
            (&before.check, &before.carts),
            "{what}"
        );
        assert_eq!(after.orders, [], "{what}");
    };
    let mut request = good();
    request.command.cart_version -= 1;
    check("stale", request, Code::CartChanged).await;
    let mut request = good();
    request.command.expected_total = Some(inr(1));
    check("price", request, Code::PricesChanged).await;
    let mut request = good();
    request.by.at = later(8 * 3600);
    check("token over", request, Code::TokenExpired).await;
    let mut request = good();
    request.token = stranger("lane_check1", "g1");
    check("wrong secret", request, Code::Unauthenticated).await;
    let mut request = good();
    request.token = stranger("lane_check1", "g9");
    check("unknown guest", request, Code::Unauthenticated).await;
    let mut request = good();
    request.token = stranger("lane_elsewhere", "g1");
    check("unknown session", request, Code::Unauthenticated).await;
    let mut request = good();
    request.token = stranger("nowhere_check1", "g1");
    check("unknown branch", request, Code::Unauthenticated).await;
    // The ID of the shared cart as a guest's: the two keys are one.
    let mut request = good();
    request.token = stranger("lane_check1", "family");
    check("guest named family", request, Code::Unauthenticated).await;
    let paused = salver::domain::stock::Stock {
        ordering_open: false,
        ..salver_demo::fixtures::stock()
    };
    world
        .seeder
        .overwrite_stock(&branch(), &paused)
        .await
        .unwrap();
    check("paused", good(), Code::OrderingPaused).await;
    let sold_out = ["tikka".parse().unwrap()].into();
    let gone = salver::domain::stock::Stock {
        sold_out,
        ..salver_demo::fixtures::stock()
    };
    world
        .seeder
        .overwrite_stock(&branch(), &gone)
        .await
        .unwrap();
    check("sold out", good(), Code::ItemSoldOut).await;
}

fn stranger(check: &str, guest: &str) -> salver::auth::guest_token::GuestToken {
    let (check, guest) = (check.parse().unwrap(), guest.parse().unwrap());
    salver::auth::guest_token::GuestToken::issue(check, guest).unwrap()
}

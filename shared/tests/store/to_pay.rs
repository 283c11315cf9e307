//! What is to be paid goes by the rules of the branch's business day, to the second.

use jiff::Timestamp;
use salver::api::{Code, Problem};
use salver::domain::bill::tax::TaxRules;
use salver::domain::branch::Profile;
use salver::domain::business_day::ClosingHour;
use salver::domain::check::Mode;
use salver::domain::money::BasisPoints;
use salver::service::cart;
use salver::service::place_order::place_order;
use salver_demo::fixtures::{gst, inr, later, line, now, profile};
use serde_json::{Value, json};

use crate::world::{Party, World, by, deed};

/// Seconds until the branch's day ends: it is seven in the evening in India.
const ENDS: i64 = 3_600;

/// 5 % until eight, and 18 % from then on.
async fn taxed(world: &World) {
    let mut eighteen = TaxRules {
        round_to: None,
        ..gst()
    };
    for tax in eighteen.classes.values_mut().flatten() {
        tax.rate_bp = BasisPoints(900);
    }
    let mut next = Profile {
        closing_hour: ClosingHour::new(20).unwrap(),
        version: 2,
        ..profile()
    };
    let (today, tomorrow) = (next.business_day(now()), next.business_day(later(ENDS)));
    assert!(today < tomorrow && next.business_day(later(ENDS - 1)) == today);
    next.taxes.rules.insert(today, gst());
    next.taxes.rules.insert(tomorrow, eighteen);
    assert!(
        world
            .store
            .save_profile(&next, None, &deed())
            .await
            .unwrap()
    );
}

async fn shown(world: &World, party: &Party, at: Timestamp) -> Value {
    let standing = cart::read(&world.store, &party.guests[0].1, at).await;
    let standing = standing.unwrap();
    let view = cart::view(&world.store, &standing, &standing.cart, at).await;
    json!(view.unwrap())
}

#[tokio::test]
async fn rules_of_tomorrow_count_when_the_business_day_of_the_branch_ends() {
    let world = World::new().await;
    taxed(&world).await;
    let party = world.party(1, Mode::Family, 1).await;
    let token = &party.guests[0].1;
    let standing = cart::read(&world.store, token, now()).await.unwrap();
    let water = line("a", "water", 2, &[]);
    let cart = cart::put(&world.store, &standing, &water, now()).await;
    let cart = cart.unwrap();
    assert_eq!(cart.total, inr(8_000));
    let to_pay = |view: &Value| view["to_pay"]["minor"].as_i64().unwrap();
    assert_eq!(to_pay(&shown(&world, &party, later(ENDS - 1)).await), 8_400);
    assert_eq!(to_pay(&shown(&world, &party, later(ENDS)).await), 9_440);

    // Seen a second before the end, sent with it: they are asked first.
    let mut order = party.order(1, "key-0001", &cart);
    order.command.expected_to_pay = Some(inr(8_400));
    order.by = by(later(ENDS));
    let refused = place_order(&world.store, &order).await.unwrap_err();
    let refused = Problem::from(refused);
    assert_eq!(refused.code, Code::PricesChanged);
    assert_eq!(to_pay(&refused.body("r")["cart"]), 9_440);
    order.by = by(later(ENDS - 1));
    let placed = place_order(&world.store, &order).await.unwrap();
    let placed: Value = serde_json::from_str(&placed.body).unwrap();
    assert_eq!(to_pay(&placed), 8_400);
    // Asked again after midnight, whoever placed it hears what they heard then.
    order.by = by(later(ENDS));
    let again = place_order(&world.store, &order).await.unwrap();
    assert!(again.replayed);
    let again: Value = serde_json::from_str(&again.body).unwrap();
    assert_eq!(again, placed);
}

/// A process that knows nothing reads how the branch works once, and then no more.
#[tokio::test]
async fn a_cart_that_is_only_looked_at_needs_the_profile_alone() {
    let world = World::new().await;
    taxed(&world).await;
    let party = world.party(1, Mode::Family, 1).await;
    let cold = world.cold();
    assert!(cold.remembered_profile(&party.id.branch()).is_none());
    let standing = cart::read(&cold, &party.guests[0].1, now()).await.unwrap();
    let view = cart::view(&cold, &standing, &standing.cart, now()).await;
    assert_eq!(view.unwrap().to_pay, Some(inr(0)));
    let known = cold.remembered_profile(&party.id.branch());
    assert_eq!(known.unwrap().version, 2);
}

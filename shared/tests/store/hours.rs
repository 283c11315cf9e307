//! Opening hours: guests order within them, and what they have is kept over their edges.

use jiff::Timestamp;
use salver::api::{Code, Problem};
use salver::domain::branch::Profile;
use salver::domain::check::Mode;
use salver::domain::hours::{OpeningHours, OpeningTime, Weekday};
use salver::domain::price_list::Channel;
use salver::domain::settings::ChangeSettings;
use salver::domain::stock::Pause;
use salver::service::branch::change_settings;
use salver::service::cart;
use salver::service::place_order::{OrderRequest, place_order};
use salver::service::stock::set_ordering;
use salver::wire::menu::MenuView;
use salver::wire::stock::StockView;
use salver_demo::fixtures::{branch, later, line, menu, now, profile, stock};
use serde_json::{Value, json};

use crate::world::{World, by};

/// A Friday's hours in India, where it is seven in the evening: until half past, and from eight.
fn evening() -> OpeningHours {
    let friday = |opens: &str, closes: &str| OpeningTime {
        day: Weekday::Friday,
        opens: opens.parse().unwrap(),
        closes: closes.parse().unwrap(),
    };
    let times = vec![friday("12:00", "19:30"), friday("20:00", "01:00")];
    OpeningHours::parse(times, []).unwrap()
}

const CLOSES: i64 = 30 * 60;
const OPENS: i64 = 60 * 60;

async fn refused(world: &World, request: &OrderRequest) -> Value {
    let problem = place_order(&world.store, request).await.unwrap_err();
    let problem = Problem::from(problem);
    assert_eq!(problem.code, Code::BranchClosed, "{problem:?}");
    problem.body("r")["opens_at"].clone()
}

#[tokio::test]
async fn an_order_is_taken_until_it_closes_and_the_cart_waits_until_it_opens() {
    let world = World::new().await;
    let wish = ChangeSettings {
        opening_hours: Some(evening()),
        ..ChangeSettings::default()
    };
    let changed = change_settings(&world.store, &branch(), (&wish, None), &by(now())).await;
    assert_eq!(changed.unwrap().opening_hours, evening());
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let mut request = party.order(1, "key-0001", &cart);
    request.by.at = later(CLOSES - 1);
    let taken = place_order(&world.store, &request).await.unwrap();

    // The answer was lost, and the branch has closed meanwhile: it is told again.
    request.by.at = later(CLOSES);
    let again = place_order(&world.store, &request).await.unwrap();
    assert_eq!((again.replayed, &again.body), (true, &taken.body));

    let cart = party
        .put(&world.store, 1, &line("b", "water", 1, &[]))
        .await;
    let mut request = party.order(1, "key-0002", &cart);
    request.by.at = later(CLOSES);
    let opens_at = json!(later(OPENS));
    assert_eq!(refused(&world, &request).await, opens_at);
    request.by.at = later(OPENS - 1);
    assert_eq!(refused(&world, &request).await, opens_at);
    assert_eq!(party.cart(&world.store, 1).await, cart);
    // It can still be filled, and is sent with the same key once it is open.
    let at = cart::read(&world.store, &party.guests[0].1, later(CLOSES)).await;
    cart::put(
        &world.store,
        &at.unwrap(),
        &line("c", "tikka", 1, &[]),
        later(CLOSES),
    )
    .await
    .unwrap();
    let cart = party.cart(&world.store, 1).await;
    let mut request = party.order(1, "key-0002", &cart);
    request.by.at = later(OPENS);
    let order = place_order(&world.store, &request).await.unwrap();
    assert!(!order.replayed);
    // A refusal used no number up.
    let body: Value = serde_json::from_str(&order.body).unwrap();
    assert_eq!(body["number"], 2, "{body}");
}

#[test]
fn menu_and_stock_say_when_it_closes_and_opens() {
    let profile = Profile {
        opening_hours: evening(),
        ..profile()
    };
    let said = |at: Timestamp| {
        let view = json!(MenuView::of(
            &menu(),
            &stock(),
            &profile,
            Vec::new(),
            (Channel::DineIn, at)
        ));
        let staff = json!(StockView::of(&menu(), &stock(), &profile, at));
        assert_eq!(view["ordering"], staff["ordering"]);
        assert_eq!(view["changes_at"], staff["changes_at"]);
        (view["ordering"].clone(), view["changes_at"].clone())
    };
    let (closes, opens) = (json!(later(CLOSES)), json!(later(OPENS)));
    let open = json!({"open": true, "closes_at": closes});
    assert_eq!(said(now()), (open, closes));
    let closed = json!({"open": false, "opens_at": opens});
    assert_eq!(said(later(CLOSES)), (closed, opens));
}

/// Staff can let guests order again, but not outside of the opening hours.
#[tokio::test]
async fn a_pause_ends_and_the_hours_still_count() {
    let world = World::new().await;
    let wish = ChangeSettings {
        opening_hours: Some(evening()),
        ..ChangeSettings::default()
    };
    change_settings(&world.store, &branch(), (&wish, None), &by(now()))
        .await
        .unwrap();
    let at = by(later(CLOSES));
    for pause in [Some(Pause::default()), None] {
        let (stock, known) = set_ordering(&world.store, &branch(), pause.as_ref(), &at)
            .await
            .unwrap();
        let ordering = known.profile.ordering(&stock, at.at);
        assert!(!ordering.is_open());
        assert_eq!(ordering.changes_at(), pause.is_none().then(|| later(OPENS)));
    }
}

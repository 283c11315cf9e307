//! Orders that staff take, through the path that the function takes: once under one key, never
//! more pieces than there are, two round trips.

use salver::auth::secret::Key;
use salver::auth::staff_token::{StaffClaims, issue, verify};
use salver::domain::DomainError;
use salver::domain::audit::Actor;
use salver::domain::cart::PutLine;
use salver::domain::check::Mode;
use salver::domain::counter::{MoveCheck, OpenCheck};
use salver::domain::customer::{Person, REMEMBERED_SECONDS};
use salver::domain::id::CheckId;
use salver::domain::place::Place;
use salver::domain::price_list::Channel;
use salver::domain::sign_in::RefreshFamily;
use salver::domain::stock::Supply;
use salver::domain::taking::Action;
use salver::domain::text::{Address, GuestName, Phone};
use salver::domain::transitions::CheckStatus;
use salver::service::check::{self, Scope};
use salver::service::intent::{Answer, Intent};
use salver::service::place_order::place_order;
use salver::service::stock::set_supply;
use salver::service::take_order::{TakeRequest, put_line, remove_line, take};
use salver::service::{By, Refusal, session};
use salver_demo::fixtures::{access, branch, later, line, now, waiter};
use serde_json::Value;

use crate::wire::{operations, rounds};
use crate::world::{World, by, deed, hungry, together};

/// A waiter who is signed in.
pub async fn signed_in(world: &World) -> StaffClaims {
    let id = "f1".parse().unwrap();
    let family = RefreshFamily::begin(id, waiter().id, 1, access(), now());
    let begun = world
        .store
        .begin_sign_in(&family, &[], &deed(), now())
        .await;
    assert_eq!(begun.unwrap(), Ok(()));
    let key = Key::new("a key of the tests with 32 letters").unwrap();
    let token = issue(&key, &family, access(), now()).unwrap();
    verify(&key, &token, now()).unwrap()
}

pub fn asha() -> By {
    By {
        who: Actor::Staff {
            id: waiter().id,
            role: None,
        },
        ..by(now())
    }
}

pub fn request(
    claims: &StaffClaims,
    check: &CheckId,
    key: &str,
    (action, lines): (Action, &[PutLine]),
) -> TakeRequest {
    let body = format!("{action:?}{lines:?}");
    TakeRequest {
        intent: Intent::new(
            claims.scope(),
            key,
            &format!("POST {check}"),
            body.as_bytes(),
        ),
        claims: claims.clone(),
        check: check.clone(),
        action,
        lines: lines.to_vec(),
        note: None,
        by: asha(),
    }
}

pub fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

pub fn delivery() -> OpenCheck {
    OpenCheck {
        kind: Channel::Delivery,
        table_id: None,
        waiter_id: None,
        customer: Some(Person {
            name: GuestName::parse(Some("Meera")).unwrap(),
            phone: Phone::parse(Some("+91 98450 12345")).unwrap(),
            address: Address::parse(Some("12 Lake Road")).unwrap(),
        }),
        pickup_at: None,
    }
}

async fn open(world: &World, key: &str, wish: OpenCheck) -> Result<Answer, Refusal> {
    let said = format!("{wish:?}");
    let intent = Intent::new("lane.asha".to_owned(), key, "POST checks", said.as_bytes());
    let wish = wish.opening(now()).unwrap();
    check::open(&world.store, &intent, &branch(), wish, &asha()).await
}

pub async fn opened(world: &World, key: &str, wish: OpenCheck) -> CheckId {
    let answer = open(world, key, wish).await.unwrap();
    body(&answer)["id"].as_str().unwrap().parse().unwrap()
}

pub fn pickup() -> OpenCheck {
    OpenCheck {
        kind: Channel::Pickup,
        customer: None,
        ..delivery()
    }
}

#[tokio::test]
async fn a_check_is_opened_once_and_called_by_the_next_number() {
    let world = World::new().await;
    let first = open(&world, "key-0001", pickup()).await.unwrap();
    let again = open(&world, "key-0001", pickup()).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&first.body, true));
    let other = open(&world, "key-0001", delivery()).await;
    assert!(matches!(other, Err(Refusal::KeyReused)));
    let second = open(&world, "key-0002", delivery()).await.unwrap();
    let names = [&first, &second].map(|answer| body(answer)["name"].clone());
    // What replays and refusals drew went back.
    assert_eq!(names, ["Pickup 1", "Delivery 2"]);
    assert!(
        !second.body.contains("Meera"),
        "an answer that is kept names nobody"
    );
    let here = branch();
    let all = check::list(&world.store, (&here, None), &Scope::All, now());
    let all = all.await.unwrap();
    assert_eq!(all.len(), 2);
    let of = check::list(
        &world.store,
        (&here, Some(Channel::Delivery)),
        &Scope::All,
        now(),
    );
    let of = of.await.unwrap();
    assert_eq!(of.len(), 1);
    let customer = of[0].customer.as_ref().unwrap();
    assert_eq!(customer.name.as_ref().unwrap().as_str(), "Meera");
    // Their end is compared by whoever reads, whatever housekeeping does.
    let over = later(REMEMBERED_SECONDS);
    let late = check::read(&world.store, &of[0].id, &Scope::All, over).await;
    assert_eq!(late.unwrap().check.customer, None);
    let late = check::list(&world.store, (&here, None), &Scope::All, over);
    assert!(
        late.await
            .unwrap()
            .iter()
            .all(|check| check.customer.is_none())
    );
    // Who it is for stands in one item alone.
    let naming = world.items().await.into_iter();
    let naming = naming.filter(|item| format!("{item:?}").contains("Meera"));
    let keys: Vec<_> = naming
        .map(|item| item["sk"].as_s().unwrap().clone())
        .collect();
    assert_eq!(keys, ["CUSTOMER"]);
    assert_eq!(world.deeds().await, ["check_opened", "check_opened"]);
}

#[tokio::test]
async fn a_table_is_seated_as_the_floor_does_it_and_a_retry_sits_there_still() {
    let world = World::new().await;
    let wish = || OpenCheck {
        kind: Channel::DineIn,
        table_id: Some("t3".parse().unwrap()),
        customer: None,
        ..delivery()
    };
    let first = open(&world, "key-0001", wish()).await.unwrap();
    let again = open(&world, "key-0001", wish()).await.unwrap();
    assert_eq!((again.body, again.replayed), (first.body.clone(), true));
    let taken = open(&world, "key-0002", wish()).await;
    assert!(matches!(
        taken,
        Err(Refusal::Domain(DomainError::TableNotFree))
    ));
    let id: CheckId = body(&first)["id"].as_str().unwrap().parse().unwrap();
    let check = world.check(&id).await;
    assert_eq!(
        (check.place.name().as_str(), check.waiter_id),
        ("T3", Some(waiter().id))
    );
    let table = world
        .store
        .table_of(&branch(), &"t3".parse().unwrap())
        .await;
    assert_eq!(table.unwrap().unwrap().session, Some(id));
    assert_eq!(world.deeds().await, ["table_opened"]);
}

/// What is said to a table, no pickup has.
#[tokio::test]
async fn a_pickup_has_no_pin_and_no_party() {
    let world = World::new().await;
    let id = opened(&world, "key-0001", pickup()).await;
    let key = Key::new("a key of the tests with 32 letters").unwrap();
    let at = (&branch(), &id);
    let read = session::read_pin(&world.store, &key, &id).await;
    let rotated = session::rotate_pin(&world.store, &key, at, &asha()).await;
    for refused in [read, rotated] {
        assert!(
            matches!(refused, Err(Refusal::NotFound("session"))),
            "{refused:?}"
        );
    }
    assert!(matches!(world.check(&id).await.place, Place::Pickup(_)));
    // It ends like every check.
    session::close(&world.store, at, &asha()).await.unwrap();
    assert_eq!(world.store.open_checks(&branch()).await.unwrap(), []);
}

/// Under one key an order is taken once, however often and however much at once it is sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_kot_sent_ten_times_is_one_order() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    let kept = [line("a", "dosa", 1, &["large"])];
    let saved = request(&claims, &id, "key-0002", (Action::Save, &kept));
    let first = take(&world.store, &saved).await.unwrap();
    let more = [line("b", "water", 2, &[])];
    let answers = together((0..10).map(|_| {
        let store = world.store.clone();
        let request = request(&claims, &id, "key-0003", (Action::Kot, &more));
        async move { take(&store, &request).await.unwrap() }
    }))
    .await;
    let bodies: std::collections::BTreeSet<_> = answers.iter().map(|a| a.body.clone()).collect();
    assert_eq!(bodies.len(), 1);
    assert_eq!(answers.iter().filter(|a| !a.replayed).count(), 1);
    // So is what was saved, also now that it is gone.
    let again = take(&world.store, &saved).await.unwrap();
    assert_eq!((again.body, again.replayed), (first.body, true));
    let check = world.recounted(&id).await;
    assert_eq!((check.order_count, check.line_count), (1, 2));
    assert_eq!(check.status, CheckStatus::SentToKitchen);
    let told = body(&answers[0]);
    assert_eq!(told["order"]["table"], "Pickup 1");
    assert_eq!(told["check"]["total"], told["order"]["total"]);
    assert_eq!(told["saved"]["lines"], Value::Array(Vec::new()));
    let other = request(&claims, &id, "key-0003", (Action::Kot, &kept));
    let other = take(&world.store, &other).await;
    assert!(matches!(other, Err(Refusal::KeyReused)), "{other:?}");
    // Under another key a line that went does not go again.
    let twice = request(&claims, &id, "key-0004", (Action::Kot, &more));
    let twice = take(&world.store, &twice).await;
    assert!(matches!(twice, Err(Refusal::CartChanged(..))), "{twice:?}");
    let deeds = world.deeds().await;
    assert_eq!(deeds, ["check_opened", "lines_kept", "order_taken"]);
}

/// Twenty waiters, each at a check of their own, and guests at tables want seven pieces.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_waiters_and_five_tables_get_seven_pieces() {
    const PIECES: u32 = 7;
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut waiters = Vec::new();
    for n in 0..20 {
        let id = opened(&world, &format!("key-1{n:03}"), pickup()).await;
        let tikka = [line("a", "tikka", 1, &[])];
        let key = format!("key-3{n:03}");
        waiters.push(request(&claims, &id, &key, (Action::Kot, &tikka)));
    }
    let mut guests = Vec::new();
    for table in 1..=5 {
        let party = hungry(&world, table).await;
        let cart = party.cart(&world.store, 1).await;
        guests.push(party.order(1, "key-0003", &cart));
    }
    let tikka = "tikka".parse().unwrap();
    let counted = (&tikka, Some(Supply::Left(PIECES)), None);
    set_supply(&world.store, &branch(), counted, &by(now()))
        .await
        .unwrap();
    let staff = together(waiters.into_iter().map(|request| {
        let store = world.store.clone();
        async move { take(&store, &request).await }
    }));
    let phones = together(guests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { place_order(&store, &request).await }
    }));
    let (staff, phones) = tokio::join!(staff, phones);
    let mut sold = 0;
    for end in staff.into_iter().chain(phones) {
        match end {
            Ok(_) => sold += 1,
            Err(Refusal::Domain(DomainError::ItemSoldOut(_))) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(sold, PIECES);
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stock.left[&tikka], 0);
    let open = world.store.open_orders(&branch()).await.unwrap();
    assert_eq!(open.orders.len(), 7);
    for check in world.store.open_checks(&branch()).await.unwrap() {
        world.recounted(&check.id).await;
    }
}

/// Two who take orders at one table at once, beside its guests: each line goes once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_save_and_send_at_one_table_lose_nothing() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let party = hungry(&world, 1).await;
    world.unlimited(&party.id).await;
    let cart = party.cart(&world.store, 1).await;
    let guest = party.order(1, "key-0001", &cart);
    let staff = together((0..12_u32).map(|n| {
        let store = world.store.clone();
        let action = if n % 3 == 0 {
            Action::Save
        } else {
            Action::Kot
        };
        let water = [line(&format!("w{n}"), "water", 1, &[])];
        let request = request(
            &claims,
            &party.id,
            &format!("key-2{n:03}"),
            (action, &water),
        );
        async move { take(&store, &request).await.map(drop) }
    }));
    let phone = place_order(&world.store, &guest);
    let (staff, phone) = tokio::join!(staff, phone);
    phone.unwrap();
    for end in staff {
        end.unwrap();
    }
    // What is still kept goes with one more.
    let last = [line("last", "water", 1, &[])];
    let last = request(&claims, &party.id, "key-0009", (Action::Kot, &last));
    take(&world.store, &last).await.unwrap();
    let check = world.recounted(&party.id).await;
    assert_eq!(check.line_count, 14);
    let orders = world.store.orders_of(&party.id).await.unwrap();
    let mut lines: Vec<_> = orders
        .iter()
        .flat_map(|o| &o.lines)
        .map(|l| l.id.as_str())
        .collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 14);
}

#[tokio::test]
async fn a_kot_takes_two_round_trips() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    world.known().await;
    world.wire.take();
    let dosa = [line("a", "dosa", 1, &["large"])];
    let kot = request(&claims, &id, "key-0002", (Action::Kot, &dosa));
    take(&world.store, &kot).await.unwrap();
    let trips = world.wire.take();
    let calls = [
        "BatchGetItem",
        "BatchGetItem",
        "UpdateItem",
        "TransactWriteItems",
    ];
    assert_eq!((operations(&trips), rounds(&trips)), (calls.to_vec(), 2));
}

#[tokio::test]
async fn whoever_is_signed_out_takes_nothing_and_draws_no_number() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    world.known().await;
    world
        .store
        .end_sign_in(&claims.family, &deed())
        .await
        .unwrap();
    let water = [line("a", "water", 1, &[])];
    for action in [Action::Kot, Action::Save] {
        let request = request(&claims, &id, "key-0002", (action, &water));
        let refused = take(&world.store, &request).await.unwrap_err();
        assert!(matches!(refused, Refusal::Auth(_)), "{refused:?}");
    }
    assert_eq!(world.recounted(&id).await.order_count, 0);
    let day = world.known().await.profile.business_day(now());
    let next = world.store.draw_number(&branch(), day).await.unwrap();
    assert_eq!(next.number, 1);
}

#[tokio::test]
async fn saved_lines_are_edited_and_held_back() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    let (store, by) = (&world.store, asha());
    let put = put_line(store, &id, &line("a", "water", 2, &[]), &by)
        .await
        .unwrap();
    let same = put_line(store, &id, &line("a", "water", 2, &[]), &by)
        .await
        .unwrap();
    assert_eq!(put, same, "the same put twice is one line");
    put_line(store, &id, &line("b", "water", 1, &[]), &by)
        .await
        .unwrap();
    let left = remove_line(store, &id, &"a".parse().unwrap(), &by)
        .await
        .unwrap();
    assert_eq!(left.lines.len(), 1);
    let held = check::hold(store, &id, (true, None), &by).await.unwrap();
    let kot = request(&claims, &id, "key-0002", (Action::Kot, &[]));
    let refused = take(store, &kot).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::CheckOnHold))),
        "{refused:?}"
    );
    put_line(store, &id, &line("c", "water", 1, &[]), &by)
        .await
        .unwrap();
    // What was kept meanwhile moved it.
    let stale = check::hold(store, &id, (false, Some(held.version)), &by).await;
    assert!(matches!(
        stale,
        Err(Refusal::Domain(DomainError::VersionConflict { .. }))
    ));
    check::hold(store, &id, (false, None), &by).await.unwrap();
    take(store, &kot).await.unwrap();
    assert_eq!(world.recounted(&id).await.line_count, 2);
    let gone = put_line(store, &id, &line("b", "water", 5, &[]), &by).await;
    assert!(matches!(gone, Err(Refusal::CartChanged(..))), "{gone:?}");
}

#[tokio::test]
async fn a_delivery_goes_its_way_and_its_rider_sees_no_other() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", delivery()).await;
    let other = opened(&world, "key-0002", delivery()).await;
    let (store, by) = (&world.store, asha());
    let water = [line("a", "water", 1, &[])];
    let kot = request(&claims, &id, "key-0003", (Action::Kot, &water));
    take(store, &kot).await.unwrap();
    let to = |status| MoveCheck {
        to: Some(status),
        rider_id: None,
        version: None,
    };
    let own = Scope::Own(waiter().id);
    let refused = check::move_along(store, &id, &to(CheckStatus::Preparing), &own, &by).await;
    assert!(
        matches!(refused, Err(Refusal::NotFound("check"))),
        "{refused:?}"
    );
    let assign = MoveCheck {
        rider_id: Some(waiter().id),
        ..to(CheckStatus::Preparing)
    };
    check::move_along(store, &id, &assign, &Scope::All, &by)
        .await
        .unwrap();
    let nobody = MoveCheck {
        rider_id: Some("nobody".parse().unwrap()),
        to: None,
        version: None,
    };
    let refused = check::move_along(store, &other, &nobody, &Scope::All, &by).await;
    assert!(matches!(
        refused,
        Err(Refusal::Domain(DomainError::Invalid {
            field: "rider_id",
            ..
        }))
    ));
    let refused = check::move_along(store, &id, &assign, &own, &by).await;
    assert!(matches!(refused, Err(Refusal::Auth(_))), "{refused:?}");
    let seen = check::list(store, (&branch(), None), &own, now())
        .await
        .unwrap();
    assert_eq!(
        seen.iter().map(|check| &check.id).collect::<Vec<_>>(),
        [&id]
    );
    put_line(store, &id, &line("b", "water", 1, &[]), &by)
        .await
        .unwrap();
    let refused = check::move_along(store, &id, &to(CheckStatus::OutForDelivery), &own, &by).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::LinesUnsent))),
        "{refused:?}"
    );
    remove_line(store, &id, &"b".parse().unwrap(), &by)
        .await
        .unwrap();
    for status in [CheckStatus::OutForDelivery, CheckStatus::Delivered] {
        check::move_along(store, &id, &to(status), &own, &by)
            .await
            .unwrap();
        let late = put_line(store, &id, &line("c", "water", 1, &[]), &by).await;
        assert!(
            matches!(
                late,
                Err(Refusal::Domain(DomainError::IllegalTransition { .. }))
            ),
            "{late:?}"
        );
    }
    let read = check::read(store, &other, &own, now()).await;
    assert!(matches!(read, Err(Refusal::NotFound("check"))));
}

/// The lines that a party's guests have do not disturb what staff keep, and the other way round.
#[tokio::test]
async fn a_table_is_served_without_its_pin_beside_its_guests() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let party = world.party(2, Mode::Individual, 2).await;
    party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let kot = request(
        &claims,
        &party.id,
        "key-0001",
        (Action::Kot, &[line("a", "water", 1, &[])]),
    );
    let taken = take(&world.store, &kot).await.unwrap();
    let order = body(&taken)["order"].clone();
    assert_eq!(
        (&order["status"], &order["table"]),
        (&"ready".into(), &"T2".into())
    );
    assert_eq!(order["placed_by"]["guest_id"], "staff");
    let cart = party.cart(&world.store, 1).await;
    assert_eq!(cart.lines.len(), 1);
    place_order(&world.store, &party.order(1, "key-0002", &cart))
        .await
        .unwrap();
    let check = world.recounted(&party.id).await;
    assert_eq!(
        (check.order_count, check.order_window.unwrap().orders),
        (2, 1)
    );
    let stored = world.store.orders_of(&party.id).await.unwrap();
    let taken_by: Vec<_> = stored.iter().map(|order| order.taken_by.clone()).collect();
    assert!(taken_by.contains(&Some(waiter().id)) && taken_by.contains(&None));
}

//! What each change announces, and to whom.

use salver_demo::fixtures::{
    access, branch, cart, guest, later, line, membership, menu, now, order, profile, seated, stock,
    waiter,
};
use serde_json::{Value, json};

use super::*;
use crate::domain::account::Access;
use crate::domain::call::CallReason;
use crate::domain::check::Mode;
use crate::domain::claims::Claims;
use crate::domain::draft::Edited;
use crate::domain::place::{Away, Place};
use crate::domain::role::Role;
use crate::domain::stock::{Pause, Supply};
use crate::domain::text::{GuestName, Note, Phone};
use crate::domain::transitions::{OrderStatus, Status};
use crate::realtime::Envelope;
use crate::realtime::event::MAX_BYTES;
use crate::store::keys;
use crate::store::keys::Key;

#[path = "announce_board_tests.rs"]
mod board;
#[path = "announce_ending_tests.rs"]
mod endings;
#[path = "announce_menu_tests.rs"]
mod menus;

#[path = "announce_data_tests.rs"]
mod data_along;

#[path = "announce_form_tests.rs"]
mod form;

fn item<T: Serialize>(key: &Key, value: &T) -> Item {
    let mut item: Item = serde_dynamo::to_item(value).unwrap();
    item.extend(key.attributes());
    item
}

fn told(old: Option<Item>, new: Option<Item>) -> Announcement {
    announce(old, new, None).unwrap()
}

/// What an item says that was there before.
fn of<T: Serialize>(key: &Key, value: &T) -> Announcement {
    told(Some(item(key, value)), Some(item(key, value)))
}

/// Topic, type, kind, ID and version of each event, and to whom it goes.
fn check(said: &Announcement, expected: &[(&str, &str, &str, u64)], audience: &Audience) {
    let seen: Vec<_> = said
        .events
        .iter()
        .map(|e| (e.topic.as_str(), e.kind, e.entity.kind, e.entity.version))
        .collect();
    assert_eq!(seen, expected);
    assert!(
        said.events.iter().all(|e| e.audience == *audience),
        "{said:?}"
    );
    assert!(said.events.iter().all(|e| e.data.is_some()), "{said:?}");
}

const SESSION: &str = "session:lane_check1";

const FLOOR: &str = "branch:lane:floor";

const OWNER: &str = "branch:lane:owner";

const KITCHEN: &str = "branch:lane:kitchen";

fn party() -> Check {
    seated(1, Mode::Family).1
}

fn pickup() -> Check {
    let place = Place::Pickup(Away { number: 12 });
    let terms = (party().total.currency, party().terms);
    Check::open_away("lane_away1".parse().unwrap(), (place, None), terms, now())
}

fn g1() -> Guest {
    Guest {
        name: GuestName::parse(Some("Meera Who Sits Here")).unwrap(),
        phone: Phone::parse(Some("+91 98 7654 3210")).unwrap(),
        ..guest(&party(), 1)
    }
}

/// What follows when another menu comes to count.
fn menu_moved() -> Announcement {
    let key = keys::stock(&branch());
    let after = Stock {
        menu_version: 2,
        version: 5,
        ..stock()
    };
    told(Some(item(&key, &stock())), Some(item(&key, &after)))
}

fn new_menu() -> MenuNews {
    menu_moved().menus.remove(0)
}

fn draft() -> Draft {
    let edited = Edited {
        by: waiter().id,
        name: waiter().name,
        at: now(),
        branch: branch(),
    };
    Draft::of(&menu()).apply(&[], &menu(), edited).unwrap()
}

fn staff(session_version: u64) -> Claims {
    Claims::Staff {
        staff_id: waiter().id,
        access: access(),
        family_id: "f1".parse().unwrap(),
        session_version,
    }
}

#[test]
fn a_session_is_told_to_its_phones_and_the_floor() {
    let party = party();
    let said = of(&keys::check(&party.id), &party);
    let table = party.place.table().unwrap().version * 1_000_000 + party.version;
    let events = [
        (SESSION, "session.changed", "session", party.version),
        (FLOOR, "table.changed", "table", table),
    ];
    check(&said, &events, &Audience::All);
    assert_eq!(said.endings, []);
    let (session, floor) = (&said.events[0].data, &said.events[1].data);
    assert_eq!(session.as_ref().unwrap()["status"], "open");
    let floor = floor.as_ref().unwrap();
    assert_eq!(
        (&floor["status"], &floor["session"]["id"]),
        (&json!("occupied"), &json!(party.id))
    );
}

/// Those at the counter fetch it: who it is for is not for everybody on the floor's topic.
#[test]
fn a_pickup_is_told_to_the_floor_alone_and_without_data() {
    let pickup = pickup();
    let said = of(&keys::check(&pickup.id), &pickup);
    let told = &said.events[0];
    assert_eq!((said.events.len(), told.kind), (1, "check.changed"));
    assert_eq!((told.topic.as_str(), &told.data), (FLOOR, &None));
    let closed = pickup.close(later(60)).unwrap();
    assert_eq!(of(&keys::check(&pickup.id), &closed).endings, []);
}

#[test]
fn what_staff_keep_is_told_to_no_phone() {
    let kept = Cart {
        id: "staff".to_owned(),
        ..cart(&[line("a", "dosa", 1, &["large"])])
    };
    let said = of(&keys::cart(&party().id, &kept.id), &kept);
    assert_eq!(said.events, []);
}

#[test]
fn a_guest_is_told_without_phone_number_and_token() {
    let guest = g1();
    let said = of(&keys::guest(&guest.check_id, &guest.id), &guest);
    check(
        &said,
        &[(SESSION, "guest.changed", "guest", 1)],
        &Audience::All,
    );
    assert_eq!(said.endings, []);
    let text = said.events[0].data.as_ref().unwrap().to_string();
    assert!(text.contains("Meera"), "{text}");
    for secret in ["3210", guest.token_hash.as_str()] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn a_shared_cart_is_for_all_and_an_own_cart_for_its_guest() {
    let party = party();
    let shared = cart(&[line("a", "dosa", 1, &["large"])]);
    let said = of(&keys::cart(&party.id, &shared.id), &shared);
    check(
        &said,
        &[(SESSION, "cart.changed", "cart", 1)],
        &Audience::All,
    );
    // The close that seals it is told by the check.
    let key = keys::cart(&party.id, &shared.id);
    let mut sealed = item(&key, &shared);
    sealed.extend(item(&key, &json!({"sealed_at": now()})));
    let said = told(Some(item(&key, &shared)), Some(sealed));
    assert_eq!(said, Announcement::default());

    let own = Cart {
        id: "g1".to_owned(),
        ..shared
    };
    let said = of(&keys::cart(&party.id, &own.id), &own);
    let audience = Audience::Guest("g1".parse().unwrap());
    check(&said, &[(SESSION, "cart.changed", "cart", 1)], &audience);
    let guest = |n| Claims::Guest {
        check_id: party.id.clone(),
        guest_id: format!("g{n}").parse().unwrap(),
    };
    assert!(audience.hears(&guest(1)));
    assert!(!audience.hears(&guest(2)) && !audience.hears(&staff(1)));

    // A cart of nobody that we know is nobody's to see.
    let odd = Cart {
        id: "no_guest".to_owned(),
        ..own
    };
    assert_eq!(
        of(&keys::cart(&party.id, &odd.id), &odd),
        Announcement::default()
    );
}

#[test]
fn bottles_alone_do_not_bother_the_kitchen() {
    let order = order(&party(), &cart(&[line("c", "water", 1, &[])]), 1);
    let said = of(&keys::order(&order.id), &order);
    check(
        &said,
        &[SESSION, FLOOR].map(|t| (t, "order.changed", "order", 1)),
        &Audience::All,
    );
}

#[test]
fn a_call_is_told_to_its_session_and_the_floor() {
    let id: crate::domain::id::CallId = "lane_check1_k1".parse().unwrap();
    let call = Call::open(id.clone(), &party(), &g1(), CallReason::Bill, None, now()).unwrap();
    let said = of(&keys::call(&id), &call);
    check(
        &said,
        &[
            (SESSION, "call.changed", "call", 1),
            (FLOOR, "call.changed", "call", 1),
        ],
        &Audience::All,
    );
    assert_eq!(said.events[0].data.as_ref().unwrap()["reason"], "bill");
}

#[test]
fn a_table_is_told_by_itself_only_when_nobody_sits_there() {
    let (table, _) = seated(1, Mode::Family);
    let key = keys::table(&branch(), &table.id);
    assert_eq!(of(&key, &table), Announcement::default());
    let free = table.vacate().unwrap();
    let said = of(&key, &free);
    check(
        &said,
        &[(FLOOR, "table.changed", "table", 3_000_000)],
        &Audience::All,
    );
    assert_eq!(said.events[0].data.as_ref().unwrap()["status"], "free");
}

/// Each event of a table is newer than the one before, whichever item it came from.
#[test]
fn versions_of_a_table_grow_over_its_parties() {
    let version = |said: Announcement| {
        said.events
            .iter()
            .find(|e| e.kind == "table.changed")
            .unwrap()
            .entity
            .version
    };
    let (table, party) = seated(1, Mode::Family);
    let rotated = party.rotate_pin().unwrap();
    let free = table.vacate().unwrap();
    let next = free.occupy("lane_next".parse().unwrap()).unwrap();
    let next_party = Check {
        id: "lane_next".parse().unwrap(),
        place: Place::Table(next.reference()),
        ..party.clone()
    };
    let versions = [
        version(of(&keys::check(&party.id), &party)),
        version(of(&keys::check(&party.id), &rotated)),
        version(of(&keys::table(&branch(), &free.id), &free)),
        version(of(&keys::check(&next_party.id), &next_party)),
    ];
    assert!(versions.is_sorted_by(|a, b| a < b), "{versions:?}");
}

#[test]
fn a_floor_whose_plan_moved_is_told_to_look_again() {
    let plan = item(&keys::floor_plan(&branch()), &FloorPlan { version: 4 });
    for before in [None, Some(plan.clone())] {
        let said = told(before, Some(plan.clone()));
        let event = &said.events[0];
        let seen = (event.topic.as_str(), event.kind, event.entity.version);
        assert_eq!((seen, said.events.len()), ((FLOOR, "plan.changed", 4), 1));
        assert_eq!(
            event.data, None,
            "which tables there are is read as a whole"
        );
    }
}

/// An import, or the demo's past.
#[test]
fn what_comes_already_over_is_not_told_and_ends_nothing() {
    let party = party();
    let closed = party.close(later(1)).unwrap();
    let open = order(&party, &cart(&[line("a", "dosa", 1, &["large"])]), 1);
    let over = crate::domain::order::Order {
        status: OrderStatus::Completed,
        ..open.clone()
    };
    let (check, id) = (keys::check(&party.id), keys::order(&open.id));
    let comes = |new| told(None, Some(new));
    assert_eq!(comes(item(&check, &closed)), Announcement::default());
    assert_eq!(comes(item(&id, &over)), Announcement::default());
    // What comes open is told, and so is what ends.
    assert_eq!(comes(item(&check, &party)).events.len(), 2);
    assert_eq!(comes(item(&id, &open)).events.len(), 4);
    assert_eq!(of(&check, &closed).endings.len(), 1);
    assert_eq!(of(&id, &over).events.len(), 3);
}

/// The fact of an order as it is counted at that number.
fn fact(order: &Order, counted_at: u64) -> (keys::Key, Value) {
    let key = keys::fact(&branch(), order.business_day, order.placed_at, &order.id);
    let version = order.version;
    let fact = json!({"version": version, "counted_at": counted_at, "order": order});
    (key, fact)
}

#[test]
fn figures_that_moved_are_told_to_the_owner_without_them() {
    let order = order(&party(), &cart(&[line("a", "dosa", 1, &["large"])]), 1);
    let (key, counted) = fact(&order, 7);
    let said = told(None, Some(item(&key, &counted)));
    let [event] = said.events.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(
        (event.topic.as_str(), event.kind),
        ("branch:lane:owner", "stats.changed")
    );
    assert_eq!(
        (event.entity.kind, event.entity.id.as_str()),
        ("stats", "2026-11-20")
    );
    assert_eq!((event.entity.version, &event.data), (7, &None));
    // Of several orders of the day the last says it for all.
    let (key_of_next, next) = fact(
        &Order {
            number: 2,
            ..order.clone()
        },
        8,
    );
    let next = told(None, Some(item(&key_of_next, &next)));
    assert!(
        next.events[0].covers(event)
            && !of(&keys::order(&order.id), &order).events[0].covers(event)
    );
    // What counts as before is only shown otherwise.
    let (_, again) = fact(&order, 8);
    let said = told(Some(item(&key, &counted)), Some(item(&key, &again)));
    assert_eq!(said, Announcement::default());
    // Who looked before a late fact was marked looks again; that a day was folded is no news.
    let day = keys::day_figures(&branch(), order.business_day);
    let late = |count: u64, folded: u64| {
        let day_of = json!({"late": count, "counted_at": 9, "folded": folded});
        item(&day, &day_of)
    };
    let said = told(Some(late(1, 1)), Some(late(2, 1)));
    assert_eq!(said.events[0].entity.version, 9);
    assert_eq!(told(None, Some(late(1, 0))).events.len(), 1);
    let said = told(Some(late(2, 1)), Some(late(2, 2)));
    assert_eq!(said, Announcement::default());
}

#[test]
fn what_nobody_watches_is_not_told() {
    let value = json!({"version": 1, "expires_at": 1});
    for key in [
        keys::profile(&branch()),
        keys::menu(&profile().brand_id, 1),
        keys::order_counter(&branch(), "2026-11-20".parse().unwrap()),
        keys::idempotency("s", "k"),
        keys::rate("pin-device", "d"),
        keys::ticket("00"),
        keys::connection("c"),
        keys::sequence(&Topic::named(SESSION).scope()),
        keys::quarters(&branch(), "2026-11-20".parse().unwrap()),
    ] {
        assert_eq!(of(&key, &value), Announcement::default(), "{key:?}");
    }
    let gone = item(&keys::cart(&party().id, "family"), &cart(&[]));
    assert_eq!(
        told(Some(gone), None),
        Announcement::default(),
        "a deletion is housekeeping"
    );
}

#[test]
fn an_item_that_cannot_be_read_is_an_error() {
    let broken = item(&keys::check(&party().id), &json!({"id": 7}));
    assert!(matches!(
        announce(None, Some(broken), None),
        Err(StoreError::Corrupt { .. })
    ));
}

use super::*;
use crate::fixtures::{cart, check, later, line, now, order};
use crate::place::{Away, Place};

fn pickup(number: u32) -> Check {
    let id = format!("lane_away{number}").parse().unwrap();
    let place = Place::Pickup(Away { number });
    let terms = (check().total.currency, check().terms);
    let check = Check::open_away(id, (place, None), terms, now());
    Check {
        status: CheckStatus::SentToKitchen,
        ..check
    }
}

fn brought(number: u32, status: CheckStatus) -> Check {
    Check {
        place: Place::Delivery(Away { number }),
        status,
        ..pickup(number)
    }
}

/// An order of a check, placed so many seconds after the evening began.
fn placed(of: &Check, status: OrderStatus, seconds: i64) -> Order {
    let cart = cart(&[line("l1", "water", 1, &[])]);
    let before = Check {
        status: CheckStatus::Saved,
        ..of.clone()
    };
    Order {
        status,
        placed_at: later(seconds),
        place: of.place.clone(),
        ready_at: (status == OrderStatus::Ready).then(|| later(seconds + 300)),
        ..order(&before, &cart, 70)
    }
}

fn seen(orders: &[Order], checks: &[Check], at: i64) -> Vec<(u32, Side)> {
    let all = waiting(orders, checks, true, later(at));
    all.iter().map(|one| (one.number, one.side)).collect()
}

use OrderStatus::{Accepted, Cancelled, Placed, Preparing, Ready, Served};

#[test]
fn a_pickup_is_prepared_until_all_of_it_is_ready_and_goes_when_it_is_handed_over() {
    let check = pickup(12);
    let both = |a, b| {
        let orders = [placed(&check, a, 0), placed(&check, b, 60)];
        seen(&orders, std::slice::from_ref(&check), 400)
    };
    for (first, second, expected) in [
        (Placed, Placed, Some(Side::Preparing)),
        (Accepted, Preparing, Some(Side::Preparing)),
        (Ready, Preparing, Some(Side::Preparing)),
        (Ready, Ready, Some(Side::Ready)),
        (Served, Ready, Some(Side::Ready)),
        (Served, Preparing, Some(Side::Preparing)),
        (Served, Served, None),
        (Cancelled, Cancelled, None),
    ] {
        let expected: Vec<_> = expected.map(|side| (12, side)).into_iter().collect();
        assert_eq!(both(first, second), expected, "{first:?} {second:?}");
    }
}

#[test]
fn the_counter_may_say_that_it_is_ready_before_the_kitchen_does() {
    let said = Check {
        status: CheckStatus::ReadyForPickup,
        ..pickup(12)
    };
    let orders = [placed(&said, Preparing, 0)];
    assert_eq!(seen(&orders, &[said], 60), [(12, Side::Ready)]);
}

#[test]
fn a_delivery_is_called_for_its_rider_until_it_has_left() {
    for (status, expected) in [
        (CheckStatus::SentToKitchen, Some(Side::Ready)),
        (CheckStatus::Preparing, Some(Side::Ready)),
        (CheckStatus::OutForDelivery, None),
        (CheckStatus::Delivered, None),
    ] {
        let check = brought(13, status);
        let orders = [placed(&check, Ready, 0)];
        let expected: Vec<_> = expected.map(|side| (13, side)).into_iter().collect();
        assert_eq!(seen(&orders, &[check], 400), expected, "{status:?}");
    }
}

#[test]
fn who_paid_before_still_waits_for_it() {
    let paid = Check {
        status: CheckStatus::Paid,
        ..pickup(12)
    };
    let orders = [placed(&paid, Preparing, 0)];
    assert_eq!(seen(&orders, &[paid], 60), [(12, Side::Preparing)]);
    // Its check may have ended, too, or the index may not know it yet.
    assert_eq!(seen(&orders, &[], 60), [(12, Side::Preparing)]);
}

#[test]
fn what_nobody_fetches_leaves_after_a_while() {
    let check = pickup(12);
    let ready = [placed(&check, Ready, 0)];
    let at = |seconds| seen(&ready, std::slice::from_ref(&check), seconds).len();
    assert_eq!((at(300 + 1799), at(300 + 1800)), (1, 0));
    let forgotten = [placed(&check, Preparing, 0)];
    let at = |seconds| seen(&forgotten, std::slice::from_ref(&check), seconds).len();
    assert_eq!((at(6 * 3600 - 1), at(6 * 3600)), (1, 0));
    let said = Check {
        status: CheckStatus::ReadyForPickup,
        ..check
    };
    let at = |seconds| seen(&forgotten, std::slice::from_ref(&said), seconds).len();
    assert_eq!((at(2 * 3600 - 1), at(2 * 3600)), (1, 0));
}

#[test]
fn tables_are_on_it_by_their_order_number_where_the_branch_wants_that() {
    let table = check();
    let (first, second) = (placed(&table, Ready, 0), placed(&table, Accepted, 60));
    let second = Order {
        number: 71,
        ..second
    };
    let orders = [first, second];
    let numbers = |dine_in| {
        let all = waiting(&orders, &[], dine_in, later(400)).into_iter();
        all.map(|one| (one.number, one.kind, one.side))
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers(false), []);
    assert_eq!(
        numbers(true),
        [
            (70, Channel::DineIn, Side::Ready),
            (71, Channel::DineIn, Side::Preparing)
        ]
    );
}

#[test]
fn the_longest_waiting_comes_first_also_over_the_end_of_a_day() {
    // Numbers begin anew with the day; what was ordered before its end is still being made.
    let (old, new) = (pickup(98), pickup(1));
    let orders = [placed(&new, Accepted, 600), placed(&old, Accepted, 0)];
    let numbers = seen(&orders, &[old, new], 700);
    assert_eq!(numbers, [(98, Side::Preparing), (1, Side::Preparing)]);
}

#[test]
fn only_the_first_name_is_called() {
    for (name, expected) in [
        ("Meera Krishnan", Some("Meera")),
        ("  Ana  Maria", Some("Ana")),
        ("Wolfeschlegelsteinhausen", Some("Wolfeschlegelste")),
        (" ", None),
    ] {
        assert_eq!(first_name(name).as_deref(), expected);
    }
}

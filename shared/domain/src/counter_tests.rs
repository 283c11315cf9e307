//! What may be opened, and every kind of check at every status against every step by hand.

use jiff::SignedDuration;

use super::*;
use crate::fixtures::{cart, check, line, now, placement, profile};
use crate::money::Currency;
use crate::place::Away;
use crate::text::{Address, GuestName, Phone};

fn person(name: &str, phone: &str, address: &str) -> Person {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Person {
        name: GuestName::parse(some(name).as_deref()).unwrap(),
        phone: Phone::parse(some(phone).as_deref()).unwrap(),
        address: Address::parse(some(address).as_deref()).unwrap(),
    }
}

fn meera() -> Person {
    person("Meera", "+91 98450 12345", "12 Lake Road\nthird floor")
}

fn said(kind: Channel) -> OpenCheck {
    OpenCheck {
        kind,
        table_id: None,
        waiter_id: None,
        customer: None,
        pickup_at: None,
    }
}

/// The field that is refused; "" for none.
fn refused(wish: OpenCheck) -> &'static str {
    match wish.opening(now()) {
        Ok(_) => "",
        Err(DomainError::Invalid { field, .. }) => field,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn each_kind_takes_what_it_needs_and_nothing_else() {
    use Channel::{Delivery, DineIn, Pickup};
    let table = |kind| OpenCheck {
        table_id: Some("t1".parse().unwrap()),
        ..said(kind)
    };
    let waiter = |kind| OpenCheck {
        waiter_id: Some("asha".parse().unwrap()),
        ..said(kind)
    };
    let of = |kind, customer| OpenCheck {
        customer: Some(customer),
        ..said(kind)
    };
    let at = |kind, minutes| OpenCheck {
        pickup_at: Some(now() + SignedDuration::from_mins(minutes)),
        ..said(kind)
    };
    for (wish, field) in [
        (table(DineIn), ""),
        (said(DineIn), "table_id"),
        (waiter(DineIn), "table_id"),
        (of(DineIn, meera()), "customer"),
        (at(DineIn, 10), "pickup_at"),
        (said(Pickup), ""),
        (of(Pickup, person("Meera", "", "")), ""),
        (of(Pickup, person("", "12", "")), ""),
        (of(Pickup, meera()), "customer.address"),
        (table(Pickup), "table_id"),
        (waiter(Pickup), "waiter_id"),
        (at(Pickup, 30), ""),
        (at(Pickup, -9), ""),
        (at(Pickup, -11), "pickup_at"),
        (at(Pickup, 7 * 24 * 60 + 1), "pickup_at"),
        (of(Delivery, meera()), ""),
        (said(Delivery), "customer.name"),
        (
            of(Delivery, person("", "+91 98450 12345", "12 Lake Road")),
            "customer.name",
        ),
        (
            of(Delivery, person("Meera", "", "12 Lake Road")),
            "customer.phone",
        ),
        (
            of(Delivery, person("Meera", "12 34 56", "12 Lake Road")),
            "customer.phone",
        ),
        (
            of(Delivery, person("Meera", "+91 98450 12345", "")),
            "customer.address",
        ),
        (table(Delivery), "table_id"),
        (at(Delivery, 30), "pickup_at"),
    ] {
        let what = format!("{wish:?}");
        assert_eq!(refused(wish), field, "{what}");
    }
}

#[test]
fn a_customer_is_forgotten_after_thirty_days() {
    let customer = meera().of_check(&check().id, now());
    let later = |days: i64, seconds| now() + SignedDuration::from_secs(days * 86_400 + seconds);
    assert!(customer.is_known(later(30, -1)) && !customer.is_known(later(30, 0)));
}

pub(crate) fn away(place: fn(Away) -> Place) -> Check {
    let terms = (Currency::INR, profile().terms());
    let id = "lane_away1".parse().unwrap();
    Check::open_away(id, (place(Away { number: 12 }), None), terms, now())
}

fn to(status: CheckStatus) -> MoveCheck {
    MoveCheck {
        to: Some(status),
        rider_id: None,
        version: None,
    }
}

/// Every kind at every status to every status: a step, or a refusal that names where it is.
#[test]
fn each_step_by_hand_of_each_kind() {
    use CheckStatus::{
        Billed, Delivered, OutForDelivery, Preparing, ReadyForPickup, SentToKitchen,
    };
    let kinds = [check(), away(Place::Pickup), away(Place::Delivery)];
    for kind in kinds {
        for from in CheckStatus::ALL.iter().copied() {
            for goal in CheckStatus::ALL.iter().copied() {
                let before = Check {
                    status: from,
                    rider_id: Some("rana".parse().unwrap()),
                    ..kind.clone()
                };
                let by_hand = match kind.place {
                    Place::Table(_) => false,
                    Place::Pickup(_) => {
                        matches!(from, SentToKitchen | Billed) && goal == ReadyForPickup
                    }
                    Place::Delivery(_) => [
                        (SentToKitchen, Preparing),
                        (Billed, Preparing),
                        (Preparing, OutForDelivery),
                        (OutForDelivery, Delivered),
                    ]
                    .contains(&(from, goal)),
                };
                match before.moved(&to(goal), false) {
                    Ok(next) => {
                        assert!(by_hand, "{:?} {from:?} {goal:?}", kind.place);
                        assert_eq!((next.status, next.version), (goal, before.version + 1));
                    }
                    Err(DomainError::IllegalTransition { what, from: at, .. }) => {
                        assert!(!by_hand, "{:?} {from:?} {goal:?}", kind.place);
                        assert_eq!((what, at), ("check", from.name()));
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
}

#[test]
fn nothing_leaves_the_house_without_somebody_who_brings_it_or_without_what_is_kept() {
    let delivery = Check {
        status: CheckStatus::Preparing,
        ..away(Place::Delivery)
    };
    let alone = delivery.moved(&to(CheckStatus::OutForDelivery), false);
    assert!(matches!(
        alone,
        Err(DomainError::Invalid {
            field: "rider_id",
            ..
        })
    ));
    let wish = MoveCheck {
        rider_id: Some("rana".parse().unwrap()),
        ..to(CheckStatus::OutForDelivery)
    };
    assert_eq!(delivery.moved(&wish, true), Err(DomainError::LinesUnsent));
    let gone = delivery.moved(&wish, false).unwrap();
    assert_eq!(gone.rider_id, wish.rider_id);
    // Somebody else may take it over on the way, and nobody once it was brought.
    let other = MoveCheck {
        to: None,
        rider_id: Some("omar".parse().unwrap()),
        version: Some(gone.version),
    };
    assert_eq!(gone.moved(&other, false).unwrap().rider_id, other.rider_id);
    let brought = gone.moved(&to(CheckStatus::Delivered), false).unwrap();
    let other = MoveCheck {
        version: None,
        ..other
    };
    assert!(brought.moved(&other, false).is_err());
    let pickup = away(Place::Pickup).moved(&other, false);
    assert!(matches!(
        pickup,
        Err(DomainError::Invalid {
            field: "rider_id",
            ..
        })
    ));
    let nothing = MoveCheck {
        to: None,
        rider_id: None,
        version: None,
    };
    assert!(matches!(
        gone.moved(&nothing, false),
        Err(DomainError::Invalid {
            field: "status",
            ..
        })
    ));
    let stale = MoveCheck {
        version: Some(gone.version + 1),
        ..to(CheckStatus::Delivered)
    };
    assert!(matches!(
        gone.moved(&stale, false),
        Err(DomainError::VersionConflict { .. })
    ));
}

#[test]
fn a_hold_is_set_at_a_version_and_said_again_without_harm() {
    let open = away(Place::Pickup);
    let stale = open.held(true, Some(7));
    assert!(matches!(stale, Err(DomainError::VersionConflict { .. })));
    let held = open.held(true, Some(open.version)).unwrap();
    assert!(held.on_hold && held.version == open.version + 1);
    assert_eq!(held.held(true, Some(open.version)).unwrap(), held);
    let refused = held.take_from_staff(1, held.total, now());
    assert_eq!(refused, Err(DomainError::CheckOnHold));
    let again = held.held(false, Some(held.version)).unwrap();
    assert!(again.take_from_staff(1, again.total, now()).is_ok());
    let closed = again.close(now()).unwrap();
    assert_eq!(closed.held(true, None), Err(DomainError::SessionClosed));
}

#[test]
fn a_table_is_ready_for_its_bill_when_every_order_that_counts_is_served() {
    use OrderStatus::{Cancelled, Completed, Ready, Rejected, Served};
    let check = check();
    let placed = placement(&check, &cart(&[line("a", "water", 1, &[])]), 1);
    let (order, sent) = (placed.order, placed.check);
    let at = |status| Order {
        status,
        ..order.clone()
    };
    for (statuses, ready) in [
        (&[][..], false),
        (&[Served], true),
        (&[Served, Ready], false),
        (&[Served, Rejected, Completed], true),
        (&[Cancelled, Rejected], false),
    ] {
        let orders: Vec<_> = statuses.iter().map(|status| at(*status)).collect();
        let stands = sent.standing(&orders) == CheckStatus::ReadyToBill;
        assert_eq!(stands, ready, "{statuses:?}");
        let pickup = Check {
            status: CheckStatus::SentToKitchen,
            ..away(Place::Pickup)
        };
        assert_eq!(pickup.standing(&orders), CheckStatus::SentToKitchen);
    }
}

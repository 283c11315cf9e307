use super::*;
use crate::fixtures::{inr, later, now, seated};
use crate::limits::WINDOW_SECONDS;

fn check() -> Check {
    Check {
        waiter_id: Some("asha".parse().unwrap()),
        ..crate::fixtures::check()
    }
}

fn change(party_size: Option<u16>, waiter: Option<&str>) -> ChangeParty {
    ChangeParty {
        party_size,
        waiter_id: waiter.map(|id| id.parse().unwrap()),
    }
}

#[test]
fn a_change_keeps_what_it_does_not_name() {
    let check = check();
    let more = check.change(&change(Some(200), None)).unwrap();
    assert_eq!(
        (more.party_size, &more.waiter_id),
        (Some(200), &check.waiter_id)
    );
    let other = more.change(&change(None, Some("ravi"))).unwrap();
    assert_eq!(other.waiter_id, Some("ravi".parse().unwrap()));
    assert_eq!(
        (other.party_size, other.version),
        (Some(200), check.version + 2)
    );
}

#[test]
fn a_change_is_of_something_possible_on_an_open_session() {
    let check = check();
    for bad in [
        change(None, None),
        change(Some(0), None),
        change(Some(201), Some("ravi")),
    ] {
        let refused = check.change(&bad);
        assert!(
            matches!(
                refused,
                Err(DomainError::Invalid {
                    field: "party_size",
                    ..
                })
            ),
            "{bad:?}: {refused:?}"
        );
    }
    let closed = check.close(now()).unwrap();
    let refused = closed.change(&change(Some(3), None));
    assert!(
        matches!(refused, Err(DomainError::SessionClosed)),
        "{refused:?}"
    );
}

#[test]
fn an_order_moves_the_account_by_the_table_of_transitions() {
    for status in CheckStatus::ALL.iter().copied() {
        let before = Check { status, ..check() };
        match before.take_order(1, inr(500), now()) {
            Ok(after) => {
                assert!(status.may_become(after.status) || status == after.status);
                let goes = [CheckStatus::SentToKitchen, CheckStatus::Preparing];
                assert!(goes.contains(&after.status), "{status:?}");
                let counted = (after.order_count, after.total, after.version);
                assert_eq!(counted, (1, inr(500), before.version + 1));
                assert_eq!(after.last_order_at, Some(now()));
            }
            Err(error) => {
                assert_eq!(error, DomainError::CheckBilled);
                assert!(!CheckStatus::TAKING_ORDERS.contains(&status));
            }
        }
    }
}

#[test]
fn a_lock_of_the_pin_is_noted_once_and_ends_with_its_time_or_a_new_pin() {
    let check = check();
    let locked = check.lock_pin(later(900), now()).unwrap();
    assert_eq!(
        (locked.pin_locked_until, locked.version),
        (Some(later(900)), check.version + 1)
    );
    assert_eq!(locked.lock_pin(later(960), later(60)), None, "it is known");
    let again = locked.lock_pin(later(1_800), later(900)).unwrap();
    assert_eq!(again.pin_locked_until, Some(later(1_800)));
    assert_eq!(locked.rotate_pin().unwrap().pin_locked_until, None);
}

#[test]
fn a_total_stands_once_it_was_settled() {
    let open = check().take_order(1, inr(500), now()).unwrap();
    let closed = open.close(later(60)).unwrap();
    // A party that has left without a bill owes what was not voided.
    for unbilled in [&open, &closed] {
        let after = unbilled.adjust(inr(-200)).unwrap();
        assert_eq!(
            (after.total, after.version),
            (inr(300), unbilled.version + 1)
        );
    }
    for before in [open, closed] {
        let billed = Check {
            paid_at: Some(later(120)),
            ..before
        };
        assert_eq!(billed.adjust(inr(-200)), Err(DomainError::CheckBilled));
        assert!(billed.take_order(1, inr(500), later(180)).is_err());
    }
}

/// Places an order every `seconds` and says how many of `tries` the check took.
fn taken(mut check: Check, tries: i64, seconds: i64) -> usize {
    let mut taken = 0;
    for at in (0..tries).map(|n| later(n * seconds)) {
        match check.take_order(1, inr(100), at) {
            Ok(next) => {
                check = next;
                taken += 1;
            }
            Err(DomainError::OrderedTooOften { retry_after }) => {
                let again = at + jiff::SignedDuration::from_secs(retry_after.cast_signed());
                assert!(
                    check.take_order(1, inr(100), again).is_ok(),
                    "{retry_after}"
                );
                let before = again - jiff::SignedDuration::from_secs(1);
                assert!(
                    check.take_order(1, inr(100), before).is_err(),
                    "{retry_after}"
                );
            }
            Err(error) => assert!(
                matches!(error, DomainError::SessionOrderLimit { .. }),
                "{error}"
            ),
        }
    }
    taken
}

#[test]
fn a_party_orders_as_often_as_its_terms_allow() {
    let check = check();
    let limits = check.terms.limits;
    let window = usize::try_from(limits.orders_per_window).unwrap();
    let session = usize::try_from(limits.orders_per_session).unwrap();
    assert_eq!(taken(check.clone(), 60, 1), window);
    assert_eq!(taken(check.clone(), 2 * WINDOW_SECONDS, 1), 2 * window);
    assert_eq!(taken(check, 1000, WINDOW_SECONDS), session);
    // Where everybody pays alone, everybody orders alone.
    let alone = |guest_count| Check {
        guest_count,
        ..seated(2, Mode::Individual).1
    };
    assert_eq!(taken(alone(0), 60, 1), window);
    assert_eq!(taken(alone(3), 60, 1), 3 * window);
}

#[test]
fn a_guest_says_how_many_they_are_where_staff_left_it_open() {
    let known = |party_size| Check {
        party_size,
        ..check()
    };
    for (before, said, after) in [
        (None, Some(5), Some(5)),
        (Some(2), Some(5), Some(2)),
        (Some(2), None, Some(2)),
        (None, None, None),
    ] {
        let joined = known(before).of_party(said);
        assert_eq!(joined, known(after));
    }
    for bad in [0, MAX_PARTY + 1] {
        let refused = party_size("guest.party_size", Some(bad)).unwrap_err();
        let message = "guest.party_size: 1 to 200";
        assert_eq!(refused.to_string(), message);
    }
    assert_eq!(
        party_size("party_size", Some(MAX_PARTY)),
        Ok(Some(MAX_PARTY))
    );
}

//! Every pair of every status table against tables that are written out here by hand:
//! a change of the rules must be made twice, once knowingly.

use super::*;

/// Walks all pairs. `expected` has a row for each status: its name, and the names of
/// those that may follow.
fn check<S: Status + std::fmt::Debug>(expected: &[(&str, &[&str])]) {
    let names: Vec<_> = S::ALL.iter().map(|s| s.name()).collect();
    let rows: Vec<_> = expected.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, rows, "the statuses of a {}", S::WHAT);
    let mut legal = 0;
    for (from, (_, follows)) in S::ALL.iter().zip(expected) {
        for to in S::ALL {
            let may = follows.contains(&to.name());
            legal += usize::from(may);
            assert_eq!(from.may_become(*to), may, "{from:?} to {to:?}");
            let refusal = DomainError::IllegalTransition {
                what: S::WHAT,
                from: from.name(),
                to: to.name(),
            };
            match from.step(*to) {
                Ok(now) => assert!(may && now == *to, "{from:?} to {to:?}"),
                Err(error) => {
                    assert!(!may, "{from:?} to {to:?}");
                    assert_eq!(error, refusal);
                }
            }
        }
    }
    assert_eq!(
        legal,
        S::STEPS.len(),
        "no step of a {} stands twice",
        S::WHAT
    );
}

#[test]
fn lines() {
    check::<LineStatus>(&[
        ("new", &["cooking", "cancelled"]),
        ("cooking", &["new", "ready", "cancelled"]),
        ("ready", &["cooking", "served", "cancelled"]),
        ("served", &["ready"]),
        ("cancelled", &[]),
    ]);
}

#[test]
fn orders() {
    check::<OrderStatus>(&[
        ("placed", &["accepted", "rejected", "cancelled"]),
        ("accepted", &["preparing", "cancelled"]),
        ("preparing", &["accepted", "ready", "cancelled"]),
        ("ready", &["preparing", "served", "cancelled"]),
        ("served", &["ready", "completed"]),
        ("completed", &[]),
        ("rejected", &[]),
        ("cancelled", &[]),
    ]);
}

#[test]
fn checks() {
    check::<CheckStatus>(&[
        ("saved", &["sent_to_kitchen", "billed"]),
        (
            "sent_to_kitchen",
            &["ready_to_bill", "billed", "preparing", "ready_for_pickup"],
        ),
        ("ready_to_bill", &["billed", "sent_to_kitchen"]),
        (
            "billed",
            &["paid", "sent_to_kitchen", "preparing", "ready_for_pickup"],
        ),
        ("paid", &[]),
        ("preparing", &["out_for_delivery"]),
        ("out_for_delivery", &["delivered"]),
        ("delivered", &["paid"]),
        ("ready_for_pickup", &["paid"]),
    ]);
}

#[test]
fn tables() {
    check::<TableStatus>(&[
        ("free", &["booked", "occupied"]),
        ("booked", &["free", "occupied"]),
        ("occupied", &["free", "billed", "cleaning"]),
        ("billed", &["free", "occupied", "cleaning"]),
        ("cleaning", &["free"]),
    ]);
}

#[test]
fn calls() {
    check::<CallStatus>(&[
        ("open", &["acknowledged", "resolved"]),
        ("acknowledged", &["resolved"]),
        ("resolved", &[]),
    ]);
}

#[test]
fn print_jobs() {
    check::<PrintStatus>(&[
        ("queued", &["held", "claimed", "printed", "dismissed"]),
        ("held", &["queued", "printed", "dismissed"]),
        ("claimed", &["queued", "printed", "failed", "unconfirmed"]),
        ("printed", &[]),
        ("failed", &["queued", "printed", "dismissed"]),
        ("unconfirmed", &["printed", "dismissed"]),
        ("dismissed", &["printed"]),
    ]);
}

#[test]
fn messages() {
    check::<MessageStatus>(&[
        (
            "queued",
            &["by_hand", "sending", "sent", "failed", "dismissed"],
        ),
        ("by_hand", &["sent", "dismissed"]),
        ("sending", &["queued", "sent", "failed", "unconfirmed"]),
        ("sent", &[]),
        ("failed", &["queued", "sent", "dismissed"]),
        ("unconfirmed", &["queued", "sent", "dismissed"]),
        ("dismissed", &[]),
    ]);
}

/// The names in JSON, in the tables and in messages are the same.
#[test]
fn names_are_those_of_the_json() {
    fn check<S: Status + Serialize + for<'de> Deserialize<'de> + std::fmt::Debug>() {
        for status in S::ALL {
            let json = serde_json::to_value(status).unwrap();
            assert_eq!(json, status.name());
            assert_eq!(serde_json::from_value::<S>(json).unwrap(), *status);
        }
    }
    check::<LineStatus>();
    check::<OrderStatus>();
    check::<CheckStatus>();
    check::<TableStatus>();
    check::<CallStatus>();
    check::<PrintStatus>();
    check::<MessageStatus>();
}

#[test]
fn a_refusal_names_the_current_state() {
    let error = OrderStatus::Ready.step(OrderStatus::Placed).unwrap_err();
    assert_eq!(error.to_string(), "order cannot go from ready to placed");
}

#[test]
fn open_and_billable_orders() {
    let named = |pick: fn(OrderStatus) -> bool| -> Vec<_> {
        OrderStatus::ALL
            .iter()
            .filter(|s| pick(**s))
            .map(|s| s.name())
            .collect()
    };
    assert_eq!(
        named(OrderStatus::is_open),
        ["placed", "accepted", "preparing", "ready"]
    );
    assert_eq!(
        named(|s| !s.is_billable()),
        ["rejected", "cancelled"],
        "only what never was or is void costs nothing"
    );
}

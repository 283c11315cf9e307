//! Orders move on: every pair, and what each step does.

use super::*;
use crate::fixtures::{cart, check as session, inr, later, line, now};

#[path = "progress_properties.rs"]
mod properties;

fn because() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

fn to(status: OrderStatus) -> MoveOrder {
    MoveOrder {
        to: status,
        reason: because(),
        version: None,
        at: now(),
    }
}

fn line_to(id: &str, status: LineStatus) -> MoveLine {
    MoveLine {
        line: id.parse().unwrap(),
        to: status,
        quantity: None,
        reason: because(),
        version: None,
        at: now(),
    }
}

fn void(id: &str, pieces: u32) -> MoveLine {
    MoveLine {
        quantity: Some(pieces),
        ..line_to(id, LineStatus::Cancelled)
    }
}

/// Three dosas `d`, one tikka `t`, two waters `w`, as placed.
fn placed() -> Order {
    let lines = [
        line("d", "dosa", 3, &["large"]),
        line("t", "tikka", 1, &[]),
        line("w", "water", 2, &[]),
    ];
    crate::fixtures::order(&session(), &cart(&lines), 1)
}

/// The same order, moved to a status on the shortest way.
fn brought_to(status: OrderStatus) -> Order {
    use OrderStatus::{Accepted, Cancelled, Completed, Placed, Preparing, Ready, Rejected, Served};
    let way: &[OrderStatus] = match status {
        Placed => &[],
        Accepted => &[Accepted],
        Preparing => &[Accepted, Preparing],
        Ready => &[Accepted, Preparing, Ready],
        Served => &[Accepted, Preparing, Ready, Served],
        Completed => &[Accepted, Preparing, Ready, Served, Completed],
        Rejected => &[Rejected],
        Cancelled => &[Cancelled],
    };
    way.iter()
        .fold(placed(), |order, step| order.move_to(&to(*step)).unwrap())
}

fn statuses(order: &Order) -> Vec<&'static str> {
    order.lines.iter().map(|l| l.status.name()).collect()
}

#[test]
fn every_pair_of_an_order() {
    for from in OrderStatus::ALL {
        let before = brought_to(*from);
        assert_eq!(before.status, *from);
        for goal in OrderStatus::ALL {
            match before.move_to(&to(*goal)) {
                Ok(after) => {
                    assert!(from.may_become(*goal), "{from:?} to {goal:?}");
                    assert_eq!((after.status, after.version), (*goal, before.version + 1));
                }
                Err(error) => {
                    assert!(!from.may_become(*goal), "{from:?} to {goal:?}");
                    assert_eq!(error, from.refuse(*goal));
                }
            }
        }
    }
}

#[test]
fn every_pair_of_a_line() {
    use LineStatus::{Cancelled, Cooking, New, Ready, Served};
    for from in LineStatus::ALL {
        let way: &[LineStatus] = match from {
            New => &[],
            Cooking => &[Cooking],
            Ready => &[Cooking, Ready],
            Served => &[Cooking, Ready, Served],
            Cancelled => &[Cancelled],
        };
        let accepted = brought_to(OrderStatus::Accepted);
        let before = way.iter().fold(accepted, |o, step| {
            o.move_line(&line_to("d", *step)).unwrap()
        });
        for goal in LineStatus::ALL {
            match before.move_line(&line_to("d", *goal)) {
                Ok(after) => {
                    assert!(from.may_become(*goal), "{from:?} to {goal:?}");
                    assert_eq!(after.lines[0].status, *goal);
                    assert_eq!(after.lines[1..], before.lines[1..], "the others stay");
                }
                Err(error) => {
                    assert!(!from.may_become(*goal), "{from:?} to {goal:?}");
                    assert_eq!(error, from.refuse(*goal));
                }
            }
        }
    }
}

#[test]
fn lines_follow_their_order() {
    let check = |status, expected: [&str; 3]| {
        assert_eq!(statuses(&brought_to(status)), expected, "{status:?}");
    };
    check(OrderStatus::Placed, ["new", "new", "ready"]);
    check(OrderStatus::Accepted, ["new", "new", "ready"]);
    check(OrderStatus::Preparing, ["cooking", "cooking", "ready"]);
    check(OrderStatus::Ready, ["ready", "ready", "ready"]);
    check(OrderStatus::Served, ["served", "served", "served"]);
    check(OrderStatus::Completed, ["served", "served", "served"]);
    check(
        OrderStatus::Rejected,
        ["cancelled", "cancelled", "cancelled"],
    );
}

#[test]
fn an_order_follows_its_lines() {
    use LineStatus::{Cooking, New, Ready, Served};
    let mut order = brought_to(OrderStatus::Accepted);
    let mut check = |id: &str, goal, expected: OrderStatus| {
        order = order.move_line(&line_to(id, goal)).unwrap();
        assert_eq!(order.status, expected, "{id} {goal:?}");
    };
    check("w", Served, OrderStatus::Accepted);
    check("d", Cooking, OrderStatus::Preparing);
    check("d", New, OrderStatus::Accepted);
    check("d", Cooking, OrderStatus::Preparing);
    check("d", Ready, OrderStatus::Preparing);
    check("t", Cooking, OrderStatus::Preparing);
    check("d", Served, OrderStatus::Preparing);
    check("t", Ready, OrderStatus::Ready);
    check("t", Cooking, OrderStatus::Preparing);
    check("t", LineStatus::Cancelled, OrderStatus::Served);
    check("d", Ready, OrderStatus::Ready);
}

#[test]
fn what_needs_no_kitchen_is_never_cooked() {
    let bottles = crate::fixtures::order(&session(), &cart(&[line("w", "water", 2, &[])]), 1);
    let ready = bottles.move_to(&to(OrderStatus::Accepted)).unwrap();
    assert_eq!(ready.status, OrderStatus::Ready);
    let refused = ready.move_to(&to(OrderStatus::Preparing)).unwrap_err();
    assert_eq!(refused, OrderStatus::Ready.refuse(OrderStatus::Preparing));
    let refused = ready
        .move_line(&line_to("w", LineStatus::Cooking))
        .unwrap_err();
    assert_eq!(refused, LineStatus::Ready.refuse(LineStatus::Cooking));
    let served = ready.move_to(&to(OrderStatus::Served)).unwrap();
    assert_eq!(
        served.move_to(&to(OrderStatus::Ready)).unwrap().status,
        OrderStatus::Ready
    );
    let recalled = brought_to(OrderStatus::Ready)
        .move_to(&to(OrderStatus::Preparing))
        .unwrap();
    assert_eq!(statuses(&recalled), ["cooking", "cooking", "ready"]);
}

#[test]
fn what_is_on_the_table_stays_on_the_check() {
    let served = brought_to(OrderStatus::Accepted)
        .move_line(&line_to("w", LineStatus::Served))
        .unwrap();
    let refused = served.move_to(&to(OrderStatus::Cancelled)).unwrap_err();
    assert_eq!(refused, LineStatus::Served.refuse(LineStatus::Cancelled));
    let rest = served
        .move_line(&line_to("d", LineStatus::Cancelled))
        .unwrap();
    let rest = rest
        .move_line(&line_to("t", LineStatus::Cancelled))
        .unwrap();
    assert_eq!((rest.status, rest.total), (OrderStatus::Served, inr(8_000)));
}

#[test]
fn voids_take_pieces_away_and_say_why() {
    let before = brought_to(OrderStatus::Accepted);
    assert_eq!(before.total, inr(3 * 16_000 + 32_000 + 8_000));
    let once = before.move_line(&void("d", 1)).unwrap();
    let line = &once.lines[0];
    assert_eq!(
        (line.quantity, line.voided, line.total),
        (2, 1, inr(32_000))
    );
    assert_eq!((line.status, &line.reason), (LineStatus::New, &because()));
    assert_eq!(once.total, inr(2 * 16_000 + 32_000 + 8_000));
    let twice = once.move_line(&void("d", 2)).unwrap();
    let line = &twice.lines[0];
    assert_eq!((line.quantity, line.voided, line.total), (0, 3, inr(0)));
    assert_eq!(
        (line.status, twice.total),
        (LineStatus::Cancelled, inr(40_000))
    );

    let refused = |command: &MoveLine, field| {
        let error = before.move_line(command).unwrap_err();
        assert!(
            matches!(error, DomainError::Invalid { field: f, .. } if f == field),
            "{error}"
        );
    };
    refused(&void("d", 0), "quantity");
    refused(&void("d", 4), "quantity");
    refused(
        &MoveLine {
            reason: None,
            ..void("d", 1)
        },
        "reason",
    );
    refused(
        &MoveLine {
            quantity: Some(1),
            ..line_to("d", LineStatus::Cooking)
        },
        "quantity",
    );
    let whole = MoveLine {
        quantity: Some(3),
        ..line_to("d", LineStatus::Cooking)
    };
    assert!(before.move_line(&whole).is_ok());
}

#[test]
fn a_guest_may_be_spared_a_line_before_the_order_is_accepted() {
    let order = placed().move_line(&void("t", 1)).unwrap();
    assert_eq!(order.status, OrderStatus::Placed);
    let refused = order
        .move_line(&line_to("d", LineStatus::Cooking))
        .unwrap_err();
    assert_eq!(refused, LineStatus::New.refuse(LineStatus::Cooking));
    let order = order
        .move_line(&void("d", 3))
        .unwrap()
        .move_line(&void("w", 2))
        .unwrap();
    assert_eq!(
        (order.status, order.total),
        (OrderStatus::Cancelled, inr(0))
    );
}

fn said(command: MoveOrder, at: Timestamp) -> MoveOrder {
    MoveOrder { at, ..command }
}

#[test]
fn times_are_those_of_acceptance_and_of_the_pass() {
    use OrderStatus::{Accepted, Preparing, Ready, Served};
    let order = placed();
    let order = order.move_to(&said(to(Accepted), later(60))).unwrap();
    assert_eq!(order.accepted_at, Some(later(60)));
    // The tikka takes a quarter of an hour.
    assert_eq!(order.estimated_ready_at, Some(later(60 + 15 * 60)));
    let order = order.move_to(&said(to(Preparing), later(90))).unwrap();
    assert_eq!((order.accepted_at, order.ready_at), (Some(later(60)), None));
    let order = order.move_to(&said(to(Ready), later(500))).unwrap();
    assert_eq!(order.ready_at, Some(later(500)));
    let order = order.move_to(&said(to(Served), later(560))).unwrap();
    let back = order.move_to(&said(to(Ready), later(570))).unwrap();
    assert_eq!(
        back.ready_at,
        Some(later(500)),
        "it waits as long as before"
    );
    let again = back.move_to(&said(to(Preparing), later(580))).unwrap();
    assert_eq!((again.accepted_at, again.ready_at), (Some(later(60)), None));
    let by_line = line_to("d", LineStatus::Ready);
    let by_line = MoveLine {
        at: later(700),
        ..by_line
    };
    let again = again.move_line(&line_to("t", LineStatus::Ready)).unwrap();
    let again = again.move_line(&by_line).unwrap();
    assert_eq!(again.ready_at, Some(later(700)), "its last line counts");
}

#[test]
fn what_was_served_without_a_stay_at_the_pass_waits_from_when_it_comes_back() {
    let order = brought_to(OrderStatus::Preparing);
    let order = ["d", "w"].iter().fold(order, |order, id| {
        let ready = order.move_line(&line_to(id, LineStatus::Ready));
        let ready = ready.unwrap_or(order);
        ready.move_line(&line_to(id, LineStatus::Served)).unwrap()
    });
    let served = order.move_line(&void("t", 1)).unwrap();
    assert_eq!(
        (served.status, served.ready_at),
        (OrderStatus::Served, None)
    );
    let back = said(to(OrderStatus::Ready), later(700));
    assert_eq!(served.move_to(&back).unwrap().ready_at, Some(later(700)));
}

#[test]
fn an_order_that_was_stored_without_times_gets_no_promise_at_its_next_move() {
    let old = Order {
        accepted_at: None,
        estimated_ready_at: None,
        ..brought_to(OrderStatus::Accepted)
    };
    let next = old.move_to(&to(OrderStatus::Preparing)).unwrap();
    assert_eq!((next.accepted_at, next.estimated_ready_at), (None, None));
}

#[test]
fn a_party_that_left_is_noted_once_and_only_while_something_is_to_be_served() {
    let waiting = placed().party_left(later(60)).unwrap();
    assert_eq!(waiting.party_left_at, Some(later(60)));
    assert_eq!(waiting.version, 2);
    assert_eq!(waiting.party_left(later(90)), None);
    assert!(brought_to(OrderStatus::Ready).party_left(now()).is_some());
    for over in [
        OrderStatus::Served,
        OrderStatus::Completed,
        OrderStatus::Rejected,
        OrderStatus::Cancelled,
    ] {
        assert_eq!(brought_to(over).party_left(now()), None, "{over:?}");
    }
}

#[test]
fn commands_are_checked() {
    let order = placed();
    let stale = MoveOrder {
        version: Some(9),
        at: now(),
        ..to(OrderStatus::Accepted)
    };
    let conflict = DomainError::VersionConflict {
        expected: 9,
        actual: 1,
    };
    assert_eq!(order.move_to(&stale).unwrap_err(), conflict);
    let stale = MoveLine {
        version: Some(9),
        at: now(),
        ..void("d", 1)
    };
    assert_eq!(order.move_line(&stale).unwrap_err(), conflict);
    let current = MoveOrder {
        version: Some(1),
        at: now(),
        ..to(OrderStatus::Accepted)
    };
    assert!(order.move_to(&current).is_ok());
    let unknown = order
        .move_line(&line_to("x", LineStatus::Cancelled))
        .unwrap_err();
    assert_eq!(unknown, DomainError::NotFound("line"));
    for status in [OrderStatus::Rejected, OrderStatus::Cancelled] {
        let silent = MoveOrder {
            reason: None,
            ..to(status)
        };
        let error = order.move_to(&silent).unwrap_err();
        assert!(
            matches!(
                error,
                DomainError::Invalid {
                    field: "reason",
                    ..
                }
            ),
            "{error}"
        );
    }
}

//! Orders move on: every pair, and what stays true however they are moved.

use proptest::prelude::*;

use super::*;
use crate::fixtures::{cart, check as session, inr, line};

fn because() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

fn to(status: OrderStatus) -> MoveOrder {
    MoveOrder {
        to: status,
        reason: because(),
        version: None,
    }
}

fn line_to(id: &str, status: LineStatus) -> MoveLine {
    MoveLine {
        line: id.parse().unwrap(),
        to: status,
        quantity: None,
        reason: because(),
        version: None,
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

#[test]
fn commands_are_checked() {
    let order = placed();
    let stale = MoveOrder {
        version: Some(9),
        ..to(OrderStatus::Accepted)
    };
    let conflict = DomainError::VersionConflict {
        expected: 9,
        actual: 1,
    };
    assert_eq!(order.move_to(&stale).unwrap_err(), conflict);
    let stale = MoveLine {
        version: Some(9),
        ..void("d", 1)
    };
    assert_eq!(order.move_line(&stale).unwrap_err(), conflict);
    let current = MoveOrder {
        version: Some(1),
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

#[derive(Debug, Clone)]
enum Command {
    Order(MoveOrder),
    Line(MoveLine),
}

fn any_command() -> impl Strategy<Value = Command> {
    let order = prop::sample::select(OrderStatus::ALL.to_vec()).prop_map(|s| Command::Order(to(s)));
    let lines = prop::sample::select(vec!["a", "b", "c", "d"]);
    let goal = prop::sample::select(LineStatus::ALL.to_vec());
    let line =
        (lines, goal, prop::option::weighted(0.3, 0..5_u32)).prop_map(|(id, goal, quantity)| {
            Command::Line(MoveLine {
                quantity,
                ..line_to(id, goal)
            })
        });
    prop_oneof![1 => order, 4 => line]
}

/// Orders of up to four lines `a` to `d`.
fn any_order() -> impl Strategy<Value = Order> {
    let item = prop::sample::select(vec!["dosa", "tikka", "water"]);
    prop::collection::vec((item, 1..=4_u32), 1..=4).prop_map(|items| {
        let lines: Vec<_> = items
            .into_iter()
            .zip(["a", "b", "c", "d"])
            .map(|((item, n), id)| {
                line(id, item, n, if item == "dosa" { &["regular"] } else { &[] })
            })
            .collect();
        crate::fixtures::order(&session(), &cart(&lines), 1)
    })
}

/// What must be true of any order.
fn sound(order: &Order, ordered: &Order) -> Result<(), TestCaseError> {
    let mut sum = 0;
    for (line, first) in order.lines.iter().zip(&ordered.lines) {
        prop_assert_eq!(line.quantity + line.voided, first.quantity);
        prop_assert_eq!(
            line.total.minor,
            line.unit_price.minor * i64::from(line.quantity)
        );
        prop_assert_eq!(line.is_live(), line.quantity > 0);
        prop_assert!(line.station.is_some() || line.status >= LineStatus::Ready);
        sum += line.total.minor;
    }
    prop_assert_eq!(order.total, inr(sum));
    match order.status {
        OrderStatus::Placed => prop_assert!(order.lines.iter().any(OrderLine::is_live)),
        OrderStatus::Completed => prop_assert_eq!(order.derived_status(), OrderStatus::Served),
        OrderStatus::Rejected => prop_assert_eq!(order.derived_status(), OrderStatus::Cancelled),
        at_work => prop_assert_eq!(order.derived_status(), at_work),
    }
    Ok(())
}

proptest! {
    /// However several orders of a check are moved, they stay sound, and the differences
    /// that the store adds to the check keep its total the sum of them.
    #[test]
    fn orders_stay_sound_and_their_check_exact(
        mut orders in prop::collection::vec(any_order(), 1..4),
        commands in prop::collection::vec((any::<prop::sample::Index>(), any_command()), 0..60),
    ) {
        let ordered = orders.clone();
        let mut check: i64 = orders.iter().map(|o| o.total.minor).sum();
        for (at, command) in &commands {
            let at = at.index(orders.len());
            let before = &orders[at];
            let moved = match command {
                Command::Order(command) => before.move_to(command),
                Command::Line(command) => before.move_line(command),
            };
            let Ok(after) = moved else { continue };
            prop_assert_eq!(after.version, before.version + 1);
            sound(&after, &ordered[at])?;
            check += after.total.minor - before.total.minor;
            orders[at] = after;
        }
        prop_assert_eq!(check, orders.iter().map(|o| o.total.minor).sum::<i64>());
    }

    /// A step taken by mistake is taken back: the same lines, two versions on.
    #[test]
    fn a_recall_undoes_a_step(order in any_order(), voided in 0..4_usize) {
        let mut now = order.move_to(&to(OrderStatus::Accepted)).unwrap();
        if let Some(line) = now.lines.get(voided).filter(|l| l.quantity > 1) {
            now = now.move_line(&void(line.id.as_str(), 1)).unwrap();
        }
        for goal in [OrderStatus::Preparing, OrderStatus::Ready, OrderStatus::Served] {
            // Bottles alone are ready from the start.
            let Ok(forth) = now.move_to(&to(goal)) else { continue };
            let back = forth.move_to(&to(now.status)).unwrap();
            prop_assert_eq!(&back.lines, &now.lines);
            prop_assert_eq!((back.status, back.total), (now.status, now.total));
            prop_assert_eq!(back.version, now.version + 2);
            now = forth;
        }
        prop_assert_eq!(now.status, OrderStatus::Served);
    }
}

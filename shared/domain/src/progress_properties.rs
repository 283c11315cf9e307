//! What stays true however orders are moved.

use proptest::prelude::*;

use super::*;

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

/// As a branch has it that accepts by itself.
fn accepted_at_once(mut order: Order) -> Order {
    order.status = order.derived_status();
    order.note_times(OrderStatus::Placed, order.placed_at);
    order
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

    /// However an order is moved, a retry of the request that placed it is answered as at first.
    #[test]
    fn an_order_is_known_as_it_was_placed(
        order in any_order(),
        at_once in any::<bool>(),
        commands in prop::collection::vec(any_command(), 0..40),
    ) {
        let placed = if at_once { accepted_at_once(order) } else { order };
        let mut now = placed.clone();
        for command in commands {
            let later = placed.placed_at + SignedDuration::from_secs(60);
            let moved = match command {
                Command::Order(command) => now.move_to(&MoveOrder { at: later, ..command }),
                Command::Line(command) => now.move_line(&MoveLine { at: later, ..command }),
            };
            now = moved.unwrap_or(now);
            prop_assert_eq!(&now.as_placed().unwrap(), &placed);
        }
        if let Some(left) = now.party_left(placed.placed_at) {
            prop_assert_eq!(&left.as_placed().unwrap(), &placed);
        }
        prop_assert_eq!(&now.as_placed().unwrap(), &placed);
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

//! What is to be had: ends that end by themselves, counts that never go below nothing.

use proptest::prelude::*;

use super::*;
use crate::Paused;
use crate::cart::PutLine;
use crate::check::Check;
use crate::fixtures::{cart, check, guest, line, menu, now, order_for, profile, stock};
use crate::id::LineId;
use crate::order::Order;
use crate::placing::{Naming, Situation, place};
use crate::progress::{MoveLine, MoveOrder};
use crate::text::Reason;
use crate::transitions::{LineStatus, OrderStatus};

fn item(id: &str) -> ItemId {
    id.parse().unwrap()
}

fn minutes(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn order_of(stock: &Stock, check: &Check, lines: &[PutLine]) -> Result<Order, DomainError> {
    let cart = cart(lines);
    let at = Situation {
        check,
        guest: &guest(check, 1),
        cart: &cart,
        menu: &menu(),
        stock,
        profile: &profile(),
    };
    let naming = Naming {
        id: "lane_check1_o1".parse().unwrap(),
        request_hash: None,
        number: 1,
        business_day: "2026-11-20".parse().unwrap(),
    };
    place(at, &order_for(&cart), naming, now()).map(|placed| placed.order)
}

/// What the order's commit does to the count.
fn take(stock: &mut Stock, order: &Order) -> bool {
    let pieces = order.lines.iter().map(|l| (&l.item_id, l.quantity));
    let counted = stock.counted(pieces);
    let enough = counted.iter().all(|(item, n)| stock.left[item] >= *n);
    if enough {
        for (item, pieces) in &counted {
            *stock.left.get_mut(item).unwrap() -= pieces;
        }
    }
    enough
}

#[test]
fn an_end_that_is_over_ends_by_itself() {
    let later = minutes(60);
    let stock = stock()
        .with(&item("dosa"), Supply::SoldOut(Some(later)), now())
        .with(&item("tikka"), Supply::SoldOut(None), now());
    let has = |at| ["dosa", "tikka", "water"].map(|id| stock.as_of(at).has(&item(id)));
    assert_eq!(has(minutes(59)), [false, false, true]);
    assert_eq!(has(later), [true, false, true]);
    assert_eq!(
        (stock.next_end(now()), stock.ended(now())),
        (Some(later), 0)
    );
    assert_eq!((stock.next_end(later), stock.ended(later)), (None, 1));
    assert_eq!(stock.supply(&item("dosa")), Supply::SoldOut(Some(later)));
    assert_eq!(stock.supply(&item("tikka")), Supply::SoldOut(None));
    // The order is decided by the server's time, not by what lies there.
    let dosa = [line("a", "dosa", 1, &["regular"])];
    let over = stock.with(&item("dosa"), Supply::SoldOut(Some(now())), minutes(-1));
    assert!(order_of(&over, &check(), &dosa).is_ok());
    assert!(matches!(
        order_of(&stock, &check(), &dosa),
        Err(DomainError::ItemSoldOut(_))
    ));
}

#[test]
fn a_pause_says_why_and_ends_by_itself() {
    let word = PauseWord::parse(Some(" Back at eight ")).unwrap();
    let pause = Pause::parse(word, Some(minutes(20)), now()).unwrap();
    let paused = stock().with_ordering(Some(pause), now());
    assert_eq!((paused.ordering_open, paused.version), (false, 2));
    let water = [line("a", "water", 1, &[])];
    let refused = Paused {
        word: Some("Back at eight".to_owned()),
        until: Some(minutes(20)),
    };
    assert_eq!(
        order_of(&paused, &check(), &water),
        Err(DomainError::OrderingPaused(Box::new(refused)))
    );
    assert!(!paused.as_of(minutes(19)).ordering_open);
    let after = paused.as_of(minutes(20));
    assert_eq!((after.ordering_open, after.pause), (true, None));
    let back = paused.with_ordering(None, now());
    assert_eq!(
        (back.ordering_open, back.pause, back.version),
        (true, None, 3)
    );
    // One without an end waits for somebody.
    let paused = stock().with_ordering(Some(Pause::default()), now());
    assert!(!paused.as_of(minutes(60 * 24 * 365)).ordering_open);
}

#[test]
fn what_is_said_of_an_item_must_make_sense() {
    let parse = |available, until: Option<i64>, count| match Supply::parse(
        available,
        until.map(minutes),
        count,
        now(),
    ) {
        Ok(supply) => Ok(supply),
        Err(DomainError::Invalid { field, .. }) => Err(field),
        Err(other) => panic!("{other}"),
    };
    let said = |available, until, count| parse(Some(available), until, count);
    // Nothing of how much there is, but then nothing at all of it.
    assert_eq!(parse(None, None, None), Ok(None));
    assert_eq!(parse(None, Some(5), None), Err("until"));
    assert_eq!(parse(None, None, Some(3)), Err("count"));
    let says = |supply| Ok(Some(supply));
    assert_eq!(said(true, None, None), says(Supply::Plenty));
    assert_eq!(said(true, None, Some(0)), says(Supply::Left(0)));
    assert_eq!(
        said(true, None, Some(MAX_COUNT)),
        says(Supply::Left(MAX_COUNT))
    );
    assert_eq!(said(true, None, Some(MAX_COUNT + 1)), Err("count"));
    assert_eq!(said(false, None, Some(3)), Err("count"));
    assert_eq!(said(true, Some(5), None), Err("until"));
    assert_eq!(said(false, Some(0), None), Err("until"), "now is over");
    assert_eq!(said(false, Some(-5), None), Err("until"));
    let month = 60 * 24 * MAX_DAYS_AHEAD;
    assert_eq!(
        said(false, Some(month), None),
        says(Supply::SoldOut(Some(minutes(month))))
    );
    assert_eq!(said(false, Some(month + 1), None), Err("until"));
    assert!(Pause::parse(None, Some(minutes(-1)), now()).is_err());
}

#[test]
fn only_a_pause_has_a_word_and_an_end() {
    let word = || PauseWord::parse(Some("Back at eight")).unwrap();
    let said = |open, word, end: Option<i64>| {
        Pause::said(open, word, end.map(minutes), now()).map_err(|refused| match refused {
            DomainError::Invalid { field, .. } => field,
            other => panic!("{other}"),
        })
    };
    assert_eq!(said(true, None, None), Ok(None));
    assert_eq!(said(true, word(), None), Err("word"));
    assert_eq!(said(true, None, Some(20)), Err("until"));
    let until = Some(minutes(20));
    let pause = Pause {
        word: word(),
        until,
    };
    assert_eq!(said(false, word(), Some(20)), Ok(Some(pause)));
    assert_eq!(said(false, None, None), Ok(Some(Pause::default())));
    assert_eq!(said(false, None, Some(-1)), Err("until"));
}

#[test]
fn a_count_refuses_by_name_and_says_what_is_left() {
    let three = stock().with(&item("dosa"), Supply::Left(3), now());
    let dosas = |sizes: &[(&str, &str, u32)]| -> Vec<_> {
        let lines = sizes
            .iter()
            .map(|(id, size, n)| line(id, "dosa", *n, &[size]));
        lines.collect()
    };
    let line_of = |id: &str| {
        Box::new(crate::WhichLine {
            line_id: id.parse::<LineId>().unwrap(),
            item_id: item("dosa"),
            name: "Masala Dosa".to_owned(),
        })
    };
    // Two sizes are one dish.
    let both = dosas(&[("a", "regular", 2), ("b", "large", 2)]);
    let refused = DomainError::TooFewLeft {
        line: line_of("b"),
        left: 3,
    };
    assert_eq!(refused.to_string(), "only 3 left of Masala Dosa");
    assert_eq!(order_of(&three, &check(), &both), Err(refused));
    assert!(order_of(&three, &check(), &dosas(&[("a", "regular", 3)])).is_ok());
    let none = three.with(&item("dosa"), Supply::Left(0), now());
    assert_eq!(
        order_of(&none, &check(), &dosas(&[("a", "regular", 1)])),
        Err(DomainError::ItemSoldOut(line_of("a")))
    );
    // In the cart already: no more than there are, but fewer at any time.
    let four = cart(&dosas(&[("a", "regular", 4)]));
    let put = |n| {
        four.put(
            &menu(),
            &crate::fixtures::moment(&three),
            &line("a", "dosa", n, &["regular"]),
            &crate::fixtures::adder(),
        )
    };
    assert_eq!(
        put(5),
        Err(DomainError::TooFewLeft {
            line: line_of("a"),
            left: 3
        })
    );
    assert!(put(2).is_ok());
}

#[test]
fn guests_hear_of_few_pieces_and_of_none() {
    let left = |n| stock().with(&item("dosa"), Supply::Left(n), now());
    assert!(left(40).looks_like(&left(39)));
    assert!(!left(FEW_LEFT + 1).looks_like(&left(FEW_LEFT)));
    assert!(!left(1).looks_like(&left(0)));
    assert_eq!(
        [left(0), left(3), left(9)].map(|s| s.few(&item("dosa"))),
        [None, Some(3), None]
    );
    assert_eq!(
        [left(0), left(3)].map(|s| s.has(&item("dosa"))),
        [false, true]
    );
}

#[test]
fn what_nobody_has_made_can_be_sold_again() {
    let check = check();
    let lines = [
        line("a", "dosa", 3, &["regular"]),
        line("b", "tikka", 1, &[]),
        line("c", "water", 2, &[]),
    ];
    let order = order_of(&stock(), &check, &lines).unwrap();
    let reason = Reason::parse(Some("no")).unwrap();
    let to = |order: &Order, to| {
        let command = MoveOrder {
            to,
            reason: reason.clone(),
            version: None,
            at: now(),
        };
        order.move_to(&command).unwrap()
    };
    let line_to = |order: &Order, id: &str, to, quantity| {
        let line = id.parse().unwrap();
        let command = MoveLine {
            line,
            to,
            quantity,
            reason: reason.clone(),
            version: None,
            at: now(),
        };
        order.move_line(&command).unwrap()
    };
    let unmade = |before: &Order, after: &Order| -> Vec<_> {
        before
            .unmade(after)
            .map(|(item, n)| (item.to_string(), n))
            .collect()
    };
    let rejected = to(&order, OrderStatus::Rejected);
    let all = [("dosa", 3), ("tikka", 1), ("water", 2)].map(|(id, n)| (id.to_owned(), n));
    assert_eq!(unmade(&order, &rejected), all);
    let accepted = to(&order, OrderStatus::Accepted);
    let one_less = line_to(&accepted, "a", LineStatus::Cancelled, Some(1));
    assert_eq!(unmade(&accepted, &one_less), [("dosa".to_owned(), 1)]);
    let cooking = line_to(&one_less, "a", LineStatus::Cooking, None);
    let cancelled = to(&cooking, OrderStatus::Cancelled);
    assert_eq!(
        unmade(&cooking, &cancelled),
        all[1..],
        "what is in the pan is gone"
    );
    assert_eq!(
        unmade(&accepted, &to(&accepted, OrderStatus::Preparing)),
        []
    );
}

proptest! {
    /// Whatever is counted, ordered and called off: what is placed fits what is left, so that
    /// the count never has to go below nothing, and nothing is refused that was there.
    #[test]
    fn a_count_is_never_oversold(
        deeds in prop::collection::vec(
            (0..3_u8, prop::collection::vec((0..2_usize, 1..4_u32), 1..4), 0..9_u32), 1..40),
    ) {
        let check = check();
        let mut stock = stock().with(&item("dosa"), Supply::Left(7), now());
        let mut placed: Vec<Order> = Vec::new();
        for (deed, wanted, n) in deeds {
            let lines: Vec<_> = wanted.iter().enumerate().map(|(at, (which, pieces))| {
                let (item, options) = [("dosa", &["regular"][..]), ("tikka", &[][..])][*which];
                line(&format!("l{at}"), item, *pieces, options)
            }).collect();
            let dosas: u32 = wanted.iter().filter(|w| w.0 == 0).map(|w| w.1).sum();
            match deed {
                0 => stock = stock.with(&item("dosa"), Supply::Left(n), now()),
                1 => if let Some(order) = placed.pop() {
                    let reason = Reason::parse(Some("no")).unwrap();
                    let command = MoveOrder { to: OrderStatus::Rejected, reason, version: None, at: now() };
                    let rejected = order.move_to(&command).unwrap();
                    let given = stock.counted(order.unmade(&rejected));
                    for (item, pieces) in given {
                        *stock.left.get_mut(&item).unwrap() += pieces;
                    }
                },
                _ => match order_of(&stock, &check, &lines) {
                    Ok(order) => {
                        prop_assert!(take(&mut stock, &order));
                        placed.push(order);
                    }
                    Err(DomainError::ItemSoldOut(_)) => prop_assert_eq!(stock.left[&item("dosa")], 0),
                    Err(DomainError::TooFewLeft { left, .. }) => {
                        prop_assert_eq!(left, stock.left[&item("dosa")]);
                        prop_assert!(dosas > left);
                    }
                    Err(other) => return Err(TestCaseError::fail(other.to_string())),
                },
            }
        }
    }
}

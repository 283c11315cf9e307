//! Orders that staff take: each refusal, and that no sequence of what they do sends a line twice
//! or loses one.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::cart::STAFF_CART;
use crate::fixtures::{check, inr, line, menu, now, profile, stock};
use crate::money::Currency;
use crate::stock::Supply;
use crate::transitions::{CheckStatus, LineStatus, OrderStatus, Status};

/// A check with what is kept on it, as the store has it between two commands.
#[derive(Debug, Clone)]
struct Desk {
    check: Check,
    kept: Cart,
    sent: Vec<crate::order::Order>,
    menu: Menu,
    stock: Stock,
    profile: Profile,
}

impl Desk {
    fn new() -> Self {
        Self {
            check: check(),
            kept: Cart::empty(STAFF_CART, Currency::INR),
            sent: Vec::new(),
            menu: menu(),
            stock: stock(),
            profile: profile(),
        }
    }

    fn counter(&self) -> Counter<'_> {
        Counter {
            check: &self.check,
            kept: &self.kept,
            menu: &self.menu,
            stock: &self.stock,
            profile: &self.profile,
        }
    }

    fn keep(&mut self, lines: &[PutLine]) -> Result<(), DomainError> {
        let kept = self.counter().keep(lines, now())?;
        if kept.version != self.kept.version {
            self.check.version += 1;
        }
        self.kept = kept;
        Ok(())
    }

    fn send(&mut self, lines: &[PutLine]) -> Result<(), DomainError> {
        let number = u32::try_from(self.sent.len()).unwrap() + 1;
        let naming = Naming {
            id: format!("lane_check1_o{number}").parse().unwrap(),
            request_hash: None,
            number,
            business_day: "2026-11-20".parse().unwrap(),
        };
        let by = "asha".parse().unwrap();
        let taken = self.counter().send((lines, None), &by, naming, now())?;
        self.check = taken.placement.check;
        self.kept = taken.kept;
        self.sent.push(taken.placement.order);
        Ok(())
    }

    /// How many pieces of each line are kept, and how many went.
    fn lines(&self) -> (BTreeMap<String, u32>, BTreeMap<String, u32>) {
        let kept = self.kept.lines.iter();
        let kept = kept.map(|line| (line.id.to_string(), line.quantity));
        let sent = self.sent.iter().flat_map(|order| &order.lines);
        let sent = sent.map(|line| (line.id.to_string(), line.quantity));
        (kept.collect(), sent.collect())
    }
}

#[test]
fn what_is_kept_goes_out_with_what_is_added_and_once() {
    let mut desk = Desk::new();
    desk.keep(&[line("a", "dosa", 2, &["large"])]).unwrap();
    assert_eq!(desk.check.status, CheckStatus::Saved);
    desk.send(&[line("b", "water", 1, &[])]).unwrap();
    let order = &desk.sent[0];
    let ids: Vec<_> = order.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["a", "b"]);
    assert_eq!(order.taken_by, Some("asha".parse().unwrap()));
    assert_eq!(order.placed_by, AddedBy::staff());
    // Taken on in that moment, whatever the branch does with guests' orders.
    assert_eq!(order.status, OrderStatus::Accepted);
    assert!(order.accepted_at.is_some() && order.estimated_ready_at.is_some());
    assert_eq!(order.lines[1].status, LineStatus::Ready);
    assert_eq!(desk.check.total, order.total);
    assert_eq!(desk.check.status, CheckStatus::SentToKitchen);
    assert!(desk.kept.lines.is_empty());
    // A retry of either says a line that is gone.
    let gone = Err(DomainError::CartChanged);
    assert_eq!(desk.keep(&[line("a", "dosa", 2, &["large"])]), gone);
    assert_eq!(desk.send(&[line("b", "water", 1, &[])]), gone);
    assert_eq!(desk.send(&[]), Err(DomainError::CartEmpty));
    assert_eq!(desk.sent.len(), 1);
}

#[test]
fn the_caps_of_guests_do_not_bind_staff_and_those_of_what_is_read_do() {
    let mut desk = Desk::new();
    desk.check.terms.limits.orders_per_session = 1;
    desk.check.terms.limits.orders_per_window = 1;
    desk.check.terms.limits.lines_per_order = 1;
    desk.check.terms.limits.lines_per_session = 7;
    let two = |n: u32| {
        [
            line(&format!("a{n}"), "water", 1, &[]),
            line(&format!("b{n}"), "water", 1, &[]),
        ]
    };
    for n in 0..3 {
        desk.send(&two(n)).unwrap();
    }
    let refused = desk.send(&two(3));
    assert_eq!(refused, Err(DomainError::SessionLineLimit { limit: 7 }));
    let many: Vec<_> = (0..=MAX_LINES)
        .map(|n| line(&format!("m{n}"), "water", 1, &[]))
        .collect();
    let refused = Desk::new().keep(&many);
    assert!(matches!(
        refused,
        Err(DomainError::Invalid { field: "lines", .. })
    ));
    assert!(Desk::new().keep(&many[1..]).is_ok());
    let none = Desk::new().keep(&[]);
    assert!(matches!(
        none,
        Err(DomainError::Invalid { field: "lines", .. })
    ));
}

#[test]
fn staff_sell_no_more_than_there_is_and_their_prices_are_the_menus() {
    let mut desk = Desk::new();
    let tikka = "tikka".parse().unwrap();
    desk.stock = desk.stock.with(&tikka, Supply::Left(2), now());
    desk.keep(&[line("a", "tikka", 2, &[])]).unwrap();
    let more = desk.send(&[line("b", "tikka", 1, &[])]);
    assert!(
        matches!(more, Err(DomainError::TooFewLeft { left: 2, .. })),
        "{more:?}"
    );
    desk.stock = desk.stock.with(&tikka, Supply::Left(0), now());
    assert!(matches!(desk.send(&[]), Err(DomainError::ItemSoldOut(_))));
    assert_eq!(desk.kept.lines.len(), 1, "it stays kept");
    assert_ne!(desk.kept.total, inr(0));
}

#[test]
fn a_check_that_has_left_the_house_says_where_it_is() {
    use CheckStatus::{Delivered, OutForDelivery, ReadyForPickup};
    for status in CheckStatus::ALL.iter().copied() {
        let mut desk = Desk::new();
        desk.check.status = status;
        let water = [line("a", "water", 1, &[])];
        let (kept, sent) = (desk.clone().keep(&water), desk.send(&water));
        let wanted = match status {
            OutForDelivery | Delivered | ReadyForPickup => {
                Err(status.refuse(CheckStatus::SentToKitchen))
            }
            _ if CheckStatus::TAKING_ORDERS.contains(&status) => Ok(()),
            _ => Err(DomainError::CheckBilled),
        };
        assert_eq!((&kept, &sent), (&wanted, &wanted), "{status:?}");
    }
}

#[derive(Debug, Clone)]
enum Command {
    Keep(Vec<(u8, u32)>),
    Put(u8, u32),
    Drop(u8),
    Send(Vec<(u8, u32)>),
    Hold(bool),
}

fn any_command() -> impl Strategy<Value = Command> {
    let lines = || prop::collection::vec((0..6_u8, 1..4_u32), 0..4);
    prop_oneof![
        3 => lines().prop_map(Command::Keep),
        2 => (0..6_u8, 0..4_u32).prop_map(|(id, n)| Command::Put(id, n)),
        1 => (0..6_u8).prop_map(Command::Drop),
        3 => lines().prop_map(Command::Send),
        1 => any::<bool>().prop_map(Command::Hold),
    ]
}

fn lines(wanted: &[(u8, u32)]) -> Vec<PutLine> {
    let lines = wanted.iter();
    lines
        .map(|(id, n)| line(&format!("l{id}"), "water", *n, &[]))
        .collect()
}

proptest! {
    /// Whatever staff say in whatever order, and however often they say it again: a line is kept
    /// as it was said last, goes out with the next order, and is never in two.
    #[test]
    fn no_line_goes_twice_and_none_is_lost(commands in prop::collection::vec(any_command(), 0..30)) {
        let mut desk = Desk::new();
        let (mut kept, mut sent) = (BTreeMap::new(), BTreeMap::new());
        for command in commands {
            let before = desk.clone();
            let told = match &command {
                Command::Keep(wanted) => desk.keep(&lines(wanted)),
                Command::Put(id, n) => desk.keep(&lines(&[(*id, *n)])),
                Command::Drop(id) => {
                    let id = format!("l{id}").parse().unwrap();
                    desk.counter().drop_line(&id).map(|kept| desk.kept = kept)
                }
                Command::Send(wanted) => desk.send(&lines(wanted)),
                Command::Hold(on) => desk.check.held(*on, None).map(|check| desk.check = check),
            };
            if told.is_err() {
                prop_assert_eq!(desk.lines(), before.lines(), "a refusal changes nothing");
                prop_assert_eq!(&desk.check, &before.check);
                continue;
            }
            let mut put = |wanted: &[(u8, u32)]| {
                for (id, n) in wanted {
                    match n {
                        0 => kept.remove(&format!("l{id}")),
                        n => kept.insert(format!("l{id}"), *n),
                    };
                }
            };
            match command {
                Command::Keep(wanted) => put(&wanted),
                Command::Put(id, n) => put(&[(id, n)]),
                Command::Drop(id) => { kept.remove(&format!("l{id}")); }
                Command::Send(wanted) => {
                    prop_assert!(!before.check.on_hold);
                    put(&wanted);
                    for (id, n) in std::mem::take(&mut kept) {
                        prop_assert!(sent.insert(id, n).is_none(), "it went before");
                    }
                }
                Command::Hold(_) => {}
            }
            prop_assert_eq!(&desk.lines(), &(kept.clone(), sent.clone()));
            let orders = desk.sent.iter().map(|order| order.total.minor);
            prop_assert_eq!(desk.check.total.minor, orders.sum::<i64>());
            let pieces = desk.sent.iter().map(|order| order.lines.len()).sum::<usize>();
            prop_assert_eq!(pieces, sent.len(), "no line stands in two orders");
        }
    }
}

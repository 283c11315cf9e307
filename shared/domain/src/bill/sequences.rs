//! Whatever staff do with a check between its first line and its bills, in whatever order: keep,
//! send, hold, bring along, void, split. No line goes to the kitchen twice, none is lost, and none
//! costs anything else than when it went.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::books::{Books, Hand, LineName};
use super::compute::compute;
use super::form::Terms;
use super::issue::{BillWish, Making, SplitWish};
use super::number::Series;
use super::settlement::Settlement;
use crate::DomainError;
use crate::branch::Profile;
use crate::cart::{Cart, PutLine, STAFF_CART};
use crate::check::Check;
use crate::counter::MoveCheck;
use crate::fixtures::{check, gst, inr, later, line, menu, now, profile, stock, terms};
use crate::id::BillId;
use crate::menu::Menu;
use crate::money::{BasisPoints, Currency};
use crate::place::{Away, Place};
use crate::placing::Naming;
use crate::progress::MoveLine;
use crate::role::Role;
use crate::stock::Stock;
use crate::taking::Counter;
use crate::text::Reason;
use crate::transitions::{CheckStatus, LineStatus, Status};

#[derive(Debug, Clone)]
enum Command {
    Keep(Vec<(u8, u32)>),
    Send(Vec<(u8, u32)>),
    Hold(bool),
    /// A step by hand.
    Bring(CheckStatus),
    /// The kitchen and the floor move a line, or void pieces of it.
    Line(usize, LineStatus, Option<u32>),
    Bill(By),
}

#[derive(Debug, Clone)]
enum By {
    Whole,
    Equal(u32),
    Guests,
    /// Each line goes to the share that its number says.
    Items(Vec<usize>),
}

fn any_command() -> impl Strategy<Value = Command> {
    let lines = || prop::collection::vec((0..7_u8, 0..4_u32), 0..4);
    let bring = prop::sample::select(CheckStatus::ALL.to_vec());
    let goal = prop::sample::select(LineStatus::ALL.to_vec());
    let by = prop_oneof![
        Just(By::Whole),
        (2..6_u32).prop_map(By::Equal),
        Just(By::Guests),
        prop::collection::vec(0..3_usize, 7).prop_map(By::Items),
    ];
    prop_oneof![
        3 => lines().prop_map(Command::Keep),
        3 => lines().prop_map(Command::Send),
        1 => any::<bool>().prop_map(Command::Hold),
        1 => bring.prop_map(Command::Bring),
        4 => (0..7_usize, goal, prop::option::weighted(0.5, 1..4_u32))
            .prop_map(|(at, goal, pieces)| Command::Line(at, goal, pieces)),
        3 => by.prop_map(Command::Bill),
    ]
}

/// A check of each kind.
fn any_check() -> impl Strategy<Value = Check> {
    let away = |place: fn(Away) -> Place| {
        let id = "lane_check1".parse().unwrap();
        let place = (place(Away { number: 1 }), None);
        Check::open_away(id, place, (Currency::INR, terms()), now())
    };
    prop_oneof![
        Just(check()),
        Just(away(Place::Pickup)),
        Just(away(Place::Delivery)),
    ]
}

/// A check with all that is on it, as the store has it between two commands.
#[derive(Debug, Clone)]
struct Desk {
    books: Books,
    kept: Cart,
    menu: Menu,
    stock: Stock,
    profile: Profile,
    last: u32,
}

/// Some of the dishes, so that a line is always of the same one.
fn put(wanted: &[(u8, u32)]) -> Vec<PutLine> {
    let one = |(id, pieces): &(u8, u32)| {
        let (item, options): (&str, &[&str]) = match id % 3 {
            0 => ("dosa", &["regular"]),
            1 => ("tikka", &[]),
            _ => ("water", &[]),
        };
        line(&format!("l{id}"), item, *pieces, options)
    };
    wanted.iter().map(one).collect()
}

fn hand() -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Manager,
        approved_by: None,
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    }
}

impl Desk {
    fn new(check: Check) -> Self {
        Self {
            books: Books {
                settlement: Settlement::none(&check.id, Currency::INR),
                check,
                orders: Vec::new(),
                bills: Vec::new(),
                payments: Vec::new(),
                refunds: Vec::new(),
                unsent: false,
            },
            kept: Cart::empty(STAFF_CART, Currency::INR),
            menu: menu(),
            stock: stock(),
            profile: profile(),
            last: 0,
        }
    }

    fn counter(&self) -> Counter<'_> {
        Counter {
            check: &self.books.check,
            kept: &self.kept,
            menu: &self.menu,
            stock: &self.stock,
            profile: &self.profile,
        }
    }

    /// The desk after a command; an error where it cannot be done.
    fn after(&self, command: &Command) -> Result<Self, DomainError> {
        let mut next = self.clone();
        match command {
            Command::Keep(wanted) => {
                next.kept = self.counter().keep(&put(wanted), now())?;
                next.books.check.version += 1;
            }
            Command::Send(wanted) => {
                let number = u32::try_from(self.books.orders.len()).unwrap() + 1;
                let naming = Naming {
                    id: format!("lane_check1_o{number}").parse().unwrap(),
                    request_hash: None,
                    number,
                    business_day: hand().day,
                };
                let sent = (&put(wanted)[..], None);
                let taken = self.counter().send(sent, &hand().by, naming, now())?;
                next.books.check = taken.placement.check;
                next.kept = taken.kept;
                next.books.orders.push(taken.placement.order);
            }
            Command::Hold(on) => next.books.check = self.books.check.held(*on, None)?,
            Command::Bring(to) => {
                let is_delivery = matches!(self.books.check.place, Place::Delivery(_));
                let wish = MoveCheck {
                    to: Some(*to),
                    rider_id: is_delivery.then(|| hand().by),
                    version: None,
                };
                let unsent = !self.kept.lines.is_empty();
                next.books.check = self.books.check.moved(&wish, unsent)?;
            }
            Command::Line(at, to, pieces) => next.move_line(*at, *to, *pieces)?,
            Command::Bill(by) => next.bill(by)?,
        }
        next.books.unsent = !next.kept.lines.is_empty();
        Ok(next)
    }

    fn move_line(
        &mut self,
        at: usize,
        to: LineStatus,
        pieces: Option<u32>,
    ) -> Result<(), DomainError> {
        let none = || DomainError::NotFound("line");
        let orders = self.books.orders.iter().enumerate();
        let mut lines = orders.flat_map(|(n, order)| order.lines.iter().map(move |l| (n, l)));
        let (n, line) = lines.nth(at).ok_or_else(none)?;
        let void = to == LineStatus::Cancelled;
        let wish = MoveLine {
            line: line.id.clone(),
            to,
            quantity: pieces.filter(|_| void),
            reason: void.then(|| Reason::parse(Some("because")).unwrap().unwrap()),
            version: None,
            at: later(30),
        };
        let before = &self.books.orders[n];
        let after = before.move_line(&wish)?;
        let by = after.total.minus(before.total)?;
        self.books.check = self.books.check.adjust(by)?;
        self.books.orders[n] = after;
        Ok(())
    }

    fn bill(&mut self, by: &By) -> Result<(), DomainError> {
        let split = match by {
            By::Whole => None,
            By::Equal(shares) => Some(SplitWish::Equal(*shares)),
            By::Guests => Some(SplitWish::Guests),
            By::Items(shares) => {
                let mut wish = vec![Vec::new(); 3];
                for (charged, share) in self.books.charged().iter().zip(shares) {
                    let name = LineName {
                        order_id: Some(charged.key.order_id.clone()),
                        line_id: charged.key.line_id.clone(),
                    };
                    wish[*share].push((name, charged.pieces));
                }
                wish.retain(|share: &Vec<_>| !share.is_empty());
                Some(SplitWish::Items(wish))
            }
        };
        let wish = BillWish {
            split,
            ..BillWish::default()
        };
        let version = self.books.settlement.version;
        let ids = (0..60).map(|n| format!("lane_check1_b{version}x{n}").parse().unwrap());
        let ids: Vec<BillId> = ids.collect();
        let (rules, hand) = (gst(), hand());
        let series = Series {
            year: "2026-27".parse().unwrap(),
            prefix: None,
        };
        let issued = self.books.issue(
            &wish,
            Making {
                rules: &rules,
                series: &series,
                last: self.last,
                ids: &ids,
                seller: None,
                hand: &hand,
            },
        )?;
        self.books.check = issued.check;
        self.books.settlement = issued.settlement;
        self.books.bills.extend(issued.new);
        self.last = issued.last;
        Ok(())
    }

    /// How many pieces of each line are kept, and how many went, voided or not.
    fn lines(&self) -> (BTreeMap<String, u32>, BTreeMap<String, u32>) {
        let kept = self.kept.lines.iter();
        let kept = kept.map(|line| (line.id.to_string(), line.quantity));
        let sent = self.books.orders.iter().flat_map(|order| &order.lines);
        let sent = sent.map(|line| (line.id.to_string(), line.quantity + line.voided));
        (kept.collect(), sent.collect())
    }

    /// What a piece of each line costs that went.
    fn prices(&self) -> BTreeMap<String, i64> {
        let sent = self.books.orders.iter().flat_map(|order| &order.lines);
        sent.map(|line| (line.id.to_string(), line.unit_price.minor))
            .collect()
    }
}

/// The bills that count are of what was ordered, piece by piece and in all, however they are split.
fn bills_are_of_the_orders(desk: &Desk) -> Result<(), TestCaseError> {
    let books = &desk.books;
    let (rules, lines) = (gst(), books.charged());
    let mut subtotal = 0;
    let mut total = 0;
    let mut pieces: BTreeMap<_, u32> = BTreeMap::new();
    let mut by_pieces = true;
    for state in books.settlement.counting() {
        let bill = &books.issued(state).unwrap().bill;
        subtotal += bill.totals().subtotal;
        total += state.total.minor;
        for line in &bill.lines {
            let Some(of) = &line.of else {
                by_pieces = false;
                continue;
            };
            *pieces.entry(of.key.clone()).or_default() += of.pieces;
            let ordered = lines.iter().find(|line| line.key == of.key).unwrap();
            prop_assert_eq!(of.unit_price, ordered.unit_price);
        }
    }
    prop_assert_eq!(subtotal, books.check.total.minor);
    let terms = Terms {
        currency: Currency::INR,
        rules: &rules,
        service_charge: BasisPoints(0),
    };
    let whole = compute(terms, &lines, &[]).unwrap();
    prop_assert_eq!(inr(total), whole.bill.total());
    if by_pieces {
        let ordered = lines.iter().map(|line| (line.key.clone(), line.pieces));
        prop_assert_eq!(pieces, ordered.collect::<BTreeMap<_, _>>());
    }
    Ok(())
}

proptest! {
    #[test]
    fn no_sequence_fires_a_line_twice_loses_one_or_changes_what_it_costs(
        check in any_check(),
        commands in prop::collection::vec(any_command(), 0..40),
    ) {
        let mut desk = Desk::new(check);
        let (mut kept, mut sent) = (BTreeMap::new(), BTreeMap::new());
        let mut prices = BTreeMap::new();
        for command in &commands {
            let Ok(next) = desk.after(command) else {
                // What is refused changes nothing: there is no other state to look at.
                continue;
            };
            if let Command::Keep(wanted) | Command::Send(wanted) = command {
                for (id, pieces) in wanted {
                    match pieces {
                        0 => kept.remove(&format!("l{id}")),
                        pieces => kept.insert(format!("l{id}"), *pieces),
                    };
                }
            }
            if let Command::Send(_) = command {
                prop_assert!(!desk.books.check.on_hold, "sent while it was held");
                for (id, pieces) in std::mem::take(&mut kept) {
                    prop_assert!(sent.insert(id, pieces).is_none(), "it went before");
                }
            }
            prop_assert_eq!(next.lines(), (kept.clone(), sent.clone()), "after {:?}", command);
            let stand = next.books.orders.iter().map(|order| order.lines.len());
            prop_assert_eq!(stand.sum::<usize>(), sent.len(), "no line stands in two orders");
            for (id, price) in next.prices() {
                let first = *prices.entry(id).or_insert(price);
                prop_assert_eq!(price, first, "after {:?}", command);
            }
            for line in next.books.orders.iter().flat_map(|order| &order.lines) {
                let wanted = line.unit_price.minor * i64::from(line.quantity);
                prop_assert_eq!(line.total.minor, wanted);
            }
            let orders = next.books.orders.iter().map(|order| order.total.minor);
            prop_assert_eq!(next.books.check.total.minor, orders.sum::<i64>());
            if !next.books.is_stale() {
                bills_are_of_the_orders(&next)?;
            }
            desk = next;
        }
    }
}

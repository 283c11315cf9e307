//! A check's money from its first bill to its end, and what must not be.

use super::books::{BillStatus, Books, Hand, LineName};
use super::checkout::{CheckedOut, PayAll};
use super::discount::Cut;
use super::give_back::{BackWish, RefundWish};
use super::issue::{BillWish, DiscountWish, Issued, Making, SplitWish};
use super::number::{InvoicePrefix, Series};
use super::pay::PayWish;
use super::payment::{PaidBy, Pay};
use super::seller::RecipientWish;
use super::settlement::Settlement;
use super::tax::TaxRules;
use crate::DomainError;
use crate::cart::PutLine;
use crate::check::Check;
use crate::fixtures::{branch, cart, check, gst, inr, later, line, now, placement, terms};
use crate::id::BillId;
use crate::money::{BasisPoints, Currency, Money};
use crate::place::{Away, Place};
use crate::progress::{MoveLine, MoveOrder};
use crate::role::Role;
use crate::text::{Reason, RecipientName};
use crate::transitions::{CheckStatus, LineStatus, OrderStatus};

fn hand(role: Role) -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role,
        approved_by: None,
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
    }
}

fn why() -> Reason {
    Reason::parse(Some("because")).unwrap().unwrap()
}

/// A check on which a dosa for 120.00 and two waters for 40.00 each were ordered.
fn ordered(check: Check) -> Books {
    let books = Books {
        settlement: Settlement::none(&check.id, Currency::INR),
        check,
        orders: Vec::new(),
        bills: Vec::new(),
        payments: Vec::new(),
        refunds: Vec::new(),
        unsent: false,
    };
    let lines = [
        line("a", "dosa", 1, &["regular"]),
        line("b", "water", 2, &[]),
    ];
    books.and(&lines)
}

impl Books {
    /// One more order.
    fn and(mut self, lines: &[PutLine]) -> Self {
        let number = u32::try_from(self.orders.len()).unwrap() + 1;
        let placed = placement(&self.check, &cart(lines), number);
        self.check = placed.check;
        self.orders.push(placed.order);
        self
    }

    /// So many pieces of a line of the first order are void.
    fn voiding(mut self, line: &str, pieces: u32) -> Self {
        let accepted = self.orders[0].move_to(&MoveOrder {
            to: OrderStatus::Accepted,
            reason: None,
            version: None,
            at: later(30),
        });
        let before = accepted.unwrap_or_else(|_| self.orders[0].clone());
        let void = MoveLine {
            line: line.parse().unwrap(),
            to: LineStatus::Cancelled,
            quantity: Some(pieces),
            reason: Some(why()),
            version: None,
            at: later(40),
        };
        let after = before.move_line(&void).unwrap();
        let by = after.total.minus(before.total).unwrap();
        self.check = self.check.adjust(by).unwrap();
        self.orders[0] = after;
        self
    }

    fn bill(self, wish: &BillWish) -> Self {
        self.bill_by(wish, &hand(Role::Manager)).unwrap()
    }

    fn bill_by(mut self, wish: &BillWish, hand: &Hand) -> Result<Self, DomainError> {
        let rules = gst();
        let Issued {
            check,
            settlement,
            new,
            ..
        } = self.issue(wish, making(&rules, &series(), &ids(), hand))?;
        self.check = check;
        self.settlement = settlement;
        self.bills.extend(new);
        Ok(self)
    }

    fn take(mut self, bill: usize, pay: Pay) -> Result<Self, DomainError> {
        let id = self.settlement.bills[bill].id.clone();
        let wish = PayWish {
            pay,
            reference: None,
            again: false,
        };
        let payment = format!("lane_check1_p{}", self.payments.len()).parse();
        let (settlement, payment) =
            Books::pay(&self, &id, &wish, payment.unwrap(), &hand(Role::Cashier))?;
        self.settlement = settlement;
        self.payments.push(payment);
        Ok(self)
    }

    fn back(&self, bill: usize, of: BackWish, hand: &Hand) -> Result<Self, DomainError> {
        let id = self.settlement.bills[bill].id.clone();
        let wish = RefundWish {
            of,
            by: PaidBy::Cash,
            reason: why(),
        };
        let refund = format!("lane_check1_r{}", self.refunds.len()).parse();
        let (settlement, refund) = self.refund(&id, &wish, refund.unwrap(), hand)?;
        let mut books = self.clone();
        books.settlement = settlement;
        books.refunds.push(refund);
        Ok(books)
    }

    fn end(&self, pay: Option<&PayAll>) -> Result<CheckedOut, DomainError> {
        let (rules, hand) = (gst(), hand(Role::Cashier));
        let payments: Vec<_> = (0..9)
            .map(|n| format!("lane_check1_q{n}").parse().unwrap())
            .collect();
        self.check_out(pay, making(&rules, &series(), &ids(), &hand), &payments)
    }

    fn totals(&self) -> Vec<i64> {
        self.settlement
            .counting()
            .map(|bill| bill.total.minor)
            .collect()
    }

    fn statuses(&self) -> Vec<BillStatus> {
        let bills = self.settlement.bills.iter();
        bills.map(|bill| self.status(bill)).collect()
    }
}

fn series() -> Series {
    Series {
        year: "2026-27".parse().unwrap(),
        prefix: None,
    }
}

fn ids() -> Vec<BillId> {
    (0..51)
        .map(|n| format!("lane_check1_b{n}").parse().unwrap())
        .collect()
}

fn making<'a>(
    rules: &'a TaxRules,
    series: &'a Series,
    ids: &'a [BillId],
    hand: &'a Hand,
) -> Making<'a> {
    Making {
        rules,
        series,
        last: 6,
        ids,
        seller: None,
        hand,
    }
}

fn cash(minor: i64) -> Pay {
    Pay {
        by: PaidBy::Cash,
        amount: inr(minor),
        tip: None,
        tendered: None,
    }
}

fn split(by: SplitWish) -> BillWish {
    BillWish {
        split: Some(by),
        ..BillWish::default()
    }
}

fn name(line: &str) -> LineName {
    LineName {
        order_id: None,
        line_id: line.parse().unwrap(),
    }
}

#[test]
fn a_check_is_billed_paid_and_settled() {
    let books = ordered(check());
    assert_eq!(
        books.end(None),
        Err(DomainError::BillUnpaid {
            due: 20_000,
            currency: Currency::INR
        })
    );
    let books = books.bill(&BillWish::default());
    assert_eq!(
        (books.totals(), books.statuses()),
        (vec![21_000], vec![BillStatus::Open])
    );
    assert_eq!(books.check.status, CheckStatus::Billed);
    assert_eq!(books.settlement.bills[0].number.to_string(), "2026-27/7");
    assert_eq!(
        books.end(None),
        Err(DomainError::BillUnpaid {
            due: 21_000,
            currency: Currency::INR
        })
    );
    let books = books.take(0, cash(10_000)).unwrap();
    assert!(books.clone().take(0, cash(11_001)).is_err());
    let books = books.take(0, cash(11_000)).unwrap();
    assert_eq!(books.statuses(), [BillStatus::Paid]);
    assert_eq!(books.clone().take(0, cash(1)), Err(DomainError::BillPaid));
    let ended = books.end(None).unwrap();
    assert_eq!(ended.check.status, CheckStatus::Paid);
    assert_eq!(ended.check.closed_at, Some(later(60)));
    assert_eq!(ended.check.version, books.check.version + 1);
    let over = Books {
        check: ended.check,
        ..books
    };
    assert_eq!(over.end(None), Err(DomainError::CheckBilled));
    let again = over.bill_by(&BillWish::default(), &hand(Role::Owner));
    assert_eq!(again, Err(DomainError::CheckBilled));
}

#[test]
fn what_is_ordered_late_makes_unpaid_bills_stale() {
    let books = ordered(check()).bill(&BillWish::default());
    let late = books.and(&[line("c", "water", 1, &[])]);
    assert_eq!(late.check.status, CheckStatus::SentToKitchen);
    assert_eq!(late.check.billed_at, None);
    assert_eq!(late.statuses(), [BillStatus::Stale]);
    assert_eq!(late.clone().take(0, cash(1)), Err(DomainError::BillStale));
    assert_eq!(late.end(None), Err(DomainError::BillStale));
    let all = PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    };
    assert_eq!(late.end(Some(&all)), Err(DomainError::BillStale));
    let anew = late.bill(&BillWish::default());
    let bill = &anew.settlement.bills[0];
    assert_eq!((bill.issue, bill.number.number), (2, 7));
    assert_eq!(
        (anew.totals(), anew.statuses()),
        (vec![25_200], vec![BillStatus::Open])
    );
    assert_eq!(anew.bills.len(), 2, "the first issue stays");
    // A void does the same, also where what it takes away costs nothing but what was billed.
    let less = anew.voiding("b", 1);
    assert_eq!(less.statuses(), [BillStatus::Stale]);
    let anew = less.bill(&BillWish::default());
    assert_eq!(anew.totals(), [21_000]);
}

#[test]
fn with_a_payment_only_what_is_unpaid_changes() {
    let items = SplitWish::Items(vec![vec![(name("a"), 1)]]);
    let books = ordered(check()).bill(&split(items));
    assert_eq!(books.totals(), [12_600, 8_400]);
    let books = books.take(0, cash(12_600)).unwrap();
    let late = books.and(&[line("c", "water", 1, &[])]);
    assert_eq!(late.statuses(), [BillStatus::Paid, BillStatus::Stale]);
    let anew = late.bill(&BillWish::default());
    assert_eq!(anew.totals(), [12_600, 12_600]);
    assert_eq!(anew.settlement.bills[1].number.number, 8);
    // What one has paid for is voided: they get it back.
    let void = anew.voiding("a", 1).bill(&BillWish::default());
    assert_eq!(void.totals(), [12_600, 12_600]);
    assert_eq!(void.settlement.give_back, inr(12_600));
    let back = BackWish::Lines(vec![(name("a"), 1)]);
    let back = void.back(0, back, &hand(Role::Manager)).unwrap();
    assert_eq!(back.settlement.give_back, inr(0));
    assert_eq!(back.statuses()[0], BillStatus::Refunded);
}

#[test]
fn a_part_of_everything_that_is_paid_leaves_the_rest() {
    let books = ordered(check()).bill(&split(SplitWish::Equal(4)));
    assert_eq!(books.totals(), [5_250; 4]);
    let books = books.take(0, cash(5_250)).unwrap();
    let less = books.voiding("b", 2).bill(&split(SplitWish::Equal(3)));
    assert_eq!(less.totals(), [5_250, 2_450, 2_450, 2_450]);
    // In fewer bills: the one that is too many is void, and keeps its number.
    let two = less.clone().bill(&BillWish::default());
    assert_eq!(two.totals(), [5_250, 7_350]);
    let numbers: Vec<_> = two
        .settlement
        .bills
        .iter()
        .map(|b| b.number.number)
        .collect();
    assert_eq!(numbers, [7, 8, 9, 10]);
    let void = [BillStatus::Void; 2];
    assert_eq!(two.statuses()[2..], void);
    // By items it cannot be any more.
    let items = SplitWish::Items(vec![vec![(name("a"), 1)]]);
    let refused = less.clone().bill_by(&split(items), &hand(Role::Manager));
    assert!(matches!(
        refused,
        Err(DomainError::Invalid { field: "split", .. })
    ));
    // Less is owed than was paid.
    let none = less.voiding("a", 1);
    let none = none.bill(&BillWish::default());
    assert_eq!(none.settlement.give_back, inr(5_250));
    assert_eq!(none.totals(), [5_250]);
}

#[test]
fn a_late_dish_of_another_tax_is_billed_with_its_own() {
    let books = ordered(check()).bill(&split(SplitWish::Amounts(vec![inr(10_000)])));
    let books = books.take(0, cash(10_000)).unwrap();
    let late = books.and(&[line("c", "tikka", 1, &[])]);
    let anew = late.bill(&BillWish::default());
    assert_eq!(anew.totals(), [10_000, 44_600]);
    let columns = |of: &dyn Fn(&super::form::Totals) -> i64| -> i64 {
        let bills = anew
            .settlement
            .counting()
            .map(|state| anew.issued(state).unwrap());
        bills.map(|issued| of(&issued.bill.totals())).sum()
    };
    assert_eq!(columns(&|totals| totals.subtotal), 52_000);
    assert_eq!(columns(&|totals| totals.taxes[0].amount), 1_300);
    assert_eq!(columns(&|totals| totals.taxes[1].amount), 1_300);
}

#[test]
fn more_off_than_a_role_may_is_approved() {
    let off = |rate| BillWish {
        discounts: vec![DiscountWish {
            line: None,
            cut: Cut::Percent {
                rate_bp: BasisPoints(rate),
            },
            currency: None,
            reason: why(),
        }],
        ..BillWish::default()
    };
    let books = ordered(check());
    for (role, most) in [
        (Role::Waiter, 500),
        (Role::Cashier, 1_000),
        (Role::Manager, 10_000),
    ] {
        let bill = |rate, hand: &Hand| books.clone().bill_by(&off(rate), hand);
        assert!(bill(most, &hand(role)).is_ok());
        if most < 10_000 {
            let more = bill(most + 1, &hand(role));
            assert_eq!(more, Err(DomainError::ApprovalNeeded), "{role:?}");
            let approved = Hand {
                approved_by: Some("ravi".parse().unwrap()),
                ..hand(role)
            };
            let comp = bill(10_000, &approved).unwrap();
            assert_eq!(comp.totals(), [0]);
            assert_eq!(comp.bills[0].approved_by, approved.approved_by);
            assert_eq!(comp.statuses(), [BillStatus::Paid], "on the house");
            assert!(comp.end(None).is_ok());
        }
    }
    let mut euro = off(100);
    euro.discounts[0].currency = Some("EUR".to_owned().try_into().unwrap());
    assert!(books.bill_by(&euro, &hand(Role::Manager)).is_err());
}

#[test]
fn money_goes_back_and_bills_are_taken_back_with_approval() {
    let books = ordered(check()).bill(&BillWish::default());
    let id = books.settlement.bills[0].id.clone();
    let cashier = hand(Role::Cashier);
    assert_eq!(
        books.void(&id, &why(), &cashier),
        Err(DomainError::ApprovalNeeded)
    );
    let paid = books.clone().take(0, cash(5_000)).unwrap();
    let manager = hand(Role::Manager);
    assert_eq!(
        paid.void(&id, &why(), &manager),
        Err(DomainError::BillHasPayments)
    );
    let of = |minor| BackWish::Amount(inr(minor));
    assert_eq!(
        paid.back(0, of(1), &cashier),
        Err(DomainError::ApprovalNeeded)
    );
    assert!(
        paid.back(0, of(5_001), &manager).is_err(),
        "more than was paid"
    );
    let back = paid.back(0, of(5_000), &manager).unwrap();
    assert!(back.back(0, of(1), &manager).is_err());
    let (settlement, check) = books.void(&id, &why(), &manager).unwrap();
    let void = Books {
        settlement,
        check,
        ..books
    };
    assert_eq!(void.check.status, CheckStatus::SentToKitchen);
    assert_eq!(void.statuses(), [BillStatus::Void]);
    assert_eq!(void.clone().take(0, cash(1)), Err(DomainError::BillVoid));
    let anew = void.bill(&BillWish::default());
    let number = anew
        .settlement
        .counting()
        .next()
        .map(|bill| bill.number.number);
    assert_eq!(number, Some(7), "the test's row of numbers begins anew");
}

#[test]
fn all_that_is_due_is_paid_in_one_go() {
    let card = PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    };
    let ended = ordered(check()).end(Some(&card)).unwrap();
    assert_eq!(
        (ended.new.len(), ended.payments.len(), ended.last),
        (1, 1, 7)
    );
    assert_eq!(ended.check.status, CheckStatus::Paid);
    // Of a split check every bill, with the change of what was handed over for all.
    let books = ordered(check()).bill(&split(SplitWish::Equal(2)));
    let handed = |minor| PayAll {
        by: PaidBy::Cash,
        tendered: Some(inr(minor)),
        ..card.clone()
    };
    let ended = books.end(Some(&handed(30_000))).unwrap();
    let change: Vec<_> = ended.payments.iter().map(|p| p.payment.change).collect();
    assert_eq!(change, [inr(0), inr(9_000)]);
    let refused = books.end(Some(&handed(20_999)));
    assert!(matches!(
        refused,
        Err(DomainError::Invalid {
            field: "tendered",
            ..
        })
    ));
    let unsent = Books {
        unsent: true,
        ..books.clone()
    };
    assert_eq!(unsent.end(Some(&card)), Err(DomainError::LinesUnsent));
    assert!(books.are_whole());
    let torn = Books {
        bills: Vec::new(),
        ..books
    };
    assert!(!torn.are_whole());
    let nothing = Books {
        orders: Vec::new(),
        ..ordered(check())
    };
    assert_eq!(nothing.end(Some(&card)), Err(DomainError::NothingToBill));
}

#[test]
fn a_pickup_waits_and_a_delivery_is_handed_over() {
    let card = PayAll {
        by: PaidBy::Card,
        tendered: None,
        reference: None,
    };
    let away = |place: fn(Away) -> Place| {
        let id = check().id;
        let place = (place(Away { number: 1 }), None);
        ordered(Check::open_away(id, place, (Currency::INR, terms()), now()))
    };
    let pickup = away(Place::Pickup);
    assert_eq!(pickup.check.branch_id, branch());
    let ended = pickup.end(Some(&card)).unwrap().check;
    assert_eq!(ended.status, CheckStatus::ReadyForPickup);
    assert_eq!((ended.paid_at, ended.closed_at), (Some(later(60)), None));
    let delivery = away(Place::Delivery).bill(&BillWish::default());
    assert_eq!(
        delivery.check.status,
        CheckStatus::SentToKitchen,
        "it goes its own way"
    );
    let ended = delivery.end(Some(&card)).unwrap().check;
    assert_eq!(ended.status, CheckStatus::Delivered);
    assert_eq!(ended.closed_at, Some(later(60)));
    let elsewhere = Money::new(1, "EUR".to_owned().try_into().unwrap());
    let pay = Pay {
        amount: elsewhere,
        ..cash(1)
    };
    assert!(delivery.take(0, pay).is_err());
}

#[test]
fn who_buys_stays_on_a_bill_that_is_issued_anew_until_somebody_says_otherwise() {
    let named = |name: &str| BillWish {
        recipient: Some(RecipientWish {
            name: RecipientName::parse(Some(name)).unwrap(),
            ..RecipientWish::default()
        }),
        ..BillWish::default()
    };
    let name = |books: &Books| {
        let state = &books.settlement.bills[0];
        let recipient = books.issued(state).unwrap().recipient.clone();
        recipient.map(|of| of.name.unwrap().as_str().to_owned())
    };
    let books = ordered(check()).bill(&named("Acme Travels"));
    assert_eq!(name(&books).as_deref(), Some("Acme Travels"));
    let late = books.and(&[line("c", "water", 1, &[])]);
    let again = late.bill(&BillWish::default());
    assert_eq!(again.settlement.bills[0].issue, 2);
    assert_eq!(name(&again).as_deref(), Some("Acme Travels"));
    assert_eq!(name(&again.bill(&named(""))), None);
}

#[test]
fn another_prefix_is_another_row_and_a_bill_keeps_its_number() {
    let (rules, hand, ids) = (gst(), hand(Role::Cashier), ids());
    let row = Series {
        prefix: InvoicePrefix::parse("LR-").unwrap(),
        ..series()
    };
    let books = ordered(check()).bill(&BillWish::default());
    let anew = books.issue(&BillWish::default(), making(&rules, &row, &ids, &hand));
    let number = anew.unwrap().settlement.bills[0].number.to_string();
    assert_eq!(number, "2026-27/7");
    let first = ordered(check()).issue(&BillWish::default(), making(&rules, &row, &ids, &hand));
    let number = first.unwrap().settlement.bills[0].number.to_string();
    assert_eq!(number, "LR-26-27/7");
    let full = Making {
        last: 9_999_999,
        ..making(&rules, &row, &ids, &hand)
    };
    let refused = ordered(check())
        .issue(&BillWish::default(), full)
        .unwrap_err();
    let is_it = matches!(
        &refused,
        DomainError::Invalid {
            field: "invoice_prefix",
            ..
        }
    );
    assert!(is_it, "{refused}");
}

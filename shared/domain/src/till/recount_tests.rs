//! Whatever is done with a check's money on two days, the fold of the entries is what a recount of
//! the raw bills, payments and refunds finds.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::charges::Charges;
use super::entry::{TillDeed, TillEntry};
use super::figures::TillFigures;
use super::sums::MoneySums;
use crate::DomainError;
use crate::bill::books::{Books, Hand, LineName};
use crate::bill::checkout::PayAll;
use crate::bill::coin::Coin;
use crate::bill::discount::Cut;
use crate::bill::give_back::{BackWish, RefundWish};
use crate::bill::issue::{BillWish, DiscountWish, Making, SplitWish};
use crate::bill::issued::IssuedBill;
use crate::bill::number::Series;
use crate::bill::pay::PayWish;
use crate::bill::payment::{PaidBy, Pay};
use crate::bill::settlement::Settlement;
use crate::business_day::BusinessDay;
use crate::check::Check;
use crate::fixtures::{cart, gst, inr, later, line, now, placement, terms};
use crate::id::{BillId, PaymentId};
use crate::money::{BasisPoints, Currency};
use crate::place::{Away, Place};
use crate::price_list::Channel;
use crate::role::Role;
use crate::text::Reason;

/// The second day begins so many seconds after the first deed.
const SECOND: i64 = 1_000;

#[derive(Debug, Clone)]
enum Step {
    Order(u32),
    Bill {
        shares: u32,
        charge: u32,
        off: u32,
    },
    Pay {
        bill: usize,
        by: PaidBy,
        part: i64,
        tip: i64,
    },
    Refund {
        bill: usize,
        amount: i64,
        credit: bool,
        by: PaidBy,
    },
    Void(usize),
    CheckOut(bool),
}

fn money() -> impl Strategy<Value = PaidBy> {
    prop::sample::select(vec![PaidBy::Cash, PaidBy::Card, PaidBy::Upi])
}

fn step() -> impl Strategy<Value = Step> {
    let by = prop::sample::select(vec![PaidBy::Cash, PaidBy::Card, PaidBy::Upi, PaidBy::Due]);
    prop_oneof![
        (1..4_u32).prop_map(Step::Order),
        (1..4_u32, prop::sample::select(vec![0_u32, 500]), 0..4_u32).prop_map(
            |(shares, charge, off)| Step::Bill {
                shares,
                charge,
                off
            }
        ),
        (
            0..4_usize,
            by,
            1..4_i64,
            prop::sample::select(vec![0_i64, 700])
        )
            .prop_map(|(bill, by, part, tip)| Step::Pay {
                bill,
                by,
                part,
                tip
            }),
        (0..4_usize, 1..9_000_i64, any::<bool>(), money()).prop_map(
            |(bill, amount, credit, by)| Step::Refund {
                bill,
                amount,
                credit,
                by
            }
        ),
        (0..4_usize).prop_map(Step::Void),
        any::<bool>().prop_map(Step::CheckOut),
    ]
}

fn day_of(at: jiff::Timestamp) -> BusinessDay {
    let day = if at < later(SECOND) {
        "2026-11-20"
    } else {
        "2026-11-21"
    };
    day.parse().unwrap()
}

fn hand(seconds: i64, coin: Coin) -> Hand {
    let at = later(seconds);
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Manager,
        approved_by: None,
        at,
        day: day_of(at),
        coin,
    }
}

fn why() -> Reason {
    Reason::parse(Some("because")).unwrap().unwrap()
}

fn fresh(number: u32) -> Books {
    let id = format!("lane_check{number}").parse().unwrap();
    let place = (Place::Pickup(Away { number }), None);
    let check = Check::open_away(id, place, (Currency::INR, terms()), now());
    Books {
        settlement: Settlement::none(&check.id, Currency::INR),
        check,
        orders: Vec::new(),
        bills: Vec::new(),
        payments: Vec::new(),
        refunds: Vec::new(),
        unsent: false,
    }
}

fn bill_id(books: &Books, n: usize) -> Option<BillId> {
    let bills = &books.settlement.bills;
    let place = n.checked_rem(bills.len())?;
    bills.get(place).map(|bill| bill.id.clone())
}

/// None, a tenth off, or that with a piece on the house and an amount, for two reasons.
fn discounts(books: &Books, off: u32) -> Vec<DiscountWish> {
    let wish = |line, cut, reason| DiscountWish {
        line,
        cut,
        currency: None,
        reason: Reason::parse(Some(reason)).unwrap().unwrap(),
    };
    let tenth = Cut::Percent {
        rate_bp: BasisPoints(1_000),
    };
    let order = books.orders.first();
    let line = order.map(|order| LineName {
        order_id: Some(order.id.clone()),
        line_id: order.lines[0].id.clone(),
    });
    let mut all = vec![
        wish(None, tenth, "regular"),
        wish(line, Cut::Comp { pieces: 1 }, "late"),
        wish(None, Cut::Flat { minor: 50 }, "late"),
    ];
    // A line is comped, and not a check.
    let all_of_it = books.orders.is_empty() || off != 3;
    all.truncate(if all_of_it { off.min(1) as usize } else { 3 });
    all
}

/// The books after a step, and what it was; an error where it cannot be done.
fn after(
    books: &Books,
    step: &Step,
    (n, hand, last): (usize, &Hand, &mut u32),
) -> Result<(Books, TillDeed), DomainError> {
    let mut next = books.clone();
    let check = &books.check.id;
    let rules = gst();
    let series = Series {
        year: "2026-27".parse().unwrap(),
        prefix: None,
    };
    let ids = (0..60).map(|share| format!("{check}_b{n}x{share}").parse().unwrap());
    let ids: Vec<BillId> = ids.collect();
    let making = Making {
        rules: &rules,
        series: &series,
        last: *last,
        ids: &ids,
        seller: None,
        hand,
    };
    let none = || DomainError::NotFound("bill");
    let deed = match step {
        Step::Order(pieces) => {
            let lines = [line(&format!("l{n}"), "water", *pieces, &[])];
            books.check.require_taking()?;
            // More the party may not order in so short a time.
            if books.orders.len() == 3 {
                return Err(none());
            }
            let placed = placement(&books.check, &cart(&lines), u32::try_from(n).unwrap() + 1);
            next.check = placed.check;
            next.orders.push(placed.order);
            TillDeed::Billed
        }
        Step::Bill {
            shares,
            charge,
            off,
        } => {
            let wish = BillWish {
                split: (*shares > 1).then_some(SplitWish::Equal(*shares)),
                discounts: discounts(books, *off),
                service_charge: BasisPoints(*charge),
                ..BillWish::default()
            };
            let issued = books.issue(&wish, making)?;
            next.check = issued.check;
            next.settlement = issued.settlement;
            next.bills.extend(issued.new);
            *last = issued.last;
            TillDeed::Billed
        }
        Step::Pay {
            bill,
            by,
            part,
            tip,
        } => {
            let bill = bill_id(books, *bill).ok_or_else(none)?;
            let due = books.state(&bill)?.standing().due.minor;
            let wish = PayWish {
                pay: Pay {
                    by: *by,
                    amount: inr((due / part).max(300)),
                    tip: (*by != PaidBy::Due).then(|| inr(*tip)),
                    tendered: None,
                },
                reference: None,
                // More than is due is credit.
                again: true,
            };
            let id = format!("{check}_p{n}").parse().unwrap();
            let (settlement, payment) = books.pay(&bill, &wish, id, hand)?;
            next.settlement = settlement;
            next.payments.push(payment);
            TillDeed::Paid
        }
        Step::Refund {
            bill,
            amount,
            credit,
            by,
        } => {
            let bill = bill_id(books, *bill).ok_or_else(none)?;
            let wish = RefundWish {
                of: match credit {
                    true => BackWish::Credit(inr((*amount).min(200))),
                    false => BackWish::Amount(inr(*amount)),
                },
                by: *by,
                reason: why(),
            };
            let id = format!("{check}_r{n}").parse().unwrap();
            let (settlement, refund) = books.refund(&bill, &wish, id, hand)?;
            next.settlement = settlement;
            next.refunds.push(refund);
            match credit {
                true => TillDeed::CreditReturned,
                false => TillDeed::Refunded,
            }
        }
        Step::Void(bill) => {
            let bill = bill_id(books, *bill).ok_or_else(none)?;
            let (settlement, check) = books.void(&bill, &why(), hand)?;
            next.settlement = settlement;
            next.check = check;
            TillDeed::Voided
        }
        Step::CheckOut(pays) => {
            let pay = PayAll {
                by: PaidBy::Upi,
                tendered: None,
                reference: None,
            };
            let ids = (0..99).map(|p| format!("{check}_q{n}x{p}").parse().unwrap());
            let ids: Vec<PaymentId> = ids.collect();
            let ended = books.check_out(pays.then_some(&pay), making, &ids)?;
            next.check = ended.check;
            next.settlement = ended.settlement;
            next.bills.extend(ended.new);
            next.payments.extend(ended.payments);
            *last = ended.last;
            TillDeed::CheckedOut
        }
    };
    Ok((next, deed))
}

/// What was taken off for each reason on a day, by each discount of each issue.
fn recount_off(all: &[Books], day: BusinessDay) -> BTreeMap<(bool, String), i64> {
    let mut off = BTreeMap::new();
    for books in all {
        for bill in &books.bills {
            let sign = [Some(bill.business_day), ended(books, bill)].map(|of| of == Some(day));
            let sign = i64::from(sign[0]) - i64::from(sign[1]);
            for (discount, taken) in bill.discounts.iter().zip(&bill.taken_off) {
                let comp = matches!(discount.cut, Cut::Comp { .. });
                let why = (comp, discount.reason.as_str().to_owned());
                *off.entry(why).or_default() += sign * taken;
            }
        }
    }
    off.retain(|_, minor| *minor != 0);
    off
}

/// The day on which an issue of a bill ceased to count.
fn ended(books: &Books, bill: &IssuedBill) -> Option<BusinessDay> {
    let later = books
        .bills
        .iter()
        .find(|later| later.id == bill.id && later.issue == bill.issue + 1);
    let state = books.state(&bill.id).unwrap();
    let void = state.void.as_ref().filter(|_| state.issue == bill.issue);
    let later = later.map(|later| later.business_day);
    later.or_else(|| void.map(|void| day_of(void.at)))
}

/// What bills charge that began to count on a day, less those that ceased to, from the bills as they
/// are kept.
fn recount(all: &[Books], day: BusinessDay) -> (Charges, Charges, BTreeMap<PaidBy, i64>) {
    let mut billed = Charges::default();
    let (mut refunded, mut taken) = (Charges::default(), BTreeMap::new());
    for books in all {
        for bill in &books.bills {
            let charges = Charges::from(&bill.bill);
            if bill.business_day == day {
                billed = billed.plus(&charges);
            }
            if ended(books, bill) == Some(day) {
                billed = billed.minus(&charges);
            }
        }
        for refund in books
            .refunds
            .iter()
            .filter(|refund| refund.business_day == day)
        {
            refunded = refunded.plus(&Charges::from(&refund.of));
        }
        for payment in books
            .payments
            .iter()
            .filter(|payment| payment.business_day == day)
        {
            *taken.entry(payment.payment.by).or_insert(0) += payment.payment.amount.minor;
        }
    }
    (billed, refunded, taken)
}

/// The money that went back on a day, with what cash was rounded by.
fn given_back(all: &[Books], day: BusinessDay) -> BTreeMap<PaidBy, i64> {
    let mut given = BTreeMap::new();
    let refunds = all.iter().flat_map(|books| &books.refunds);
    for refund in refunds.filter(|refund| refund.business_day == day) {
        *given.entry(refund.by).or_insert(0) += refund.amount.minor + refund.rounding();
    }
    given
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn a_recount_of_the_raw_bills_finds_the_same(
        steps in prop::collection::vec((0..3_usize, step()), 1..40),
        cut in 0..=8_usize,
        coin in prop::sample::select(vec![1_u32, 5, 50, 500]),
    ) {
        let mut all: Vec<_> = (1..=3).map(fresh).collect();
        let mut entries = Vec::new();
        let mut last = 0;
        for (n, (which, step)) in steps.iter().enumerate() {
            // Half of the deeds are of the second day.
            let seconds = i64::try_from(n).unwrap() * 2 * SECOND / i64::try_from(steps.len()).unwrap();
            let hand = hand(seconds, coin.try_into().unwrap());
            let books = &all[*which];
            let mut taken = last;
            let Ok((next, deed)) = after(books, step, (n, &hand, &mut taken)) else {
                continue;
            };
            last = taken;
            let entry = TillEntry::of_check(format!("e{n}"), deed, books, &next, &hand).unwrap();
            if matches!(step, Step::Order(_)) {
                prop_assert_eq!(&entry, &None, "what is ordered is no money yet");
            }
            entries.extend(entry);
            all[*which] = next;
        }
        let mut issued = 0;
        let mut voided = 0;
        for day in ["2026-11-20", "2026-11-21"] {
            let day: BusinessDay = day.parse().unwrap();
            let of_day: Vec<_> = entries.iter().filter(|entry| entry.business_day == day).collect();
            let figures = TillFigures::of(Currency::INR, of_day.iter().copied());
            let (billed, refunded, taken) = recount(&all, day);
            prop_assert_eq!(&figures.billed, &billed);
            prop_assert_eq!(&figures.refunded, &refunded);
            let said = figures.taken.iter().map(|row| (row.by, row.amount)).collect();
            prop_assert_eq!(taken, said);
            let back = figures.given_back.iter().map(|row| (row.by, row.in_all())).collect();
            prop_assert_eq!(given_back(&all, day), back);
            let sums = MoneySums::of(of_day.iter().copied());
            prop_assert_eq!((&sums.billed, &sums.refunded), (&billed, &refunded));
            prop_assert_eq!(&sums.taken, &figures.taken);
            let off = sums.off.iter().filter(|(_, sum)| sum.amount != 0);
            let off = off.map(|(why, sum)| ((why.comp, why.reason.as_str().to_owned()), sum.amount));
            prop_assert_eq!(off.collect::<BTreeMap<_, _>>(), recount_off(&all, day));
            prop_assert_eq!(sums.issued, i64::from(figures.bills.issued));
            prop_assert_eq!(sums.voided.count, i64::from(figures.bills.voided));
            // All of these checks are pickups.
            let channel = sums.channels.get(&Channel::Pickup).copied().unwrap_or_default();
            prop_assert_eq!(channel.amount, billed.total - refunded.total);
            prop_assert_eq!(channel.count, sums.issued - sums.voided.count);
            // The sum of any spans of a day is the day.
            let cut = of_day.len() * cut / 8;
            let (before, since) = of_day.split_at(cut);
            let parts = [before, since].map(|span| MoneySums::of(span.iter().copied()));
            prop_assert_eq!(&parts[1].clone().plus(&parts[0]), &sums);
            prop_assert_eq!(parts[0].clone().plus(&parts[1]), sums);
            issued += usize::try_from(figures.bills.issued).unwrap();
            voided += usize::try_from(figures.bills.voided).unwrap();
        }
        let states = || all.iter().flat_map(|books| &books.settlement.bills);
        prop_assert_eq!(issued, states().count());
        prop_assert_eq!(voided, states().filter(|bill| !bill.counts()).count());
        // Each bill that is not paid has its check named, and no other has.
        let owing = all.iter().filter(|books| books.settlement.due() > 0);
        let owing: Vec<_> = owing.map(|books| books.check.id.clone()).collect();
        prop_assert_eq!(super::figures::unpaid(&entries), owing);
    }
}

//! What guests say that they will pay: the parts sum, and nothing is asked for twice.

use proptest::prelude::*;

use super::asked::{AskedState, PayAsk, PayMethod, PayPart, Payer};
use super::books::{Books, Hand};
use super::issue::{BillWish, Making, SplitWish};
use super::number::{InvoicePrefix, Series};
use super::pay::PayWish;
use super::payment::{PaidBy, Pay};
use super::settlement::SplitKind;
use crate::DomainError;
use crate::bill_fixtures::ordered;
use crate::fixtures::{gst, inr, later};
use crate::id::{BillId, GuestId};
use crate::money::Money;
use crate::role::Role;

fn guest(n: usize) -> GuestId {
    format!("g{n}").parse().unwrap()
}

fn payer(id: &GuestId, place: usize) -> Payer<'_> {
    Payer { id, place }
}

fn hand() -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Cashier,
        approved_by: None,
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::bill::coin::Coin::ONE,
    }
}

/// Two dosas of the first guest, and a water of the second.
fn table() -> Books {
    let mut books = ordered();
    for (line, n) in books.orders[0].lines.iter_mut().zip(1..) {
        line.added_by.guest_id = guest(n);
    }
    books
}

fn billed(mut books: Books, split: Option<SplitWish>) -> Books {
    let ids: Vec<BillId> = (1..=9)
        .map(|n| format!("{}_b{n}", books.check.id).parse().unwrap())
        .collect();
    let series = Series {
        year: "2026-27".parse().unwrap(),
        prefix: InvoicePrefix::parse("LR-").unwrap(),
    };
    let hand = hand();
    let making = Making {
        rules: &gst(),
        series: &series,
        last: 0,
        ids: &ids,
        seller: None,
        hand: &hand,
    };
    let wish = BillWish {
        split,
        ..BillWish::default()
    };
    let issued = books.issue(&wish, making).unwrap();
    books.check = issued.check;
    books.settlement = issued.settlement;
    books.bills.extend(issued.new);
    books
}

fn paying(mut books: Books, place: usize, minor: i64) -> Books {
    let wish = PayWish {
        pay: Pay {
            by: PaidBy::Card,
            amount: inr(minor),
            tip: None,
            tendered: None,
        },
        reference: None,
        again: false,
    };
    let bill = books.settlement.bills[place].id.clone();
    let id = format!("{}_p{}", books.check.id, books.payments.len());
    let (settlement, payment) = books
        .pay(&bill, &wish, id.parse().unwrap(), &hand())
        .unwrap();
    books.settlement = settlement;
    books.payments.push(payment);
    books
}

fn ask(part: PayPart, of: Option<u32>) -> PayAsk {
    PayAsk {
        part,
        of,
        method: PayMethod::Card,
        tip: None,
    }
}

fn part(books: &Books, part: PayPart, n: usize) -> Result<i64, DomainError> {
    let id = guest(n);
    let asked = books.asked(ask(part, None), (payer(&id, n - 1), 2), &gst());
    asked.map(|asked| asked.amount.minor)
}

#[test]
fn what_guests_ordered_and_their_shares_sum_to_the_bill_before_and_after_it_is_made() {
    let open = table();
    let whole = billed(table(), None);
    let total = whole.settlement.due();
    for books in [open, whole, billed(table(), Some(SplitWish::Guests))] {
        assert_eq!(part(&books, PayPart::All, 1), Ok(total));
        for of in [PayPart::Mine, PayPart::Share] {
            let both = [1, 2].map(|n| part(&books, of, n).unwrap());
            assert_eq!(both.iter().sum::<i64>(), total, "{of:?}");
        }
        let nobody = guest(9);
        let none = books.asked(ask(PayPart::Mine, None), (payer(&nobody, 8), 2), &gst());
        assert_eq!(none.unwrap_err(), DomainError::NothingToBill);
    }
}

#[test]
fn a_bill_of_each_guest_is_theirs_and_paid_once() {
    let books = billed(table(), Some(SplitWish::Guests));
    assert_eq!(books.split_kind(), Some(SplitKind::Guest));
    let own = books.settlement.bills[0].total.minor;
    let id = guest(1);
    let asked = books
        .asked(ask(PayPart::Mine, None), (payer(&id, 0), 2), &gst())
        .unwrap();
    let all = books
        .asked(ask(PayPart::All, None), (payer(&id, 0), 2), &gst())
        .unwrap();
    assert_eq!(asked.amount.minor, own);
    let state = |books: &Books, of| books.state_of(of, payer(&id, 0), &gst());
    assert_eq!(state(&books, &asked), AskedState::Asked);
    let books = paying(books, 0, own);
    assert_eq!(
        part(&books, PayPart::Mine, 1),
        Err(DomainError::NothingToBill)
    );
    assert_eq!(state(&books, &asked), AskedState::Stale);
    assert_eq!(state(&books, &all), AskedState::Stale);
    let left = books.settlement.due();
    assert_eq!(part(&books, PayPart::All, 1), Ok(left));
    let books = paying(books, 1, left);
    for of in [PayPart::Mine, PayPart::Share, PayPart::All] {
        assert_eq!(part(&books, of, 2), Err(DomainError::BillPaid));
    }
    assert_eq!(state(&books, &asked), AskedState::Paid);
    assert_eq!(state(&books, &all), AskedState::Paid);
}

#[test]
fn a_share_stays_a_share_of_everything_while_others_pay_and_is_no_more_than_is_left() {
    let books = billed(table(), None);
    let total = books.settlement.due();
    let share = part(&books, PayPart::Share, 2).unwrap();
    let books = paying(books, 0, total - share);
    assert_eq!(part(&books, PayPart::Share, 2), Ok(share));
    let books = paying(books, 0, share - 1);
    for of in [PayPart::Share, PayPart::Mine, PayPart::All] {
        assert_eq!(part(&books, of, 2), Ok(1), "{of:?}");
    }
}

#[test]
fn what_was_ordered_after_a_guest_paid_theirs_is_left() {
    let books = billed(table(), Some(SplitWish::Guests));
    let own = books.settlement.bills[0].total.minor;
    let mut books = paying(books, 0, own);
    let before = books.settlement.due();
    let mut more = books.orders[0].clone();
    more.id = format!("{}_order2", books.check.id).parse().unwrap();
    more.lines.truncate(1);
    books.check.order_count += 1;
    books.check.total.minor += more.total.minor;
    books.orders.push(more);
    let mine = part(&books, PayPart::Mine, 1).unwrap();
    assert!(mine > 0 && mine <= own, "{mine} of {own}");
    let left = part(&books, PayPart::All, 2).unwrap();
    assert!(left > before);
    assert!(
        (left - before - mine).abs() <= 100,
        "{left}, {before}, {mine}"
    );
}

#[test]
fn what_cannot_be_is_refused() {
    let books = table();
    let id = guest(1);
    let refused = |of: PayAsk| {
        let refused = books.asked(of, (payer(&id, 0), 2), &gst());
        refused.unwrap_err()
    };
    for of in [0, 51, 99, 100, u32::MAX] {
        let refusal = refused(ask(PayPart::Share, Some(of)));
        assert!(
            matches!(refusal, DomainError::Invalid { field: "of", .. }),
            "{refusal:?}"
        );
    }
    for of in [PayPart::Mine, PayPart::All] {
        let refusal = refused(ask(of, Some(2)));
        assert!(
            matches!(refusal, DomainError::Invalid { field: "of", .. }),
            "{refusal:?}"
        );
    }
    let tip = |tip: Money| PayAsk {
        tip: Some(tip),
        ..ask(PayPart::All, None)
    };
    for wrong in [
        inr(-1),
        inr(100_000_000),
        Money::new(1, "EUR".to_owned().try_into().unwrap()),
    ] {
        refused(tip(wrong));
    }
    let none = Books {
        orders: Vec::new(),
        ..table()
    };
    assert_eq!(
        part(&none, PayPart::All, 1),
        Err(DomainError::NothingToBill)
    );
}

#[test]
fn how_bills_were_split_is_said_and_not_guessed() {
    let shares = vec![vec![(
        super::books::LineName {
            order_id: None,
            line_id: "a".parse().unwrap(),
        },
        1,
    )]];
    for (wish, kind) in [
        (None, None),
        (Some(SplitWish::Guests), Some(SplitKind::Guest)),
        (Some(SplitWish::Equal(3)), Some(SplitKind::Equal)),
        (
            Some(SplitWish::Amounts(vec![inr(10_000)])),
            Some(SplitKind::Amount),
        ),
        (Some(SplitWish::Items(shares)), Some(SplitKind::Item)),
    ] {
        let mut books = billed(table(), wish);
        assert_eq!(books.split_kind(), kind);
        // One of before it was kept tells it by itself.
        books.settlement.split = None;
        let told = match kind {
            Some(SplitKind::Equal) => Some(SplitKind::Amount),
            kind => kind,
        };
        assert_eq!(books.split_kind(), told);
    }
}

proptest! {
    #[test]
    fn any_table_sums(
        prices in prop::collection::vec((1_i64..50_000, 1_u32..5, 1_usize..5), 1..6),
        shares in 1_u32..=50,
        rules in super::properties::rules(),
    ) {
        let books = of(&prices);
        let all = books.owed(&rules, &guest(1)).unwrap().left;
        let mine: i64 = (1..5).map(|n| books.owed(&rules, &guest(n)).unwrap().mine).sum();
        prop_assert_eq!(mine, all);
        let each = (0..shares as usize).map(|place| {
            let id = guest(1);
            books.part((PayPart::Share, shares), payer(&id, place), &rules)
        });
        let sum: i64 = each.map(|share| share.map_or(0, |share| share.minor)).sum();
        prop_assert_eq!(sum, all);
    }
}

/// Lines of so much, so often, of these guests.
fn of(prices: &[(i64, u32, usize)]) -> Books {
    let mut books = ordered();
    let line = books.orders[0].lines[0].clone();
    let lines = prices.iter().zip(0..).map(|((price, pieces, by), n)| {
        let mut line = line.clone();
        line.id = format!("l{n}").parse().unwrap();
        line.unit_price = inr(*price);
        line.quantity = *pieces;
        line.added_by.guest_id = guest(*by);
        line
    });
    books.orders[0].lines = lines.collect();
    books
}

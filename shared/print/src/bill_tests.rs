use proptest::prelude::*;
use salver_domain::bill::amounts::Amounts;
use salver_domain::bill::books::Books;
use salver_domain::bill_fixtures::{seller, settled};
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::{Laid, Paper as Width, lay_out};

fn paper_of(books: &Books, nth: usize, status: BillStatus) -> Slip {
    let state = &books.settlement.bills[nth];
    let payments = books.payments.iter().filter(|one| one.bill_id == state.id);
    let payments: Vec<_> = payments.cloned().collect();
    bill(BillCopy {
        seller: &seller(),
        issued: books.issued(state).unwrap(),
        state,
        status,
        payments: &payments,
        share: (1, 1),
        place: "Pickup 7",
        date: "20 Nov 2026",
        time: "19:05",
    })
}

/// What lies on the paper, with `*` before a line of large letters, which has half as many.
fn laid(slip: &Slip, width: Width) -> Vec<(String, bool)> {
    let lines = lay_out(slip, width).into_iter().map(|line| match line {
        Laid::Text { text, large, .. } => (text, large),
        Laid::Code { text } => (text, false),
    });
    lines.collect()
}

fn text(slip: &Slip, width: Width) -> String {
    let lines = laid(slip, width).into_iter();
    let lines = lines.map(|(text, large)| match large {
        true => format!("*{text}\n"),
        false => format!(" {text}\n"),
    });
    lines.collect()
}

#[test]
fn a_bill_with_all_that_can_stand_on_it() {
    let books = settled();
    let slip = paper_of(&books, 0, BillStatus::Paid);
    let expected = include_str!("bill-42.txt");
    let said = text(&slip, Width::Usual);
    assert_eq!(said, expected, "{said}");
}

#[test]
fn a_paper_says_whether_it_counts() {
    let mut books = settled();
    let first = |slip: &Slip| text(slip, Width::Wide).lines().next().unwrap().to_owned();
    let of = |books: &Books, status| first(&paper_of(books, 0, status));
    books.settlement.bills[0].printed = None;
    assert_eq!(
        of(&books, BillStatus::Open).trim_start_matches('*').trim(),
        "Saffron Lane"
    );
    assert_eq!(of(&books, BillStatus::Void), "*VOID");
    assert_eq!(of(&books, BillStatus::Stale), "*NOT VALID");
    books.settlement.bills[0].printed = Some(books.settlement.bills[0].issue);
    assert_eq!(of(&books, BillStatus::Open), "*DUPLICATE");
    books.settlement.bills[0].printed = Some(0);
    assert_eq!(
        of(&books, BillStatus::Open),
        " Replaces the bill printed before."
    );
}

/// What dishes are called: long, wide, with marks.
fn called() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Za-z]{1,50}",
        "[\u{4e00}-\u{4e20}]{1,20}",
        "[\u{915}-\u{939}]\u{93f}[\u{915}-\u{939}]{1,9}",
        "[\u{627}-\u{64a}]{1,14}",
        Just("Cafe\u{301}".to_owned()),
    ];
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_amount_ends_at_one_edge_on_every_paper(
        dishes in prop::collection::vec((called(), 1_u32..999, 0_i64..999_999_999), 1..8),
        paper in prop::sample::select(Width::ALL.to_vec()),
    ) {
        let mut books = settled();
        let issued = books.bills.last_mut().unwrap();
        let sample = issued.bill.lines.iter().find(|line| line.of.is_some()).unwrap().clone();
        issued.bill.lines = dishes.iter().map(|(name, pieces, price)| {
            let mut line = sample.clone();
            let of = line.of.as_mut().unwrap();
            name.clone_into(&mut of.name);
            of.pieces = *pieces;
            of.unit_price = *price;
            line.amounts = Amounts { net: *price, ..line.amounts.clone() };
            line
        }).collect();
        let slip = paper_of(&books, 0, BillStatus::Open);
        let amounts: Vec<_> = slip.lines.iter().filter_map(|line| match line {
            salver_domain::slip::SlipLine::Amount { amount, .. } => Some(amount.clone()),
            _ => None,
        }).collect();
        let mut ends = 0;
        for (line, large) in laid(&slip, paper) {
            let columns = line.width() * if large { 2 } else { 1 };
            prop_assert!(columns <= paper.characters(), "{columns}: {line:?}");
            let is_amount = amounts.iter().any(|amount| line.ends_with(amount.as_str()));
            if is_amount && line.contains("  ") {
                prop_assert_eq!(columns, paper.characters(), "{:?}", line);
                ends += 1;
            }
        }
        prop_assert!(ends >= dishes.len(), "{ends} of {}", dishes.len());
    }
}

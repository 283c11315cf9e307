use salver_domain::bill::books::Hand;
use salver_domain::bill_fixtures::{ordered, settled};
use salver_domain::fixtures::{branch, inr, later, profile};
use salver_domain::price_list::Channel;
use salver_domain::role::Role;
use salver_domain::text::{Note, Reason};
use salver_domain::till::close::{CloseWish, Coins, Counted, OpenKind};
use salver_domain::till::entry::TillEntry;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::{Laid, Paper, lay_out};

fn hand(seconds: i64) -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Cashier,
        approved_by: Some("ravi".parse().unwrap()),
        at: later(seconds),
        day: "2026-11-20".parse().unwrap(),
        coin: salver_domain::bill::coin::Coin::ONE,
    }
}

fn why(text: &str) -> Reason {
    Reason::parse(Some(text)).unwrap().unwrap()
}

/// A float, a bill with all that can be on one, an account that is settled, cash out.
fn figures() -> TillFigures {
    let id = |n: u8| format!("e{n}");
    let sale = TillEntry::of_check(id(1), TillDeed::Refunded, &ordered(), &settled(), &hand(60));
    let cash = (inr(5_000), why("milk"));
    let paid = &settled().payments[0].payment;
    let entries = [
        TillEntry::opened((id(0), &branch()), inr(100_000), &hand(0)).unwrap(),
        sale.unwrap().unwrap(),
        TillEntry::of_account((id(2), &branch()), "meera", paid, &hand(90)),
        TillEntry::cash((id(3), &branch()), true, cash, &hand(120)).unwrap(),
    ];
    TillFigures::of(Currency::INR, &entries)
}

fn open() -> Vec<OpenItem> {
    vec![OpenItem {
        kind: OpenKind::Check,
        id: "lane_c4".to_owned(),
        name: "T4".to_owned(),
        section: Some("Hall".to_owned()),
        channel: Some(Channel::DineIn),
        due: Some(12_000),
        bills: vec!["LR-26-27/3".to_owned()],
    }]
}

fn read(state: DayState) -> DayRead {
    let person = |id: &str, name: &str| PersonName {
        id: id.parse().unwrap(),
        name: name.to_owned(),
    };
    DayRead {
        day: hand(0).day,
        time_zone: "Asia/Kolkata".to_owned(),
        state,
        figures: figures(),
        open: open(),
        names: vec![person("omar", "Omar Khan"), person("ravi", "Ravi")],
        unclosed: Vec::new(),
    }
}

fn closed(counted: i64) -> DayRead {
    let coins = vec![Coins {
        value: 50_000,
        count: u32::try_from(counted / 50_000).unwrap(),
    }];
    let wish = CloseWish {
        counted: Counted::new(inr(counted), coins).unwrap(),
        carried: ["lane_c4".to_owned()].into(),
        note: Note::parse(Some("The till was short at noon already.")).unwrap(),
    };
    let of = (&branch(), hand(0).day, 4);
    let closed = ClosedDay::of(of, figures(), open(), &wish, &hand(7_200)).unwrap();
    read(DayState::Closed(Box::new(closed)))
}

fn slip(read: &DayRead, again: bool) -> Slip {
    day_report(DayCopy {
        brand: "Saffron Lane",
        profile: &profile(),
        read,
        again,
    })
}

/// What lies on the paper, with `*` before a line of large letters, which has half as many.
fn text(slip: &Slip, paper: Paper) -> String {
    let lines = lay_out(slip, paper).into_iter();
    let lines = lines.map(|line| match line {
        Laid::Text {
            text, large: true, ..
        } => format!("*{text}\n"),
        Laid::Text { text, .. } | Laid::Code { text } => format!(" {text}\n"),
    });
    lines.collect()
}

#[test]
fn a_report_with_all_that_can_stand_on_it() {
    let said = text(&slip(&closed(50_000), true), Paper::Usual);
    assert_eq!(said, include_str!("report-42.txt"), "{said}");
}

#[test]
fn a_paper_says_whether_it_is_the_report_and_whether_it_is_the_first() {
    let first = |slip: Slip| text(&slip, Paper::Wide).lines().next().unwrap().to_owned();
    assert_eq!(first(slip(&closed(50_000), true)), "*DUPLICATE");
    assert!(first(slip(&closed(50_000), false)).contains("Saffron"));
    for state in [DayState::Ended, DayState::Running(later(60))] {
        for again in [false, true] {
            assert_eq!(first(slip(&read(state.clone()), again)), "*NOT CLOSED");
        }
    }
}

#[test]
fn cash_that_is_right_or_too_much_is_said_so() {
    let figures = figures();
    let expected = figures.drawer().expected();
    let said = |counted| text(&slip(&closed(counted), false), Paper::Usual);
    assert_ne!(expected % 50_000, 0, "none of these is right");
    assert!(said(50_000).contains("Too little"));
    assert!(said(150_000).contains("Too much"));
    let mut right = closed(50_000);
    if let DayState::Closed(closed) = &mut right.state {
        closed.counted = closed.expected;
    }
    let said = text(&slip(&right, false), Paper::Usual);
    assert!(said.contains("It is right"), "{said}");
}

#[test]
fn a_day_of_nothing_and_prices_with_their_taxes_have_no_empty_rows() {
    let mut none = read(DayState::Ended);
    none.figures = TillFigures::none(Currency::INR);
    none.open.clear();
    let said = text(&slip(&none, false), Paper::Usual);
    for empty in [
        "Discounts",
        "Given back",
        "Money that came",
        "Refunds",
        "Put in",
    ] {
        assert!(!said.contains(empty), "{empty}: {said}");
    }
    // Without taxes on top the rows come to the total, and the taxes stand below it.
    let mut within = read(DayState::Ended);
    let billed = &mut within.figures.billed;
    billed.total -= billed.tax();
    let said = text(&slip(&within, false), Paper::Usual);
    let place = |what: &str| said.find(what).unwrap();
    assert!(place("Billed") < place("In what was billed:"));
    assert!(place("In what was billed:") < place("CGST"));
}

#[test]
fn nothing_is_wider_than_its_paper() {
    for paper in Paper::ALL {
        let slip = slip(&closed(50_000), true);
        for line in lay_out(&slip, paper) {
            let Laid::Text { text, large, .. } = line else {
                continue;
            };
            let width = text.width() * if large { 2 } else { 1 };
            assert!(width <= paper.characters(), "{text:?} at {paper:?}");
        }
    }
}

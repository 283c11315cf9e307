//! A day of the till with all that can be said of one.

use super::money::money;
use crate::domain::bill::books::Hand;
use crate::domain::bill_fixtures::ordered;
use crate::domain::price_list::Channel;
use crate::domain::role::Role;
use crate::domain::text::{Note, Reason};
use crate::domain::till::close::{
    CloseWish, ClosedDay, Coins, Counted, OpenItem, OpenKind, PersonName,
};
use crate::domain::till::day::{DayRead, DayState, TillDay};
use crate::domain::till::entry::{TillDeed, TillEntry};
use crate::domain::till::figures::TillFigures;
use crate::wire::till::{CashMoveView, DayList, DayView};
use salver_demo::fixtures::{branch, inr, later};

fn hand() -> Hand {
    Hand {
        by: "omar".parse().unwrap(),
        role: Role::Cashier,
        approved_by: Some("ravi".parse().unwrap()),
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: crate::domain::bill::coin::Coin::ONE,
    }
}

pub(super) fn entries() -> Vec<TillEntry> {
    let id = |n: u8| format!("e{n}");
    let deed = TillDeed::Refunded;
    let of_check = TillEntry::of_check(id(1), deed, &ordered(), &money(), &hand());
    let float = TillEntry::opened((id(2), &branch()), inr(100_000), &hand());
    let paid = &money().payments[0].payment;
    vec![
        of_check.unwrap().unwrap(),
        float.unwrap(),
        taken_out(),
        TillEntry::of_account((id(4), &branch()), "meera", paid, &hand()),
    ]
}

fn taken_out() -> TillEntry {
    let why = Reason::parse(Some("milk")).unwrap().unwrap();
    let id = ("e3".to_owned(), &branch());
    TillEntry::cash(id, true, (inr(5_000), why), &hand()).unwrap()
}

fn open() -> Vec<OpenItem> {
    vec![OpenItem {
        kind: OpenKind::Check,
        id: "lane_c4".to_owned(),
        name: "T4".to_owned(),
        section: Some("Hall".to_owned()),
        channel: Some(Channel::DineIn),
        due: Some(12_000),
        bills: vec!["2026-27/3".to_owned()],
    }]
}

fn closed() -> ClosedDay {
    let coins = vec![Coins {
        value: 50_000,
        count: 2,
    }];
    let wish = CloseWish {
        counted: Counted::new(inr(100_000), coins).unwrap(),
        carried: ["lane_c4".to_owned()].into(),
        note: Note::parse(Some("a note was missing")).unwrap(),
    };
    let figures = TillFigures::of(inr(0).currency, &entries());
    let here = branch();
    let closed = ClosedDay::of((&here, hand().day, 4), figures, open(), &wish, &hand()).unwrap();
    ClosedDay {
        names: vec![PersonName {
            id: hand().by,
            name: "Omar".to_owned(),
        }],
        ..closed
    }
}

/// A day that is open and closed, as none is.
pub(super) fn day() -> DayView {
    let closed = closed();
    let running = DayView::of(&DayRead {
        day: hand().day,
        time_zone: "Asia/Kolkata".to_owned(),
        state: DayState::Running(later(3600)),
        figures: closed.figures.clone(),
        open: open(),
        names: closed.names.clone(),
        unclosed: vec![hand().day.days_before(1)],
    });
    let read = DayRead {
        day: hand().day,
        time_zone: "Asia/Kolkata".to_owned(),
        figures: closed.figures.clone(),
        open: Vec::new(),
        names: closed.names.clone(),
        state: DayState::Closed(Box::new(closed)),
        unclosed: Vec::new(),
    };
    DayView {
        closed: DayView::of(&read).closed,
        print_job: Some(super::printing::print_job_view()),
        ..running
    }
}

pub(super) fn list() -> DayList {
    let day = TillDay {
        day: hand().day,
        version: 5,
        closed: Some(Box::new(closed())),
        printed: true,
    };
    DayList::of(&[day], &closed().names, 1)
}

pub(super) fn cash() -> CashMoveView {
    CashMoveView::of(&taken_out())
}

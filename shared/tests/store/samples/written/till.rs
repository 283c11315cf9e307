//! A business day on which all was done that an entry can say, and that was closed with all that a
//! report can say.

use salver::domain::audit::Deed;
use salver::domain::bill::books::Hand;
use salver::domain::bill_fixtures::{ordered, settled};
use salver::domain::id::PrintJobId;
use salver::domain::price_list::Channel;
use salver::domain::print_job::{PrintContent, PrintJob};
use salver::domain::role::Role;
use salver::domain::slip::Slip;
use salver::domain::text::{Note, Reason};
use salver::domain::till::close::{
    CloseWish, ClosedDay, Coins, Counted, OpenItem, OpenKind, PersonName,
};
use salver::domain::till::entry::{TillCash, TillDeed, TillEntry};
use salver::domain::till::figures::TillFigures;
use salver::service::figures::recount;
use salver::store::Entered;
use salver_demo::fixtures::{branch, inr, later, now, profile, waiter};

use super::parts::{noted, owner, record};
use crate::world::World;

fn hand() -> Hand {
    Hand {
        by: waiter().id,
        role: Role::Cashier,
        approved_by: Some(owner().id),
        at: later(60),
        day: "2026-11-20".parse().unwrap(),
        coin: salver::domain::bill::coin::Coin::ONE,
    }
}

/// What no deed says all of: a check's money, cash and an account.
fn everything() -> TillEntry {
    let why = Reason::parse(Some("milk")).unwrap();
    let (before, after) = (ordered(), settled());
    let entry = TillEntry::of_check(
        "e1".to_owned(),
        TillDeed::CheckedOut,
        &before,
        &after,
        &hand(),
    );
    let mut entry = entry.unwrap().unwrap();
    entry.account = Some("lane_a1".to_owned());
    entry.cash = Some(TillCash {
        amount: 500,
        reason: why.clone(),
    });
    let mut void = entry.bills[0].clone();
    void.step = salver::domain::till::entry::BillStep::Voided;
    void.reason = why;
    entry.bills.push(void);
    let mut of_account = entry.payments[0].clone();
    of_account.bill_id = None;
    entry.payments.push(of_account);
    entry
}

pub async fn till(world: &World) {
    let store = &world.store;
    let float = TillEntry::opened(("e2".to_owned(), &branch()), inr(100_000), &hand()).unwrap();
    // One that counts: of the others nothing is left that was billed.
    let mut sale = everything();
    sale.id = "e3".to_owned();
    sale.bills.truncate(1);
    let entries = [everything(), float, sale];
    for (n, entry) in entries.iter().enumerate() {
        let audit = noted(&format!("01kb{n}"), Deed::TillOpened);
        let record = record(&format!("key-b{n:03}"));
        let entered = store.enter_till(entry, &record, &audit, now()).await;
        assert!(matches!(entered.unwrap(), Entered::Stands));
    }
    let coins = vec![Coins {
        value: 50_000,
        count: 2,
    }];
    let wish = CloseWish {
        counted: Counted::new(inr(100_000), coins).unwrap(),
        carried: ["lane_c4".to_owned()].into(),
        note: Note::parse(Some("a note was missing")).unwrap(),
    };
    let open = vec![OpenItem {
        kind: OpenKind::Check,
        id: "lane_c4".to_owned(),
        name: "T4".to_owned(),
        section: Some("Hall".to_owned()),
        channel: Some(Channel::DineIn),
        due: Some(12_000),
        bills: vec!["2026-27/3".to_owned()],
    }];
    let figures = TillFigures::of(inr(0).currency, &entries);
    let here = branch();
    let day = (&here, hand().day, 3);
    let closed = ClosedDay::of(day, figures, open, &wish, &hand()).unwrap();
    let closed = ClosedDay {
        names: vec![PersonName {
            id: waiter().id,
            name: waiter().name,
        }],
        ..closed
    };
    let (audit, record) = (noted("01kb9", Deed::DayClosed), record("key-b009"));
    let job = PrintJob::new(
        PrintJobId::new(&here, "01zz").unwrap(),
        "till".parse().unwrap(),
        PrintContent::DayReport { day: hand().day },
        Slip::default(),
        now(),
    );
    let ended = store.close_till((&closed, Some(&job)), &record, &audit, now());
    assert!(matches!(ended.await.unwrap(), Entered::Stands));
    // The day's money is in its figures.
    let (day, over) = (hand().day, later(12 * 3_600));
    recount(store, &profile(), (day, day), over).await.unwrap();
}

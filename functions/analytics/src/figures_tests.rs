//! Days, hours and items as they are shown. The fixtures' day begins at 4 in Kolkata, and
//! it is 19:00 there.

use salver_demo::fixtures::{later, now, profile};

use salver::domain::figures::Sums;
use salver::domain::fold::DaySums;
use salver::domain::text::Reason;
use salver::domain::till::charges::Charges;
use salver::domain::till::entry::OffFor;

use super::*;

fn tally(count: i64, amount: i64) -> Tally {
    Tally { count, amount }
}

fn seen(days: BTreeMap<BusinessDay, DaySums>, today: Sums) -> Recorded {
    let seen = Look {
        days,
        today,
        ..Look::default()
    };
    Recorded {
        seen,
        ..Recorded::default()
    }
}

fn shown(recorded: Recorded, at: Timestamp) -> Figures {
    let days = Days::at(&profile(), at);
    figures(&profile(), days, recorded, BTreeMap::new(), at)
}

/// Orders and amount.
fn sold(sales: &Sales) -> (u64, i64) {
    (sales.orders, sales.amount.minor)
}

#[test]
fn a_fortnight_ends_today_and_days_without_orders_stand_there_too() {
    let days = [
        ("2026-11-20", tally(2, 500)),
        ("2026-11-13", tally(3, 700)),
        ("2026-11-07", tally(1, 100)),
    ];
    let days = days.map(|(day, tally)| {
        let sums = DaySums {
            accepted: tally,
            ..DaySums::default()
        };
        (day.parse().unwrap(), sums)
    });
    let figures = shown(seen(BTreeMap::from(days), Sums::default()), now());
    let named: Vec<_> = figures
        .days
        .iter()
        .map(|d| (d.day.to_string(), sold(&d.sales)))
        .collect();
    assert_eq!(named.len(), 14);
    let day = |day: &str, sold| (day.to_owned(), sold);
    assert_eq!(named[0], day("2026-11-07", (1, 100)));
    assert_eq!(named[1], day("2026-11-08", (0, 0)));
    assert_eq!(named[13], day("2026-11-20", (2, 500)));
    assert_eq!(figures.business_day.to_string(), "2026-11-20");
    assert_eq!(sold(&figures.today), (2, 500));
    let before = &figures.same_weekday;
    assert_eq!(
        (before.day.to_string(), sold(&before.whole_day)),
        day("2026-11-13", (3, 700))
    );
}

#[test]
fn a_day_is_compared_with_as_much_of_the_other_one() {
    // Quarters of that Friday by the clock in Kolkata, and what was sold in each.
    let before = [
        ("04:00", 1),
        ("18:45", 5),
        ("19:00", 10),
        ("19:45", 20),
        ("20:15", 100),
        ("23:45", 1_000),
    ];
    let quarter = |clock: &str| {
        let at = format!("2026-11-13T{clock}:00+05:30").parse::<Timestamp>();
        Quarter::of(at.unwrap())
    };
    let before = before.map(|(clock, amount)| (quarter(clock), tally(1, amount)));
    let next = Quarter::of("2026-11-14T03:45:00+05:30".parse().unwrap());
    let before = before.into_iter().chain([(next, tally(1, 10_000))]);
    let sums = |quarters| DaySums {
        quarters,
        ..DaySums::default()
    };
    let then = ("2026-11-13".parse().unwrap(), sums(before.collect()));
    let this = BTreeMap::from([(Quarter::of(now()), tally(5, 50))]);
    let days = BTreeMap::from([then, ("2026-11-20".parse().unwrap(), sums(this))]);
    let recorded = || Recorded {
        this_quarter_before: tally(1, 7),
        ..seen(days.clone(), Sums::default())
    };
    let until = |at| {
        let figures = shown(recorded(), at);
        sold(&figures.same_weekday.until_now)
    };
    let hour = 3600;
    // At 19:00 nothing of 19:00 counts but the part that is read fact by fact.
    assert_eq!(until(now()), (3, 13));
    assert_eq!(until(later(899)), (3, 13), "the last second of a quarter");
    assert_eq!(
        until(later(900)),
        (4, 23),
        "whole quarters, and of one a part"
    );
    assert_eq!(until(later(hour)), (5, 43));
    assert_eq!(until(later(5 * hour)), (7, 1_143), "after midnight");
    assert_eq!(until(later(9 * hour - 901)), (7, 1_143));
    assert_eq!(until(later(9 * hour)), (1, 7), "the next day");

    let hours = shown(recorded(), now()).hours;
    assert_eq!(hours.len(), 24);
    assert_eq!((hours[0].hour, hours[23].hour), (4, 3));
    let row = &hours[15];
    assert_eq!(
        (row.hour, sold(&row.today), sold(&row.before)),
        (19, (5, 50), (2, 30))
    );
}

#[test]
fn what_was_ordered_is_said_apart_from_what_was_sold() {
    let sums = Sums {
        accepted: tally(2, 500),
        waiting: tally(1, 70),
        ..Sums::default()
    };
    let day = DaySums {
        accepted: tally(2, 500),
        ..DaySums::default()
    };
    let days = BTreeMap::from([("2026-11-20".parse().unwrap(), day)]);
    let figures = shown(seen(days, sums), now());
    assert_eq!(
        (sold(&figures.today), sold(&figures.ordered)),
        ((2, 500), (3, 570))
    );
}

#[test]
fn the_highest_discounts_are_named_and_all_others_are_one_row() {
    let off = (1..=10).map(|n| {
        let reason = Reason::parse(Some(&format!("reason {n}")))
            .unwrap()
            .unwrap();
        let comp = false;
        (OffFor { comp, reason }, tally(1, n * 100))
    });
    let off: BTreeMap<_, _> = off.collect();
    // Bills of before had 200 off, and kept no reason.
    let billed = Charges {
        discount: 5_500 + 200,
        ..Charges::default()
    };
    let day = DaySums {
        money: MoneySums {
            billed,
            off,
            ..MoneySums::default()
        },
        voided: tally(3, 600),
        ..DaySums::default()
    };
    let days = BTreeMap::from([("2026-11-20".parse().unwrap(), day)]);
    let money = shown(seen(days, Sums::default()), now()).money;
    let shown = money.discounts;
    assert_eq!((shown.count, shown.amount.minor), (10, 5_700));
    let rows = shown.reasons.iter();
    let rows = rows.map(|row| (row.bills, row.amount.minor, row.reason.is_some()));
    let named = (3..=10).rev().map(|n| (1, n * 100, true));
    assert!(
        rows.eq(named.chain([(2, 500, false)])),
        "{:?}",
        shown.reasons
    );
    assert_eq!((money.comps.count, money.comps.reasons), (0, vec![]));
    assert_eq!(
        (money.dishes_voided, money.dishes_voided_total.minor),
        (3, 600)
    );
}

#[test]
fn the_ten_best_by_pieces_then_amount_then_id() {
    let sold = |count, amount| SoldItem {
        tally: tally(count, amount),
        name: "Dish".to_owned(),
    };
    let mut items = BTreeMap::from([
        ("b".parse().unwrap(), sold(3, 10)),
        ("a".parse().unwrap(), sold(3, 10)),
        ("c".parse().unwrap(), sold(3, 20)),
        ("d".parse().unwrap(), sold(9, 1)),
        ("void".parse().unwrap(), sold(0, 0)),
    ]);
    let shown_ids = |items: &BTreeMap<ItemId, SoldItem>| {
        let today = Sums {
            items: items.clone(),
            ..Sums::default()
        };
        let shown = shown(seen(BTreeMap::new(), today), now()).items;
        let ids = shown.iter().map(|i| i.item_id.as_str().to_owned());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(shown_ids(&items), ["d", "c", "a", "b"]);
    for number in 0..20 {
        items.insert(format!("x{number}").parse().unwrap(), sold(1, 1));
    }
    assert_eq!(shown_ids(&items).len(), 10);
}

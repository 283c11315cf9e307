//! Days, hours and items as they are shown. The fixtures' day begins at 4 in Kolkata, and
//! it is 19:00 there.

use salver_demo::fixtures::{later, now, profile};

use super::*;

fn tally(count: i64, revenue: i64) -> Tally {
    Tally { count, revenue }
}

fn shown(recorded: Recorded, at: Timestamp) -> Figures {
    let days = Days::at(&profile(), at);
    figures(&profile(), days, recorded, BTreeMap::new(), at)
}

/// Orders and revenue.
fn sold(sales: &Sales) -> (u64, i64) {
    (sales.orders, sales.revenue.minor)
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
            tally,
            ..DaySums::default()
        };
        (day.parse().unwrap(), sums)
    });
    let figures = shown(
        Recorded {
            days: BTreeMap::from(days),
            ..Recorded::default()
        },
        now(),
    );
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
    // From its first hour to its last: 4, 19, 20, 0, 3.
    let before = [(4, 1), (19, 10), (20, 100), (0, 1_000), (3, 10_000)];
    let sums = |hours| DaySums {
        hours,
        ..DaySums::default()
    };
    let before = before.map(|(hour, revenue)| (hour, tally(1, revenue)));
    let before = ("2026-11-13".parse().unwrap(), sums(before.into()));
    let today = sums(BTreeMap::from([(19, tally(5, 50))]));
    let days = BTreeMap::from([before, ("2026-11-20".parse().unwrap(), today)]);
    let recorded = || Recorded {
        days: days.clone(),
        this_hour_before: tally(1, 7),
        ..Recorded::default()
    };
    let until = |at| {
        let figures = shown(recorded(), at);
        sold(&figures.same_weekday.until_now)
    };
    let hour = 3600;
    assert_eq!(until(now()), (2, 8), "whole hours, and of this one a part");
    assert_eq!(until(later(hour)), (3, 18));
    assert_eq!(until(later(5 * hour)), (4, 118), "after midnight");
    assert_eq!(until(later(9 * hour - 1)), (5, 1_118), "the last second");
    assert_eq!(until(later(9 * hour)), (1, 7), "the next day");

    let hours = shown(recorded(), now()).hours;
    assert_eq!(hours.len(), 24);
    assert_eq!((hours[0].hour, hours[23].hour), (4, 3));
    let row = &hours[15];
    assert_eq!(
        (row.hour, sold(&row.today), sold(&row.before)),
        (19, (5, 50), (1, 10))
    );
}

#[test]
fn the_ten_best_by_pieces_then_revenue_then_id() {
    let sold = |count, revenue| SoldItem {
        tally: tally(count, revenue),
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
        let recorded = Recorded {
            items: items.clone(),
            ..Recorded::default()
        };
        let shown = shown(recorded, now()).items;
        let ids = shown.iter().map(|i| i.item_id.as_str().to_owned());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(shown_ids(&items), ["d", "c", "a", "b"]);
    for number in 0..20 {
        items.insert(format!("x{number}").parse().unwrap(), sold(1, 1));
    }
    assert_eq!(shown_ids(&items).len(), 10);
}

//! The demo's past: plausible, exact, and never on the day that it is.

use jiff::SignedDuration;
use std::collections::{BTreeMap, BTreeSet};

use super::*;
use salver_domain::id::OrderId;

const DAYS: u16 = 14;

/// Friday noon in Kolkata.
fn noon() -> Timestamp {
    "2026-11-20T06:30:00Z".parse().unwrap()
}

fn seeded() -> Seed {
    super::super::seed("password").unwrap()
}

fn orders(parties: &[PastParty]) -> impl Iterator<Item = &Order> {
    parties.iter().flat_map(|(_, orders)| orders)
}

#[test]
fn a_fortnight_ends_yesterday_and_the_week_shows() {
    let seed = seeded();
    let parties = past(&seed, noon(), DAYS).unwrap().parties;
    let mut days = BTreeMap::<String, usize>::new();
    let mut hours = BTreeMap::<u8, usize>::new();
    for order in orders(&parties) {
        *days.entry(order.business_day.to_string()).or_default() += 1;
        *hours.entry(seed.profile.hour(order.placed_at)).or_default() += 1;
        assert_eq!(
            order.business_day,
            seed.profile.business_day(order.placed_at)
        );
    }
    assert_eq!(days.len(), usize::from(DAYS), "{days:?}");
    assert_eq!(days.keys().next().unwrap(), "2026-11-06");
    assert_eq!(days.keys().last().unwrap(), "2026-11-19", "today has none");
    assert!(
        days["2026-11-14"] > days["2026-11-09"],
        "more on Saturday than on Monday: {days:?}"
    );
    assert!(hours[&20] > hours[&16], "more at dinner: {hours:?}");
    // Before the day begins at 4 it is still the day before.
    let night: Timestamp = "2026-11-19T22:00:00Z".parse().unwrap();
    let earlier = past(&seed, night, 1).unwrap().parties;
    assert!(orders(&earlier).all(|o| o.business_day.to_string() == "2026-11-18"));
}

#[test]
fn every_party_has_left_and_its_account_is_exact() {
    let parties = past(&seeded(), noon(), DAYS).unwrap().parties;
    let mut statuses = BTreeMap::<&str, usize>::new();
    let (mut checks, mut ids) = (BTreeSet::new(), BTreeSet::<&OrderId>::new());
    let mut numbers = BTreeSet::new();
    for (check, orders) in &parties {
        assert!(check.closed_at.is_some_and(|at| at < noon()), "{check:?}");
        assert!(checks.insert(&check.id));
        let sum: i64 = orders.iter().map(|o| o.total.minor).sum();
        assert_eq!(
            (check.total.minor, check.order_count as usize),
            (sum, orders.len())
        );
        for order in orders {
            use salver_domain::transitions::Status;
            assert!(!order.status.is_open(), "{order:?}");
            assert!(ids.insert(&order.id) && order.check_id == check.id);
            *statuses.entry(order.status.name()).or_default() += 1;
            numbers.insert((&order.business_day, order.number));
        }
    }
    let (most, few) = (statuses["completed"], ids.len() / 10);
    assert!(most > ids.len() * 8 / 10, "{statuses:?}");
    for status in ["rejected", "cancelled"] {
        assert!((1..few).contains(&statuses[status]), "{statuses:?}");
    }
    let voided = orders(&parties).filter(|o| o.status == OrderStatus::Completed);
    let voided = voided.filter(|o| o.lines.iter().any(|line| line.voided > 0));
    assert!((1..few).contains(&voided.count()));
    // Two orders of one minute share a number at most now and then.
    assert!(numbers.len() > ids.len() * 9 / 10);
}

#[test]
fn combos_were_ordered_in_parts_that_sum_to_their_price() {
    let seed = seeded();
    let parties = past(&seed, noon(), DAYS).unwrap().parties;
    let mut combos = BTreeMap::<_, Vec<_>>::new();
    for order in orders(&parties) {
        for line in &order.lines {
            if let Some(combo) = &line.combo {
                let of = (&order.id, &combo.line, &combo.item_id);
                combos.entry(of).or_default().push(line);
            }
        }
    }
    assert!(combos.len() > 5, "{}", combos.len());
    for ((_, _, id), lines) in combos {
        let combo = seed.menu.item(id).unwrap();
        assert_eq!(lines.len(), combo.picks());
        let price: i64 = lines.iter().map(|line| line.unit_price.minor).sum();
        assert!(price >= combo.price, "{price} for {id}");
    }
}

#[test]
fn a_day_comes_out_the_same_whenever_it_is_made() {
    let (one, other) = (seeded(), seeded());
    let tables = one.tables.clone();
    // Codes of tables are new each time and not part of it.
    let other = Seed { tables, ..other };
    let today = past(&one, noon(), DAYS).unwrap();
    let tomorrow = past(&other, noon() + SignedDuration::from_hours(24), DAYS + 1).unwrap();
    assert_eq!(tomorrow.parties[..today.parties.len()], today.parties[..]);
    let (long, short) = (tomorrow.takings, today.takings);
    assert_eq!(long.entries[..short.entries.len()], short.entries[..]);
    assert_eq!(long.days[..short.days.len()], short.days[..]);
}

#[test]
fn what_is_popular_is_on_the_menu() {
    let menu = seeded().menu;
    for id in POPULAR {
        assert!(menu.item(&id.parse().unwrap()).is_some(), "{id}");
    }
}

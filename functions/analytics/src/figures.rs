//! From the sums that are folded to the owner's figures: pure.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use salver::domain::branch::Profile;
use salver::domain::business_day::BusinessDay;
use salver::domain::figures::{SoldItem, Tally};
use salver::domain::fold::Quarter;
use salver::domain::id::ItemId;
use salver::domain::money::Money;
use salver::domain::till::sums::MoneySums;
use salver::domain::topic::Topic;
use salver::service::figures::Look;
use salver::wire::figures::{
    Comparison, DaySales, Figures, FiguresBranch, HourSales, ItemSales, MoneyFigures, Sales,
};
use salver::wire::order::OrderView;

/// Business days that are shown, today the last.
const DAYS: u16 = 14;
/// How far back the same weekday lies.
const WEEK: u16 = 7;
/// How many items are shown.
const BEST: usize = 10;
/// How many orders are shown.
pub const RECENT: u16 = 20;

/// The business days that are shown: today and those before it.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    today: BusinessDay,
}

impl Days {
    /// Those of a branch at `now`.
    pub fn at(profile: &Profile, now: Timestamp) -> Self {
        let today = profile.business_day(now);
        Self { today }
    }

    /// The oldest.
    pub fn first(self) -> BusinessDay {
        self.today.days_before(DAYS - 1)
    }

    /// The one that it is now.
    pub fn today(self) -> BusinessDay {
        self.today
    }

    /// The same weekday of the week before.
    pub fn week_ago(self) -> BusinessDay {
        self.today.days_before(WEEK)
    }

    /// All of them, oldest first.
    fn all(self) -> impl Iterator<Item = BusinessDay> {
        let back = (0..DAYS).rev();
        back.map(move |days| self.today.days_before(days))
    }
}

/// What was read.
#[derive(Debug, Default)]
pub struct Recorded {
    /// The days that are shown, the same weekday a week ago among them, and today's items.
    pub seen: Look,
    /// A week ago, from the beginning of the quarter of an hour that it is now until this time of
    /// day.
    pub this_quarter_before: Tally,
}

/// All that the owner sees at `now`.
pub fn figures(
    profile: &Profile,
    days: Days,
    recorded: Recorded,
    topics: BTreeMap<Topic, u64>,
    now: Timestamp,
) -> Figures {
    let sales = |tally: Option<&Tally>| sales(profile, tally.copied().unwrap_or_default());
    let Look {
        days: sold,
        today: sums,
        recent,
    } = recorded.seen;
    let money = |sums: &MoneySums, voided: Tally| MoneyFigures::of(sums, voided, profile.currency);
    let fortnight = sold.values().map(|day| &day.money);
    let fortnight = fortnight.fold(MoneySums::default(), MoneySums::plus);
    let voided = sold.values().map(|day| day.voided);
    let voided = voided.fold(Tally::default(), Tally::plus);
    let now_sold = sold.get(&days.today()).cloned().unwrap_or_default();
    let of_day = |day: BusinessDay| sales(sold.get(&day).map(|sums| &sums.accepted));
    let (today, week_ago) = (days.today(), days.week_ago());
    let then = Quarter::of(profile.week_before(now));
    let before = sold.get(&week_ago).map(|sums| sums.before(then));
    let until_now = before
        .unwrap_or_default()
        .plus(recorded.this_quarter_before);
    let hours = |day| {
        let sums = sold.get(&day);
        sums.map(|sums| sums.hours(|at| profile.hour(at)))
            .unwrap_or_default()
    };
    let (hours_now, hours_then) = (hours(today), hours(week_ago));
    Figures {
        branch: FiguresBranch {
            id: profile.id.clone(),
            name: profile.name.clone(),
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            time_zone: profile.time_zone.name().to_owned(),
        },
        business_day: today,
        money: money(&now_sold.money, now_sold.voided),
        fortnight: money(&fortnight, voided),
        today: of_day(today),
        ordered: sales(Some(&sums.ordered())),
        same_weekday: Comparison {
            day: week_ago,
            whole_day: of_day(week_ago),
            until_now: sales(Some(&until_now)),
        },
        hours: profile
            .hours()
            .map(|hour| HourSales {
                hour,
                today: sales(hours_now.get(&hour)),
                before: sales(hours_then.get(&hour)),
            })
            .collect(),
        days: days
            .all()
            .map(|day| {
                let sums = sold.get(&day);
                let minor = |of: fn(&MoneySums) -> i64| sums.map_or(0, |sums| of(&sums.money));
                let amount = |minor| Money::new(minor, profile.currency);
                DaySales {
                    sales: of_day(day),
                    revenue: amount(minor(|sums| sums.billed.total)),
                    net: amount(minor(|sums| sums.net().total)),
                    day,
                }
            })
            .collect(),
        items: best(profile, sums.items),
        recent: recent.iter().map(OrderView::from).collect(),
        topics,
        server_time: now,
    }
}

fn sales(profile: &Profile, tally: Tally) -> Sales {
    Sales {
        orders: u64::try_from(tally.count).unwrap_or_default(),
        amount: Money::new(tally.amount, profile.currency),
    }
}

/// The best sold items: most pieces first, then the highest amount, then by ID.
fn best(profile: &Profile, items: BTreeMap<ItemId, SoldItem>) -> Vec<ItemSales> {
    let mut items: Vec<_> = items
        .into_iter()
        .filter(|(_, sold)| sold.tally.count > 0)
        .collect();
    // By ID they are already, and the sort keeps that.
    items.sort_by_key(|(_, sold)| Reverse((sold.tally.count, sold.tally.amount)));
    items.truncate(BEST);
    items
        .into_iter()
        .map(|(item_id, sold)| ItemSales {
            item_id,
            name: sold.name,
            quantity: sold.tally.count.unsigned_abs(),
            amount: Money::new(sold.tally.amount, profile.currency),
        })
        .collect()
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;

//! From the sums that are recorded to the owner's figures: pure.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use salver::domain::branch::Profile;
use salver::domain::business_day::BusinessDay;
use salver::domain::figures::{DaySums, SoldItem, Tally};
use salver::domain::id::ItemId;
use salver::domain::money::Money;
use salver::domain::order::Order;
use salver::domain::topic::Topic;
use salver::wire::figures::{
    Comparison, DaySales, Figures, FiguresBranch, HourSales, ItemSales, Sales,
};
use salver::wire::order::OrderView;

/// Business days that are shown, today the last.
const DAYS: u16 = 14;
/// How far back the same weekday lies.
const WEEK: u16 = 7;
/// How many items are shown.
const BEST: usize = 10;
/// How many orders are shown.
pub const RECENT: i32 = 20;

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
    /// The days that are shown, the same weekday a week ago among them.
    pub days: BTreeMap<BusinessDay, DaySums>,
    /// A week ago, from the beginning of the hour that it is now until this time of day.
    pub this_hour_before: Tally,
    /// Today's items.
    pub items: BTreeMap<ItemId, SoldItem>,
    /// The last orders, newest first.
    pub recent: Vec<Order>,
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
    let of_day = |day: BusinessDay| sales(recorded.days.get(&day).map(|sums| &sums.tally));
    let (today, week_ago) = (days.today(), days.week_ago());
    // The day begins at the closing hour, so its hours up to now are not those of the
    // smaller numbers.
    let this_hour = profile.hour(now);
    let begun = profile.hours().position(|hour| hour == this_hour);
    let until_now = profile.hours().take(begun.unwrap_or_default());
    let until_now = until_now
        .filter_map(|hour| of_hour(&recorded.days, week_ago, hour).copied())
        .fold(recorded.this_hour_before, Tally::plus);
    Figures {
        branch: FiguresBranch {
            id: profile.id.clone(),
            name: profile.name.clone(),
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            time_zone: profile.time_zone.name().to_owned(),
        },
        business_day: today,
        today: of_day(today),
        same_weekday: Comparison {
            day: week_ago,
            whole_day: of_day(week_ago),
            until_now: sales(Some(&until_now)),
        },
        hours: profile
            .hours()
            .map(|hour| HourSales {
                hour,
                today: sales(of_hour(&recorded.days, today, hour)),
                before: sales(of_hour(&recorded.days, week_ago, hour)),
            })
            .collect(),
        days: days
            .all()
            .map(|day| DaySales {
                sales: of_day(day),
                day,
            })
            .collect(),
        items: best(profile, recorded.items),
        recent: recorded.recent.iter().map(OrderView::from).collect(),
        topics,
        server_time: now,
    }
}

fn of_hour(days: &BTreeMap<BusinessDay, DaySums>, day: BusinessDay, hour: u8) -> Option<&Tally> {
    days.get(&day)?.hours.get(&hour)
}

fn sales(profile: &Profile, tally: Tally) -> Sales {
    Sales {
        orders: u64::try_from(tally.count).unwrap_or_default(),
        revenue: Money::new(tally.revenue, profile.currency),
    }
}

/// The best sold items: most pieces first, then most revenue, then by ID.
fn best(profile: &Profile, items: BTreeMap<ItemId, SoldItem>) -> Vec<ItemSales> {
    let mut items: Vec<_> = items
        .into_iter()
        .filter(|(_, sold)| sold.tally.count > 0)
        .collect();
    // By ID they are already, and the sort keeps that.
    items.sort_by_key(|(_, sold)| Reverse((sold.tally.count, sold.tally.revenue)));
    items.truncate(BEST);
    items
        .into_iter()
        .map(|(item_id, sold)| ItemSales {
            item_id,
            name: sold.name,
            quantity: sold.tally.count.unsigned_abs(),
            revenue: Money::new(sold.tally.revenue, profile.currency),
        })
        .collect()
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;

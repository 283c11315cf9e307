//! The owner's figures.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::order::OrderView;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::{BranchId, ItemId};
use crate::domain::money::{Currency, Money};
use crate::domain::topic::Topic;

/// The branch as its figures need it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiguresBranch {
    /// The branch.
    pub id: BranchId,
    pub name: String,
    /// Of all its prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// IANA name; hours and days are in it.
    pub time_zone: String,
}

/// What was sold in some span. Orders that nobody has accepted yet, and those that were
/// rejected or cancelled, do not count; pieces that were voided neither.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sales {
    /// Orders accepted, by the time at which they were placed.
    pub orders: u64,
    /// The sum of their totals, before tax and discounts.
    pub revenue: Money,
}

/// A business day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DaySales {
    /// Which.
    pub day: BusinessDay,
    /// What was sold.
    pub sales: Sales,
}

/// An hour of the business day beside the same hour a week earlier.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HourSales {
    /// The hour on the branch's clock, 0 to 23.
    pub hour: u8,
    /// In the day that is asked for.
    pub today: Sales,
    /// On the same weekday of the week before.
    pub before: Sales,
}

/// The same weekday of the week before.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Comparison {
    /// Which.
    pub day: BusinessDay,
    /// All of that day.
    pub whole_day: Sales,
    /// Until this very time of that day: a day is fairly compared with as much of the other
    /// one.
    pub until_now: Sales,
}

/// How often an item was sold.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemSales {
    pub item_id: ItemId,
    /// Its name when it was last sold.
    pub name: String,
    /// Pieces.
    pub quantity: u64,
    /// The sum of their totals.
    pub revenue: Money,
}

/// The owner's figures at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    pub branch: FiguresBranch,
    /// The business day that it is now.
    pub business_day: BusinessDay,
    /// What was sold today.
    pub today: Sales,
    /// What was ordered today and neither rejected nor cancelled, whether or not somebody has
    /// accepted it yet.
    pub ordered: Sales,
    /// What today is compared with.
    pub same_weekday: Comparison,
    /// The 24 hours of the business day, from its first.
    pub hours: Vec<HourSales>,
    /// The last 14 business days, oldest first, today the last.
    pub days: Vec<DaySales>,
    /// Today's ten best sold items, most pieces first.
    pub items: Vec<ItemSales>,
    /// The branch's last 20 orders whatever their status, newest first. One that is open may be
    /// further by now: the floor has the open ones as they are.
    pub recent: Vec<OrderView>,
    /// The last event of each topic when this was read.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, u64>))]
    pub topics: BTreeMap<Topic, u64>,
    /// The server's clock.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub server_time: Timestamp,
}

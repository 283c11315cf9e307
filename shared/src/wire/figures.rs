//! The owner's figures.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::order::OrderView;
use super::till::{ChargesView, TakenView};
use crate::domain::business_day::BusinessDay;
use crate::domain::figures::Tally;
use crate::domain::id::{BranchId, ItemId};
use crate::domain::money::{Currency, Money};
use crate::domain::price_list::Channel;
use crate::domain::till::sums::MoneySums;
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

/// What was sold in some span, by the orders that were accepted: what goes on at this moment, as
/// bills come after the meal. Orders that nobody has accepted yet, and those that were rejected or
/// cancelled, do not count; pieces that were voided neither.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sales {
    /// Orders accepted, by the time at which they were placed.
    pub orders: u64,
    /// The sum of their totals, before tax and discounts.
    pub amount: Money,
}

/// A business day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DaySales {
    /// Which.
    pub day: BusinessDay,
    /// What was sold.
    pub sales: Sales,
    /// What was billed.
    pub revenue: Money,
    /// What was billed less what was given back.
    pub net: Money,
}

/// What bills of one way to order came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelFigures {
    pub channel: Channel,
    /// Bills that were issued, less those that were taken back.
    pub bills: i64,
    /// What they charge less what was given back.
    pub net: Money,
}

/// What bills and payments of a span came to. A bill that is taken back, or money that is given
/// back, counts in the span in which that is done, so any of it may be below nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MoneyFigures {
    /// What was billed: what bills charge that were issued, less those that were taken back.
    pub revenue: Money,
    /// How many numbers of bills were taken.
    pub bills: i64,
    /// How many bills were taken back.
    pub voided: i64,
    /// What those charged.
    pub voided_total: Money,
    /// The revenue, column by column.
    pub billed: ChargesView,
    /// What was given back, column by column.
    pub refunded: ChargesView,
    /// What was billed less what was given back, column by column.
    pub net: ChargesView,
    /// All taxes in `net`.
    pub tax: Money,
    /// `net` without its taxes.
    pub before_tax: Money,
    /// By how it was ordered.
    pub channels: Vec<ChannelFigures>,
    /// What came for bills, by how it was paid. What was put on a customer's account is `due`.
    pub payments: Vec<TakenView>,
    /// What came for what customers owe: no revenue, that was their bill.
    pub accounts: Vec<TakenView>,
    /// What went back.
    pub given_back: Vec<TakenView>,
    /// All tips.
    pub tips: Money,
}

impl MoneyFigures {
    /// What is shown of these sums.
    pub fn of(sums: &MoneySums, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency);
        let net = sums.net();
        let tips = sums.taken.iter().chain(&sums.accounts).map(|row| row.tip);
        let channel = |(channel, sum): (&Channel, &Tally)| ChannelFigures {
            channel: *channel,
            bills: sum.count,
            net: money(sum.amount),
        };
        Self {
            revenue: money(sums.billed.total),
            bills: sums.issued,
            voided: sums.voided.count,
            voided_total: money(sums.voided.amount),
            billed: ChargesView::of(&sums.billed, currency),
            refunded: ChargesView::of(&sums.refunded, currency),
            tax: money(net.tax()),
            before_tax: money(net.total - net.tax()),
            net: ChargesView::of(&net, currency),
            channels: sums.channels.iter().map(channel).collect(),
            payments: TakenView::all(&sums.taken, currency),
            accounts: TakenView::all(&sums.accounts, currency),
            given_back: TakenView::all(&sums.given_back, currency),
            tips: money(tips.sum()),
        }
    }
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
    pub amount: Money,
}

/// The owner's figures at one moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    pub branch: FiguresBranch,
    /// The business day that it is now.
    pub business_day: BusinessDay,
    /// What bills and payments of today came to.
    pub money: MoneyFigures,
    /// The same of the last 14 business days together.
    pub fortnight: MoneyFigures,
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

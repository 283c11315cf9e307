//! The owner's figures.

use std::cmp::Reverse;
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
use crate::domain::text::Reason;
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

/// So many reasons are named; what is left of all others is one more row.
const REASONS: usize = 8;

/// What was taken off for one reason.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OffForReason {
    /// As somebody said it; nothing for all other reasons together, and for what bills of before
    /// 30 November 2026 had off, which kept none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// On how many bills that was, as far as it is known.
    pub bills: i64,
    pub amount: Money,
}

/// What was taken off bills that were issued, less what those had off that were taken back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OffFigures {
    /// How often: a bill counts once for each reason.
    pub count: i64,
    pub amount: Money,
    /// The highest amounts first.
    pub reasons: Vec<OffForReason>,
}

impl OffFigures {
    /// Of these reasons, where `all` was taken off.
    fn of<'a>(
        rows: impl Iterator<Item = (&'a Reason, Tally)>,
        all: Option<i64>,
        currency: Currency,
    ) -> Self {
        let mut rows: Vec<_> = rows.collect();
        // By reason they are already, and the sort keeps that.
        rows.sort_by_key(|(_, sum)| Reverse((sum.amount, sum.count)));
        let sum = rows.iter().map(|(_, sum)| *sum);
        let sum = sum.fold(Tally::default(), Tally::plus);
        let others = rows.split_off(rows.len().min(REASONS)).into_iter();
        let others = others.map(|(_, sum)| sum);
        let mut others = others.fold(Tally::default(), Tally::plus);
        others.amount += all.map_or(0, |all| all - sum.amount);
        let row = |(reason, sum): (Option<Reason>, Tally)| OffForReason {
            reason,
            bills: sum.count,
            amount: Money::new(sum.amount, currency),
        };
        let named = rows.into_iter().map(|(why, sum)| (Some(why.clone()), sum));
        let others = (others != Tally::default()).then_some((None, others));
        Self {
            count: sum.count,
            amount: Money::new(all.unwrap_or(sum.amount), currency),
            reasons: named.chain(others).map(row).collect(),
        }
    }
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
    /// What was taken off as discounts. With `comps` it is what is off `billed`.
    pub discounts: OffFigures,
    /// What was on the house.
    pub comps: OffFigures,
    /// How often money of a bill was given back; how much is in `refunded`.
    pub refunds: i64,
    /// How many dishes were voided of orders that were accepted, alone or with all of their order.
    /// They are of the day of their order, and are on no bill.
    pub dishes_voided: i64,
    /// What those would have cost.
    pub dishes_voided_total: Money,
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
    /// What is shown of these sums, with the dishes that were `voided`.
    pub fn of(sums: &MoneySums, voided: Tally, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency);
        let net = sums.net();
        let tips = sums.taken.iter().chain(&sums.accounts).map(|row| row.tip);
        let channel = |(channel, sum): (&Channel, &Tally)| ChannelFigures {
            channel: *channel,
            bills: sum.count,
            net: money(sum.amount),
        };
        let off = |comp: bool| {
            let off = sums.off.iter().filter(move |(why, _)| why.comp == comp);
            off.map(|(why, sum)| (&why.reason, *sum))
        };
        let comps = OffFigures::of(off(true), None, currency);
        let discounts = sums.billed.discount - comps.amount.minor;
        let refunds = sums.given_back.iter().map(|row| i64::from(row.count));
        Self {
            revenue: money(sums.billed.total),
            bills: sums.issued,
            voided: sums.voided.count,
            voided_total: money(sums.voided.amount),
            discounts: OffFigures::of(off(false), Some(discounts), currency),
            comps,
            refunds: refunds.sum(),
            dishes_voided: voided.count,
            dishes_voided_total: money(voided.amount),
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

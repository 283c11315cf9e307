//! What bills and payments came to in the owner's figures, and a recount of the raw bills, payments
//! and refunds to hold against it, made by other means than the fold's.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use salver::domain::bill::books::Books;
use salver::domain::bill::discount::Cut;
use salver::domain::bill::issued::IssuedBill;
use salver::domain::price_list::Channel;
use serde_json::Value;

use crate::PATIENCE;
use crate::stack::Stack;
use crate::staff::Staff;

/// Minor units by how something was done.
pub type By = BTreeMap<String, i64>;

/// On how many bills, and minor units, by reason.
pub type Off = BTreeMap<String, (i64, i64)>;

/// What bills and payments came to, in minor units; without what is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Takings {
    pub revenue: i64,
    pub refunded: i64,
    pub net: i64,
    pub tax: i64,
    pub before_tax: i64,
    pub discount: i64,
    pub service_charge: i64,
    pub tips: i64,
    pub bills: i64,
    pub voided: (i64, i64),
    pub discounts: Off,
    pub comps: Off,
    pub refunds: i64,
    /// Of `net`, by name and rate.
    pub taxes: By,
    /// Net, by how it was ordered.
    pub channels: By,
    pub payments: By,
    pub given_back: By,
}

fn minor(of: &Value) -> i64 {
    of["minor"].as_i64().unwrap()
}

/// Rows of a list by a field of theirs, without those of nothing.
fn rows(list: &Value, name: impl Fn(&Value) -> String, amount: &str) -> By {
    let rows = list.as_array().unwrap().iter();
    let rows = rows.map(|row| (name(row), minor(&row[amount])));
    rows.filter(|(_, minor)| *minor != 0).collect()
}

/// What was taken off, by reason; the answer names eight at most.
fn off(shown: &Value) -> Off {
    let rows = shown["reasons"].as_array().unwrap().iter();
    let row = |row: &Value| (row["bills"].as_i64().unwrap(), minor(&row["amount"]));
    let rows: Off = rows
        .map(|one| {
            (
                one["reason"].as_str().unwrap_or_default().to_owned(),
                row(one),
            )
        })
        .collect();
    let sum = rows
        .values()
        .fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    assert_eq!(
        (shown["count"].as_i64().unwrap(), minor(&shown["amount"])),
        sum
    );
    rows
}

fn word(value: impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).unwrap();
    word.as_str().unwrap().to_owned()
}

impl Takings {
    /// As the answer has them, of today or of a fortnight.
    pub fn shown(money: &Value) -> Self {
        let named =
            |field: &'static str| move |row: &Value| row[field].as_str().unwrap().to_owned();
        let tax = |row: &Value| format!("{} {}", row["name"].as_str().unwrap(), row["rate_bp"]);
        let count = |field: &str| money[field].as_i64().unwrap();
        Self {
            revenue: minor(&money["revenue"]),
            refunded: minor(&money["refunded"]["total"]),
            net: minor(&money["net"]["total"]),
            tax: minor(&money["tax"]),
            before_tax: minor(&money["before_tax"]),
            discount: minor(&money["net"]["discount"]),
            service_charge: minor(&money["net"]["service_charge"]),
            tips: minor(&money["tips"]),
            bills: count("bills"),
            voided: (count("voided"), minor(&money["voided_total"])),
            discounts: off(&money["discounts"]),
            comps: off(&money["comps"]),
            refunds: count("refunds"),
            taxes: rows(&money["net"]["taxes"], tax, "amount"),
            channels: rows(&money["channels"], named("channel"), "net"),
            payments: rows(&money["payments"], named("method"), "amount"),
            given_back: rows(&money["given_back"], named("method"), "amount"),
        }
    }

    /// Counted again from all that is written about these checks' money, all of it of one day.
    pub fn recounted(all: &[Books]) -> Self {
        let mut sums = Self::default();
        for books in all {
            sums.add(books);
        }
        sums.net = sums.revenue - sums.refunded;
        sums.before_tax = sums.net - sums.tax;
        for by in [
            &mut sums.taxes,
            &mut sums.channels,
            &mut sums.payments,
            &mut sums.given_back,
        ] {
            by.retain(|_, minor| *minor != 0);
        }
        sums
    }

    fn add(&mut self, books: &Books) {
        let channel = word(Channel::from(&books.check.place));
        for state in &books.settlement.bills {
            self.bills += 1;
            let of_it = books.bills.iter().filter(|bill| bill.id == state.id);
            let of_issue = of_it.max_by_key(|bill| bill.issue).unwrap();
            let bill = &of_issue.bill;
            if state.void.is_some() {
                self.voided.0 += 1;
                self.voided.1 += bill.total().minor;
                continue;
            }
            self.revenue += bill.total().minor;
            self.charge(bill, &channel, 1);
            self.take_off(of_issue);
        }
        for refund in &books.refunds {
            self.refunds += 1;
            self.refunded += refund.amount.minor;
            self.charge(&refund.of, &channel, -1);
            let back = self.given_back.entry(word(refund.by)).or_default();
            *back += refund.amount.minor;
        }
        for payment in &books.payments {
            let paid = &payment.payment;
            self.tips += paid.tip.minor;
            *self.payments.entry(word(paid.by)).or_default() += paid.amount.minor;
        }
    }

    fn take_off(&mut self, issued: &IssuedBill) {
        let mut on_it = BTreeMap::<(bool, &str), i64>::new();
        for (discount, minor) in issued.discounts.iter().zip(&issued.taken_off) {
            let comp = matches!(discount.cut, Cut::Comp { .. });
            *on_it.entry((comp, discount.reason.as_str())).or_default() += minor;
        }
        for ((comp, reason), minor) in on_it.into_iter().filter(|(_, minor)| *minor != 0) {
            let of = if comp {
                &mut self.comps
            } else {
                &mut self.discounts
            };
            let sum = of.entry(reason.to_owned()).or_default();
            *sum = (sum.0 + 1, sum.1 + minor);
        }
    }

    /// Line by line, as the feet of bills are what is held against it.
    fn charge(&mut self, bill: &salver::domain::bill::form::Bill, channel: &str, sign: i64) {
        *self.channels.entry(channel.to_owned()).or_default() += sign * bill.total().minor;
        for line in &bill.lines {
            self.discount += sign * line.amounts.discount;
            self.service_charge += sign * line.amounts.service_charge;
            let taxes = &bill.taxes[line.taxed_as];
            for (tax, amount) in taxes.iter().zip(&line.amounts.taxes) {
                let name = format!("{} {}", word(&tax.name), tax.rate_bp.0);
                *self.taxes.entry(name).or_default() += sign * amount;
                self.tax += sign * amount;
            }
        }
    }
}

impl Stack {
    /// All that is written about the money of these checks, straight from the table.
    pub async fn raw_books(&self, checks: &[String]) -> Vec<Books> {
        let store = self.store();
        let mut all = Vec::new();
        for check in checks {
            let books = store.books(&check.parse().unwrap()).await.unwrap();
            all.push(books.unwrap());
        }
        all
    }
}

impl Staff {
    /// The figures once their money of today is `wanted`.
    ///
    /// # Panics
    /// When they show something else for long.
    pub async fn figures_with(&self, wanted: &Takings) -> Value {
        let since = Instant::now();
        loop {
            let figures = self.figures().await;
            let shown = Takings::shown(&figures["money"]);
            if shown == *wanted {
                return figures;
            }
            assert!(
                since.elapsed() < PATIENCE,
                "the figures show {shown:#?}, a recount {wanted:#?}"
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

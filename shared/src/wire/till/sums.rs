//! What a day, or several of them, add up to: what was charged, what came, and the cash.

use serde::Serialize;

use crate::domain::bill::payment::PaidBy;
use crate::domain::money::{Currency, Money};
use crate::domain::name::TaxName;
use crate::domain::till::charges::Charges;
use crate::domain::till::figures::{BillCount, TillFigures};
use crate::domain::till::sums::Taken;

/// Money by one way.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TakenView {
    pub method: PaidBy,
    pub count: u32,
    /// What it took off bills or accounts.
    pub amount: Money,
    pub tip: Money,
    /// What was paid in cash more, or less, because there are no smaller coins.
    pub cash_rounding: Money,
    /// What was given back of what was handed over.
    pub change: Money,
}

impl TakenView {
    pub(in crate::wire) fn all(rows: &[Taken], currency: Currency) -> Vec<Self> {
        let money = |minor| Money::new(minor, currency);
        let view = |row: &Taken| Self {
            method: row.by,
            count: row.count,
            amount: money(row.amount),
            tip: money(row.tip),
            cash_rounding: money(row.cash_rounding),
            change: money(row.change),
        };
        rows.iter().map(view).collect()
    }
}

/// A tax of a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayTax {
    pub name: TaxName,
    /// Hundredths of a percent: 250 are 2.5 %.
    pub rate_bp: u32,
    /// What it is of, without any tax.
    pub taxable: Money,
    pub amount: Money,
}

/// What was charged, or given back. A day on which more was taken back than billed is below
/// nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChargesView {
    /// By the menu, before discounts.
    pub gross: Money,
    pub discount: Money,
    pub service_charge: Money,
    pub taxes: Vec<DayTax>,
    pub round_off: Money,
    /// What was to be paid.
    pub total: Money,
}

impl ChargesView {
    pub(in crate::wire) fn of(charges: &Charges, currency: Currency) -> Self {
        let money = |minor| Money::new(minor, currency);
        let taxes = charges.taxes.iter().map(|tax| DayTax {
            name: tax.name.clone(),
            rate_bp: tax.rate_bp.0,
            taxable: money(tax.taxable),
            amount: money(tax.amount),
        });
        Self {
            gross: money(charges.subtotal),
            discount: money(charges.discount),
            service_charge: money(charges.service_charge),
            taxes: taxes.collect(),
            round_off: money(charges.round_off),
            total: money(charges.total),
        }
    }
}

/// How many bills.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillCountView {
    /// Numbers that were taken this day.
    pub issued: u32,
    /// Bills that were taken back this day.
    pub voided: u32,
    /// The first number of the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

impl From<&BillCount> for BillCountView {
    fn from(bills: &BillCount) -> Self {
        Self {
            issued: bills.issued,
            voided: bills.voided,
            first: bills.first.as_ref().map(ToString::to_string),
            last: bills.last.as_ref().map(ToString::to_string),
        }
    }
}

/// The cash that is to be in the till, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DrawerView {
    pub float: Money,
    /// For bills, with tips, and rounded to coins.
    pub payments: Money,
    /// For what customers owe.
    pub accounts: Money,
    pub refunds: Money,
    pub cash_in: Money,
    pub cash_out: Money,
    /// What is to be there.
    pub expected: Money,
}

impl DrawerView {
    pub(in crate::wire) fn of(figures: &TillFigures) -> Self {
        let drawer = figures.drawer();
        let money = |minor| Money::new(minor, figures.currency);
        Self {
            float: money(drawer.float),
            payments: money(drawer.payments),
            accounts: money(drawer.accounts),
            refunds: money(drawer.refunds),
            cash_in: money(drawer.cash_in),
            cash_out: money(drawer.cash_out),
            expected: money(drawer.expected()),
        }
    }
}

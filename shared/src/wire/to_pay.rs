//! What is to be paid as things stand, as carts, orders and checks say it.

use serde::Serialize;

use crate::domain::DomainError;
use crate::domain::bill::tax::Pricing;
use crate::domain::bill::to_pay::ToPay;
use crate::domain::money::Money;
use crate::domain::name::TaxName;

/// A tax, and how much of it there is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxAmount {
    pub name: TaxName,
    /// Hundredths of a percent: 250 are 2.5 %.
    pub rate_bp: u32,
    /// Whether the menu's prices hold it; else it comes on top of them.
    pub included: bool,
    /// What it is of, without any tax.
    pub taxable: Money,
    pub amount: Money,
}

/// What three views say alike.
#[derive(Debug, Default)]
pub(super) struct Foot {
    pub taxes: Vec<TaxAmount>,
    pub round_off: Option<Money>,
    pub to_pay: Option<Money>,
}

impl From<Result<ToPay, DomainError>> for Foot {
    /// What is more than any bill may be is not said: nobody is kept from looking by it.
    fn from(to_pay: Result<ToPay, DomainError>) -> Self {
        let Ok(to_pay) = to_pay else {
            return Self::default();
        };
        let money = |minor| Money::new(minor, to_pay.currency);
        let round_off = Some(to_pay.totals.round_off).filter(|minor| *minor != 0);
        let taxes = to_pay.totals.taxes.iter().map(|row| TaxAmount {
            name: row.name.clone(),
            rate_bp: row.rate_bp.0,
            included: to_pay.pricing == Pricing::Inclusive,
            taxable: money(row.taxable),
            amount: money(row.amount),
        });
        Self {
            taxes: taxes.collect(),
            round_off: round_off.map(money),
            to_pay: Some(to_pay.total()),
        }
    }
}

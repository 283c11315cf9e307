//! What is to be paid as things stand: the foot of the bill that would be made of the same, said
//! before anybody has asked for one. Nobody has given a discount by then, and nobody has agreed to
//! a service charge.

use super::amounts::Amounts;
use super::form::{BillLine, Terms, Totals};
use super::lay_out::columns;
use super::tax::{Component, Pricing, TaxRules};
use crate::DomainError;
use crate::cart::{Cart, CartLine};
use crate::id::TaxClass;
use crate::money::{BasisPoints, Currency, Money};
use crate::order::Order;

/// The foot of a bill that nobody has made yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToPay {
    pub currency: Currency,
    /// Whether the prices hold the taxes.
    pub pricing: Pricing,
    pub totals: Totals,
}

impl ToPay {
    /// What is to be paid.
    pub fn total(&self) -> Money {
        Money::new(self.totals.total, self.currency)
    }

    /// What amounts come to, each of a tax class. It is what [`compute`] makes of lines of these
    /// amounts, without what only a bill has: whose each line is.
    ///
    /// # Errors
    /// `AmountTooLarge`; `Invalid` for an amount in another currency.
    ///
    /// [`compute`]: super::compute::compute
    pub fn of<'a>(
        currency: Currency,
        rules: &TaxRules,
        amounts: impl IntoIterator<Item = (&'a TaxClass, Money)>,
    ) -> Result<Self, DomainError> {
        // Taxes are rounded once for all that is taxed alike, so a line for each list of them is
        // enough.
        let mut alike: Vec<(&[Component], Money)> = Vec::new();
        for (class, amount) in amounts {
            let taxes = rules.of(class);
            match alike.iter_mut().find(|(known, _)| *known == taxes) {
                Some((_, net)) => *net = net.plus(amount)?,
                None => alike.push((taxes, Money::zero(currency).plus(amount)?)),
            }
        }
        Money::sum(currency, alike.iter().map(|(_, net)| *net))?;
        let terms = Terms {
            currency,
            rules,
            service_charge: BasisPoints(0),
        };
        let lines = alike.iter().enumerate();
        let lines = lines.map(|(taxed_as, (taxes, net))| BillLine {
            of: None,
            taxed_as,
            amounts: Amounts {
                net: net.minor,
                taxes: vec![0; taxes.len()],
                ..Amounts::default()
            },
        });
        let taxes = alike.iter().map(|(taxes, _)| taxes.to_vec()).collect();
        let mut bills = columns(terms, taxes, vec![lines.collect()])?;
        let bill = bills.pop().ok_or(DomainError::NotFound("bill"))?;
        Ok(Self {
            currency,
            pricing: rules.pricing,
            totals: bill.totals(),
        })
    }

    /// What orders of one check come to together; what was rejected, cancelled or voided does not
    /// count.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn of_orders(
        currency: Currency,
        rules: &TaxRules,
        orders: &[Order],
    ) -> Result<Self, DomainError> {
        let billable = orders.iter().filter(|order| order.status.is_billable());
        let lines = billable.flat_map(|order| &order.lines);
        let lines = lines.filter(|line| line.quantity > 0);
        let amounts = lines.map(|line| {
            let amount = line.unit_price.times(line.quantity)?;
            Ok((&line.tax_class, amount))
        });
        let amounts = amounts.collect::<Result<Vec<_>, DomainError>>()?;
        Self::of(currency, rules, amounts)
    }
}

impl CartLine {
    /// What it costs, by what it is taxed as: a combo is taxed as its parts are, each on its share
    /// of the price.
    fn by_class(&self) -> Result<Vec<(&TaxClass, Money)>, DomainError> {
        let shares = self.parts.iter().map(|part| {
            let class = &part.tax_class;
            part.share.map(|share| (class, share))
        });
        match shares.collect::<Option<Vec<_>>>() {
            Some(shares) if !shares.is_empty() => {
                let shares = shares.into_iter();
                let times = |(class, share): (_, Money)| Ok((class, share.times(self.quantity)?));
                shares.map(times).collect()
            }
            // No combo, or one of a cart from before 30 November 2026: its parts have shares from
            // the next time on that it is priced.
            _ => Ok(vec![(&self.tax_class, self.total)]),
        }
    }
}

impl Cart {
    /// What its lines come to, as an order of them would.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn to_pay(&self, rules: &TaxRules) -> Result<ToPay, DomainError> {
        let lines = self.lines.iter().map(CartLine::by_class);
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        ToPay::of(self.total.currency, rules, lines.into_iter().flatten())
    }
}

impl Order {
    /// What its lines come to, as a bill of this order alone would.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn to_pay(&self, rules: &TaxRules) -> Result<ToPay, DomainError> {
        ToPay::of_orders(self.total.currency, rules, std::slice::from_ref(self))
    }
}

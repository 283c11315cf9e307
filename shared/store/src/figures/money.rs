//! How sums of money lie in a fold: rows of numbers, and nothing of what is nothing.

use salver_domain::bill::payment::PaidBy;
use salver_domain::figures::Tally;
use salver_domain::money::BasisPoints;
use salver_domain::name::TaxName;
use salver_domain::price_list::Channel;
use salver_domain::text::Reason;
use salver_domain::till::charges::{Charges, TaxSum};
use salver_domain::till::entry::OffFor;
use salver_domain::till::sums::{MoneySums, Taken};
use serde::{Deserialize, Serialize};

/// How it came, how many, amount, tip, rounding of cash, change.
type TakenRow = (PaidBy, u32, i64, i64, i64, i64);
/// What it is called, its rate, what it is of, and what it is.
type TaxRow = (TaxName, BasisPoints, i64, i64);

/// What bills charge.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct StoredCharges {
    /// Subtotal, discount, service charge, round-off, total.
    of: (i64, i64, i64, i64, i64),
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    taxes: Vec<TaxRow>,
}

impl StoredCharges {
    fn of(charges: &Charges) -> Option<Self> {
        let row = |tax: &TaxSum| (tax.name.clone(), tax.rate_bp, tax.taxable, tax.amount);
        let stored = Self {
            of: (
                charges.subtotal,
                charges.discount,
                charges.service_charge,
                charges.round_off,
                charges.total,
            ),
            taxes: charges.taxes.iter().map(row).collect(),
        };
        (stored != Self::default()).then_some(stored)
    }

    fn charges(self) -> Charges {
        let tax = |(name, rate_bp, taxable, amount)| TaxSum {
            name,
            rate_bp,
            taxable,
            amount,
        };
        let (subtotal, discount, service_charge, round_off, total) = self.of;
        Charges {
            subtotal,
            discount,
            service_charge,
            taxes: self.taxes.into_iter().map(tax).collect(),
            round_off,
            total,
        }
    }
}

/// What entries of the till add up to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct StoredMoney {
    /// Entries, numbers that were taken, bills that were taken back, and what those charged.
    #[serde(default, skip_serializing_if = "is_nothing")]
    of: (u64, i64, i64, i64),
    #[serde(default, skip_serializing_if = "Option::is_none")]
    billed: Option<StoredCharges>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refunded: Option<StoredCharges>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    taken: Vec<TakenRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    accounts: Vec<TakenRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    given_back: Vec<TakenRow>,
    /// Bills and their amount by how it was ordered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    channels: Vec<(Channel, i64, i64)>,
    /// What discounts took off, by their reason: bills and amount.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    discounts: Vec<(Reason, i64, i64)>,
    /// The same of what was on the house.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    comps: Vec<(Reason, i64, i64)>,
}

fn is_nothing(of: &(u64, i64, i64, i64)) -> bool {
    *of == (0, 0, 0, 0)
}

fn rows(taken: &[Taken]) -> Vec<TakenRow> {
    let row = |row: &Taken| {
        let (amount, tip) = (row.amount, row.tip);
        (
            row.by,
            row.count,
            amount,
            tip,
            row.cash_rounding,
            row.change,
        )
    };
    taken.iter().map(row).collect()
}

fn taken(rows: Vec<TakenRow>) -> Vec<Taken> {
    let taken = |(by, count, amount, tip, cash_rounding, change)| Taken {
        by,
        count,
        amount,
        tip,
        cash_rounding,
        change,
    };
    rows.into_iter().map(taken).collect()
}

impl StoredMoney {
    pub(super) fn of(sums: &MoneySums) -> Self {
        let channels = sums.channels.iter();
        let voided = sums.voided;
        let off = |comp: bool| {
            let off = sums.off.iter().filter(move |(why, _)| why.comp == comp);
            let row = |(why, sum): (&OffFor, &Tally)| (why.reason.clone(), sum.count, sum.amount);
            off.map(row).collect()
        };
        Self {
            of: (sums.entries, sums.issued, voided.count, voided.amount),
            billed: StoredCharges::of(&sums.billed),
            refunded: StoredCharges::of(&sums.refunded),
            taken: rows(&sums.taken),
            accounts: rows(&sums.accounts),
            given_back: rows(&sums.given_back),
            channels: channels
                .map(|(channel, sum)| (*channel, sum.count, sum.amount))
                .collect(),
            discounts: off(false),
            comps: off(true),
        }
    }

    pub(super) fn sums(self) -> MoneySums {
        let (entries, issued, count, amount) = self.of;
        let channels = self.channels.into_iter();
        let off = |comp, (reason, count, amount)| {
            let why = OffFor { comp, reason };
            (why, Tally { count, amount })
        };
        let discounts = self.discounts.into_iter().map(|row| off(false, row));
        let comps = self.comps.into_iter().map(|row| off(true, row));
        let charges =
            |stored: Option<StoredCharges>| stored.map(StoredCharges::charges).unwrap_or_default();
        MoneySums {
            entries,
            issued,
            voided: Tally { count, amount },
            billed: charges(self.billed),
            refunded: charges(self.refunded),
            taken: taken(self.taken),
            accounts: taken(self.accounts),
            given_back: taken(self.given_back),
            off: discounts.chain(comps).collect(),
            channels: channels
                .map(|(channel, count, amount)| (channel, Tally { count, amount }))
                .collect(),
        }
    }
}

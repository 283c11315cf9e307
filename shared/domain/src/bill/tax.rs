//! How what a branch sells is taxed: classes of the menu's items, each with named components,
//! by rules that count from a business day on.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::business_day::BusinessDay;
use crate::id::TaxClass;
use crate::money::BasisPoints;
use crate::name::{RegistrationNumber, TaxName};
use crate::ratio;

/// The most classes of one set of rules.
pub const MAX_CLASSES: usize = 20;
/// The most components of one class.
pub const MAX_COMPONENTS: usize = 5;
/// The most dated sets of rules that a branch keeps: one a year for longer than any books.
pub const MAX_RULES: usize = 40;
/// The most numbers that a branch shows on its bills.
pub const MAX_REGISTRATIONS: usize = 8;
/// Minor units that a bill's total is rounded to.
pub const ROUND_TO: RangeInclusive<u32> = 2..=1_000_000;

/// Whether the menu's prices hold the tax.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Pricing {
    /// Guests pay what the menu says; the tax is taken out of it.
    #[default]
    Inclusive,
    /// The tax comes on top of what the menu says.
    Exclusive,
}

/// One tax of a class: CGST of 2.5 %.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    pub name: TaxName,
    /// 0 for what is taxed at nothing and has to say so.
    pub rate_bp: BasisPoints,
}

/// How a branch's sales are taxed, from one business day on until other rules count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRules {
    #[serde(default)]
    pub pricing: Pricing,
    /// The taxes of each class. A class that is not here has the standard one's, but for the one
    /// that is called `untaxed`; one without components is not taxed.
    #[serde(default)]
    pub classes: BTreeMap<TaxClass, Vec<Component>>,
    /// Whether a service charge is taxed, as the dishes are that it is for.
    #[serde(default)]
    pub service_charge_taxed: bool,
    /// Minor units to which a bill's total is rounded, in one line of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round_to: Option<u32>,
}

/// A number that stands on a branch's bills: `GSTIN 29ABCDE1234F1ZW`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    pub name: TaxName,
    pub number: RegistrationNumber,
}

/// All that a branch says about its taxes. A new branch says nothing and takes none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxProfile {
    /// By the business day from which they count. Those of days that have begun stay.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: BTreeMap<BusinessDay, TaxRules>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registrations: Vec<Registration>,
}

/// What counts where nothing was said.
static NONE: TaxRules = TaxRules {
    pricing: Pricing::Inclusive,
    classes: BTreeMap::new(),
    service_charge_taxed: false,
    round_to: None,
};

impl TaxProfile {
    /// Whether nothing was ever said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The rules that count on a business day.
    pub fn on(&self, day: BusinessDay) -> &TaxRules {
        let past = self.rules.range(..=day).next_back();
        past.map_or(&NONE, |(_, rules)| rules)
    }

    /// The profile with other rules from a day on, and other numbers on its bills. Rules that say
    /// what counts on the day before anyway are no change, and take back one that was planned.
    ///
    /// # Errors
    /// `Invalid` for a day before `today`, for rules that [`TaxRules::check`] refuses, for
    /// too many of them or of the numbers, and for a number of a known form that has another.
    pub fn with(
        &self,
        from: BusinessDay,
        rules: TaxRules,
        registrations: Vec<Registration>,
        today: BusinessDay,
    ) -> Result<Self, DomainError> {
        if from < today {
            let message = format!("not before {today}: what was billed stays");
            return Err(DomainError::invalid("from", message));
        }
        rules.check()?;
        if registrations.len() > MAX_REGISTRATIONS {
            let message = format!("at most {MAX_REGISTRATIONS}");
            return Err(DomainError::invalid("registrations", message));
        }
        let registrations = registrations.into_iter();
        let registrations = registrations.map(|of| of.checked("registrations"));
        let mut next = Self {
            rules: self.rules.clone(),
            registrations: registrations.collect::<Result<_, _>>()?,
        };
        let before = self.rules.range(..from).next_back();
        // A planned change is taken back by what counts already.
        match rules == *before.map_or(&NONE, |(_, rules)| rules) {
            true => next.rules.remove(&from),
            false => next.rules.insert(from, rules),
        };
        if next.rules.len() > MAX_RULES {
            let message = format!("at most {MAX_RULES} changes are kept");
            return Err(DomainError::invalid("from", message));
        }
        Ok(next)
    }
}

impl TaxRules {
    /// The taxes of a class, in their order; empty for what is not taxed.
    pub fn of(&self, class: &TaxClass) -> &[Component] {
        let said = self.classes.get(class);
        let standard = || match class.is_untaxed() {
            true => None,
            false => self.classes.get(&TaxClass::standard()),
        };
        said.or_else(standard).map_or(&[][..], Vec::as_slice)
    }

    /// Whether anything is taxed.
    pub fn is_taxed(&self) -> bool {
        self.classes.values().any(|taxes| !taxes.is_empty())
    }

    /// # Errors
    /// `Invalid` for too many classes or components, two components of one class with one name,
    /// rates of a class that are more than 100 % together, or a unit to round to that is out of
    /// [`ROUND_TO`].
    pub fn check(&self) -> Result<(), DomainError> {
        if self.classes.len() > MAX_CLASSES {
            let message = format!("at most {MAX_CLASSES}");
            return Err(DomainError::invalid("classes", message));
        }
        for (class, taxes) in &self.classes {
            let wrong = |what: &str| {
                let message = format!("{class}: {what}");
                Err(DomainError::invalid("classes", message))
            };
            if taxes.len() > MAX_COMPONENTS {
                return wrong(&format!("at most {MAX_COMPONENTS} taxes"));
            }
            let mut names = taxes.iter().enumerate();
            if names.any(|(n, tax)| taxes.iter().skip(n + 1).any(|t| t.name == tax.name)) {
                return wrong("two taxes have one name");
            }
            if sum(taxes) > u64::from(BasisPoints::WHOLE.0) {
                return wrong("more than 100 % together");
            }
        }
        match self.round_to {
            Some(unit) if !ROUND_TO.contains(&unit) => {
                let (least, most) = (ROUND_TO.start(), ROUND_TO.end());
                let message = format!("{least} to {most}");
                Err(DomainError::invalid("round_to", message))
            }
            _ => Ok(()),
        }
    }
}

/// The rates of several taxes together, in basis points.
pub(super) fn sum(taxes: &[Component]) -> u64 {
    taxes.iter().map(|tax| u64::from(tax.rate_bp.0)).sum()
}

impl Pricing {
    /// Its name, as it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inclusive => "inclusive",
            Self::Exclusive => "exclusive",
        }
    }

    /// How much of `base` each of the taxes is, in minor units: `base` is what was charged, with
    /// the taxes in it or without. Each is rounded by itself, halves away from zero.
    ///
    /// Prices that hold the tax are parted so that tax and what is taxed sum to them: the taxes
    /// are rounded, and what is taxed is the rest.
    ///
    /// # Errors
    /// `AmountTooLarge`.
    pub fn taxes(self, base: i64, taxes: &[Component]) -> Result<Vec<i64>, DomainError> {
        let whole = u64::from(BasisPoints::WHOLE.0);
        let of = match self {
            Self::Inclusive => whole + sum(taxes),
            Self::Exclusive => whole,
        };
        let rates = taxes.iter().map(|tax| u64::from(tax.rate_bp.0));
        let mut amounts = rates
            .map(|rate| ratio::nearest(base, rate, of))
            .collect::<Result<Vec<_>, _>>()?;
        if self == Self::Inclusive {
            // Of the smallest amounts several halves that are rounded up would be more than all.
            let mut room = base;
            for amount in &mut amounts {
                *amount = (*amount).min(room);
                room -= *amount;
            }
        }
        Ok(amounts)
    }
}

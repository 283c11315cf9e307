//! How a branch's sales are taxed, as its manager sees and changes it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::DomainError;
use crate::domain::bill::tax::{Component, Pricing, Registration, TaxRules};
use crate::domain::branch::Profile;
use crate::domain::business_day::BusinessDay;
use crate::domain::id::TaxClass;
use crate::domain::menu::Menu;
use crate::domain::money::{BasisPoints, Currency, Money};
use crate::domain::name::{RegistrationNumber, TaxName};
use crate::domain::object::{objects, optional};

/// One tax of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxView {
    pub name: TaxName,
    /// Hundredths of a percent: 250 are 2.5 %.
    #[cfg_attr(feature = "openapi", schema(maximum = 10_000))]
    pub rate_bp: u32,
}

impl From<&Component> for TaxView {
    fn from(tax: &Component) -> Self {
        Self {
            name: tax.name.clone(),
            rate_bp: tax.rate_bp.0,
        }
    }
}

/// What guests are told about taxes before they order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxNote {
    /// Whether the menu's prices hold the taxes, or the bill adds them.
    pub prices_include_tax: bool,
    /// Those of dishes of the standard class, as long as no others are taxed otherwise.
    pub taxes: Vec<TaxView>,
}

impl TaxNote {
    /// `None` where nothing is taxed.
    pub fn of(rules: &TaxRules) -> Option<Self> {
        let standard = rules.of(&TaxClass::standard());
        let is_one = rules.classes.values().all(|taxes| taxes == standard);
        let taxes = standard.iter().filter(|_| is_one);
        rules.is_taxed().then(|| Self {
            prices_include_tax: rules.pricing == Pricing::Inclusive,
            taxes: taxes.map(TaxView::from).collect(),
        })
    }
}

/// The taxes of a class of the menu's items.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassTaxes {
    pub class: TaxClass,
    /// Each is rounded by itself; none is not taxed. Their rates are at most 100 % together.
    #[serde(deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub taxes: Vec<TaxView>,
}

/// A number that stands on the branch's bills.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationView {
    /// What it is: `GSTIN`.
    pub name: TaxName,
    pub number: RegistrationNumber,
}

impl From<&Registration> for RegistrationView {
    fn from(registration: &Registration) -> Self {
        Self {
            name: registration.name.clone(),
            number: registration.number.clone(),
        }
    }
}

/// Rules that count from a business day until others do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxRulesView {
    /// The business day from which they count.
    pub from: BusinessDay,
    /// Whether the menu's prices hold the taxes, or the taxes come on top.
    pub prices_include_tax: bool,
    /// A class that is not here has the taxes of `standard`; `untaxed` has none.
    pub classes: Vec<ClassTaxes>,
    /// Whether a service charge is taxed, as the dishes are that it is for.
    pub service_charge_taxed: bool,
    /// A bill's total is rounded to a multiple of this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round_to: Option<Money>,
}

impl TaxRulesView {
    fn of(from: BusinessDay, rules: &TaxRules, currency: Currency) -> Self {
        let classes = rules.classes.iter().map(|(class, taxes)| ClassTaxes {
            class: class.clone(),
            taxes: taxes.iter().map(TaxView::from).collect(),
        });
        Self {
            from,
            prices_include_tax: rules.pricing == Pricing::Inclusive,
            classes: classes.collect(),
            service_charge_taxed: rules.service_charge_taxed,
            round_to: rules.round_to.map(|unit| Money::new(unit.into(), currency)),
        }
    }
}

/// All that a branch says about its taxes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TaxesView {
    /// The branch's business day. The rules that count are the last of those that begin on it or
    /// before it; while there are none, nothing is taxed.
    pub today: BusinessDay,
    /// Earliest first. Those that have begun stay as they are.
    pub rules: Vec<TaxRulesView>,
    /// What stands on its bills.
    pub registrations: Vec<RegistrationView>,
    /// The classes that items of its menu have.
    pub menu_classes: BTreeSet<TaxClass>,
    /// Of all its prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// The branch's, which grows with every change of how it works.
    pub version: u64,
}

impl TaxesView {
    /// What a branch says on a business day, beside the classes of its menu.
    pub fn of(profile: &Profile, menu: &Menu, today: BusinessDay) -> Self {
        let rules = profile.taxes.rules.iter();
        let registrations = profile.taxes.registrations.iter();
        let items = menu.categories.iter().flat_map(|category| &category.items);
        Self {
            today,
            rules: rules
                .map(|(from, rules)| TaxRulesView::of(*from, rules, profile.currency))
                .collect(),
            registrations: registrations.map(RegistrationView::from).collect(),
            menu_classes: items.map(|item| item.tax_class.clone()).collect(),
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            version: profile.version,
        }
    }
}

/// "From that day on the branch's sales shall be taxed so." All of it at once.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutTaxesRequest {
    /// The business day from which the rules count; the branch's own when it is left out. What
    /// counts already on the day before takes a change back that was planned for it.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = Option<String>, format = Date, pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", max_length = 10)
    )]
    pub from: Option<BusinessDay>,
    /// Whether the menu's prices hold the taxes, or the taxes come on top.
    pub prices_include_tax: bool,
    /// The taxes of each class.
    #[serde(deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub classes: Vec<ClassTaxes>,
    /// Whether a service charge is taxed too.
    #[serde(default)]
    pub service_charge_taxed: bool,
    /// A bill's total is rounded to a multiple of this; left out, to nothing.
    #[serde(default, deserialize_with = "optional")]
    pub round_to: Option<Money>,
    /// What stands on its bills.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 8))]
    pub registrations: Vec<RegistrationView>,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl PutTaxesRequest {
    /// The rules and the numbers, for a branch of a currency.
    ///
    /// # Errors
    /// `Invalid` for a class that is named twice, and for a unit in another currency or out of
    /// its range.
    pub fn wish(self, currency: Currency) -> Result<(TaxRules, Vec<Registration>), DomainError> {
        let mut classes = BTreeMap::new();
        for of in self.classes {
            let taxes = of.taxes.into_iter().map(|tax| Component {
                name: tax.name,
                rate_bp: BasisPoints(tax.rate_bp),
            });
            let message = format!("{} is named twice", of.class);
            if classes.insert(of.class, taxes.collect()).is_some() {
                return Err(DomainError::invalid("classes", message));
            }
        }
        let unit = |unit: Money| match u32::try_from(unit.minor) {
            Ok(minor) if unit.currency == currency => Ok(minor),
            Ok(_) => {
                let message = format!("this branch's prices are in {currency}");
                Err(DomainError::invalid("round_to", message))
            }
            Err(_) => Err(DomainError::invalid("round_to", "out of its range")),
        };
        let rules = TaxRules {
            pricing: match self.prices_include_tax {
                true => Pricing::Inclusive,
                false => Pricing::Exclusive,
            },
            classes,
            service_charge_taxed: self.service_charge_taxed,
            round_to: self.round_to.map(unit).transpose()?,
        };
        let registrations = self.registrations.into_iter().map(|of| Registration {
            name: of.name,
            number: of.number,
        });
        Ok((rules, registrations.collect()))
    }
}

//! What of a variant or an option an edit sets.

use serde::{Deserialize, Serialize};

use super::fields::{Fields, House, Unfit, differing, parted, some_pair};
use super::wording::{NameWording, Wording};
use crate::DomainError;
use crate::language::Text;
use crate::menu::MenuOption;
use crate::money::Money;
use crate::variant::Variant;

/// Of a variant or an option.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PricedFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// What one piece costs in the variant, without options; what the option adds to the price
    /// of one piece.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

/// What has a name and one price.
pub(super) trait Priced {
    /// The price is in minor units of the menu's currency.
    fn parts(&self) -> (&Text, i64);
    /// The same, to be edited.
    fn parts_mut(&mut self) -> (&mut Text, &mut i64);
}

macro_rules! priced {
    ($($thing:ty),*) => {$(
        impl Priced for $thing {
            fn parts(&self) -> (&Text, i64) {
                (&self.name, self.price)
            }

            fn parts_mut(&mut self) -> (&mut Text, &mut i64) {
                (&mut self.name, &mut self.price)
            }
        }
    )*};
}

priced!(MenuOption, Variant);

impl<T: Priced> Fields<T> for PricedFields {
    fn seen(&self, it: &T, house: &House) -> Result<Self, DomainError> {
        let (text, minor) = it.parts();
        let name = self.name.as_ref();
        let name = name.map(|name| name.seen(Some(text), &house.language));
        Ok(Self {
            name: name.transpose()?,
            price: self.price.map(|_| house.money(minor)),
        })
    }

    fn put(&self, it: &mut T, house: &House) -> Result<(), Unfit> {
        let (text, minor) = it.parts_mut();
        if let Some(name) = &self.name {
            *text = name.put(Some(text), &house.language);
        }
        if let Some(price) = self.price {
            *minor = house.minor(price)?;
        }
        Ok(())
    }

    fn between(from: &T, to: &T, house: &House) -> Result<Option<(Self, Self)>, DomainError> {
        let (from, to) = (from.parts(), to.parts());
        let name = Wording::between(Some(from.0), Some(to.0), &house.language)?;
        let name = parted(name);
        let price = differing(&house.money(from.1), &house.money(to.1));
        let made = |name, price| Self { name, price };
        Ok(some_pair(made(name.0, price.0), made(name.1, price.1)))
    }
}

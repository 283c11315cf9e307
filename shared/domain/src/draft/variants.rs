//! What of a variant an edit sets.

use serde::{Deserialize, Serialize};

use super::fields::{Fields, House, Unfit, differing, parted, some_pair};
use super::wording::{NameWording, Wording};
use crate::DomainError;
use crate::money::Money;
use crate::variant::Variant;

/// Of a variant.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VariantFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// One piece of it without options.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
}

impl Fields for VariantFields {
    type Of = Variant;

    fn seen(&self, it: &Variant, house: &House) -> Result<Self, DomainError> {
        let name = self.name.as_ref();
        let name = name.map(|n| n.seen(Some(&it.name), &house.language));
        Ok(Self {
            name: name.transpose()?,
            price: self.price.map(|_| house.money(it.price)),
        })
    }

    fn put(&self, it: &mut Variant, house: &House) -> Result<(), Unfit> {
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), &house.language);
        }
        if let Some(price) = self.price {
            it.price = house.minor(price)?;
        }
        Ok(())
    }

    fn between(
        from: &Variant,
        to: &Variant,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let name = Wording::between(Some(&from.name), Some(&to.name), &house.language)?;
        let name = parted(name);
        let price = differing(&house.money(from.price), &house.money(to.price));
        let made = |name, price| Self { name, price };
        Ok(some_pair(made(name.0, price.0), made(name.1, price.1)))
    }
}

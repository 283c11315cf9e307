//! What of a group of options an edit sets.

use serde::{Deserialize, Serialize};

use super::bounds::MAX_OPTIONS;
use super::fields::{Fields, House, Unfit, differing, parted, set, some_pair};
use super::wording::{NameWording, Wording};
use crate::DomainError;
use crate::menu::OptionGroup;

/// Of a group of options.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupFields {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<NameWording>,
    /// At least so many must be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 60))]
    pub min: Option<u8>,
    /// At most so many may be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 60))]
    pub max: Option<u8>,
    /// So many of the chosen ones that have a price cost nothing: those that stand first in
    /// the group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(maximum = 60))]
    pub free: Option<u8>,
}

impl Fields<OptionGroup> for GroupFields {
    fn seen(&self, it: &OptionGroup, house: &House) -> Result<Self, DomainError> {
        let name = self.name.as_ref();
        let name = name.map(|n| n.seen(Some(&it.name), &house.language));
        Ok(Self {
            name: name.transpose()?,
            min: self.min.map(|_| it.min),
            max: self.max.map(|_| it.max),
            free: self.free.map(|_| it.free),
        })
    }

    fn put(&self, it: &mut OptionGroup, house: &House) -> Result<(), Unfit> {
        if let Some(name) = &self.name {
            it.name = name.put(Some(&it.name), &house.language);
        }
        for (field, count) in [("min", self.min), ("max", self.max), ("free", self.free)] {
            if count.is_some_and(|count| usize::from(count) > MAX_OPTIONS) {
                return Err(Unfit::new(field, format!("at most {MAX_OPTIONS}")));
            }
        }
        set(self.min.as_ref(), &mut it.min);
        set(self.max.as_ref(), &mut it.max);
        set(self.free.as_ref(), &mut it.free);
        Ok(())
    }

    fn between(
        from: &OptionGroup,
        to: &OptionGroup,
        house: &House,
    ) -> Result<Option<(Self, Self)>, DomainError> {
        let name = Wording::between(Some(&from.name), Some(&to.name), &house.language)?;
        let name = parted(name);
        let (min, max) = (differing(&from.min, &to.min), differing(&from.max, &to.max));
        let free = differing(&from.free, &to.free);
        let made = |name, min, max, free| Self {
            name,
            min,
            max,
            free,
        };
        Ok(some_pair(
            made(name.0, min.0, max.0, free.0),
            made(name.1, min.1, max.1, free.1),
        ))
    }
}

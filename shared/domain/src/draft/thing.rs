//! What a menu is made of.

use serde::Serialize;

/// What a menu is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Thing {
    Category,
    Item,
    /// A group of options.
    Group,
    /// One option of a group.
    Option,
    /// One variant of an item.
    Variant,
    /// A part of a combo.
    Part,
    Station,
    /// A list of prices, or a price in it.
    PriceList,
    /// The menu itself.
    Menu,
}

impl Thing {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Item => "item",
            Self::Group => "option group",
            Self::Option => "option",
            Self::Variant => "variant",
            Self::Part => "part of a combo",
            Self::Station => "station",
            Self::PriceList => "price list",
            Self::Menu => "menu",
        }
    }
}

//! The variants of an item: a half and a full plate, a small and a large cup. One dish with
//! several named prices, of which exactly one is ordered.

use serde::{Deserialize, Serialize};

use super::id::VariantId;
use super::language::Text;

/// One of the forms in which an item is sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Unique within its item.
    pub id: VariantId,
    pub name: Text,
    /// Minor units: what one piece costs in this form, without options.
    pub price: i64,
}

/// A variant as it was chosen: its name of that moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChosenVariant {
    /// The variant.
    pub id: VariantId,
    pub name: String,
}

/// What a dish is called with the variant that was chosen: "Butter chicken, half".
pub fn full_name(dish: &str, variant: Option<&ChosenVariant>) -> String {
    match variant {
        Some(variant) => format!("{dish}, {}", variant.name),
        None => dish.to_owned(),
    }
}

//! Schemas of types that are texts of a certain form.

use std::ops::RangeInclusive;

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// A text that fits a regular expression, of so many characters.
pub(crate) fn text(
    description: &str,
    pattern: &str,
    length: RangeInclusive<usize>,
) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description.trim()))
        .pattern(Some(pattern))
        .min_length(Some(*length.start()).filter(|least| *least > 0))
        .max_length(Some(*length.end()))
        .into()
}

/// Gives a type the schema of [`text()`].
macro_rules! text_schema {
    ($name:ident, $description:expr, $pattern:expr, $length:expr) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                crate::schema::text($description, $pattern, $length)
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use text_schema;

//! The schemas of what operations take and answer, found by their types.

use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::body::{File, Nothing};

/// The schema of a body, with all that it is made of.
#[derive(Default)]
pub struct Shape {
    /// Its name; `None` of what is no JSON.
    pub(super) name: Option<String>,
    /// It and its parts, by name.
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
}

impl Shape {
    /// Of nothing.
    pub(super) fn none() -> Self {
        Self::default()
    }
}

/// What a body can be.
pub trait Described {
    /// Its schema.
    fn shape() -> Shape;
}

impl<T: ToSchema> Described for T {
    fn shape() -> Shape {
        let name = T::name().into_owned();
        let mut schemas = vec![(name.clone(), T::schema())];
        T::schemas(&mut schemas);
        Shape {
            name: Some(name),
            schemas,
        }
    }
}

impl Described for Nothing {
    fn shape() -> Shape {
        Shape::none()
    }
}

impl Described for File {
    fn shape() -> Shape {
        Shape::none()
    }
}

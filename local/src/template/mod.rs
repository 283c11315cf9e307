//! The SAM template: what the stack runs.
//!
//! [`Template::load`] reads the same file that is deployed. Whatever it does not understand is
//! an error with the line; what has no local effect is listed, with the reason, in `ignored.rs`.

mod check;
mod error;
mod eval;
mod fields;
mod ignored;
mod model;
mod names;
mod node;
mod read;
mod settings;
mod sub;

use std::path::Path;

pub use error::TemplateError;
pub use model::*;
pub use settings::Settings;

impl Template {
    /// Reads a template file.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something that the stack does not understand.
    pub fn load(file: &Path, settings: &Settings) -> Result<Self, TemplateError> {
        let text = std::fs::read_to_string(file).map_err(|error| {
            TemplateError::at(0, format!("cannot be read: {error}")).in_file(file)
        })?;
        Self::parse(&text, settings).map_err(|error| error.in_file(file))
    }

    /// Reads the text of a template.
    ///
    /// # Errors
    /// As [`Template::load`].
    pub fn parse(text: &str, settings: &Settings) -> Result<Self, TemplateError> {
        read::template(text, settings)
    }
}

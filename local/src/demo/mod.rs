//! The demo restaurant: written at the first start, the same at every later one.

mod banner;
mod client;
mod facts;

use std::path::{Path, PathBuf};

use salver::api::clock;
use salver::demo::{self, DemoError};
use salver::store::Store;
use salver::store::StoreError;
use salver_local::stack::Stack;

pub use banner::print;
pub use client::{ClientError, OpenTable};
pub use facts::Facts;

/// Why the demo could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The template has not the one table that Salver uses.
    #[error("the template should have one table, and has {0}")]
    Tables(usize),
    /// The data could not be made.
    #[error(transparent)]
    Data(#[from] DemoError),
    /// No randomness for a password.
    #[error(transparent)]
    Secret(#[from] salver::auth::AuthError),
    /// The data could not be written.
    #[error("the demo data could not be stored")]
    Store(#[from] StoreError),
    /// A file beside the store could not be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
}

/// The demo of a running stack, written now if it is not there yet, with so many business
/// days behind it.
///
/// # Errors
/// See [`SetUpError`].
pub async fn set_up(stack: &Stack, past_days: u16) -> Result<Facts, SetUpError> {
    let path = stack.data_dir().join("demo.json");
    if let Some(facts) = facts::read(&path)? {
        return Ok(facts);
    }
    let tables = &stack.template().tables;
    let table = match tables.first() {
        Some(table) if tables.len() == 1 => &table.name,
        _ => return Err(SetUpError::Tables(tables.len())),
    };
    let password = demo::fresh_password()?;
    let seed = demo::seed(&password)?;
    let access_key = stack.store().access_key();
    let store = Store::at_endpoint(stack.store_endpoint(), access_key, table);
    store.seed(&seed).await?;
    // Its figures come by the stream, like those of any order.
    let past = demo::past(&seed, clock::now(), past_days)?;
    store.seed_past(&past).await?;
    let facts = Facts::of(&seed, &password);
    // Written last: a start that was cut short begins the demo anew.
    facts::write(&path, &facts)?;
    Ok(facts)
}

/// The table that the printed QR code leads to: opened through the API like any other.
///
/// # Errors
/// When the API refuses.
pub async fn open_table(stack: &Stack, facts: &Facts) -> Result<OpenTable, ClientError> {
    client::open_table(stack.url(), facts).await
}

/// Tells scripts where everything is. The file appears whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn write_ready_file(path: &Path, url: &str, facts: Option<&Facts>) -> Result<(), SetUpError> {
    facts::write_ready(path, url, facts)
}

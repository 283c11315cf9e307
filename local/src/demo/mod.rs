//! The demo restaurant: written at the first start, the same at every later one.

mod banner;
mod client;
mod error;
mod facts;
mod files;

use std::path::Path;

use salver::api::clock;
use salver_demo::DemoError;
use salver_demo::seed::Seeder;
use salver_local::stack::Stack;

pub use banner::print;
pub use client::{ClientError, OpenTable};
pub use error::SetUpError;
pub use facts::{Facts, Ready};

/// The restaurant of a second owner, by its ID in addresses and by its name.
const SECOND: (&str, &str) = ("hill-road", "Hill Road");

/// The demo of a running stack, written now if it is not there yet, with so many business
/// days behind it. `second`: beside the restaurant of another owner.
///
/// # Errors
/// See [`SetUpError`].
pub async fn set_up(stack: &Stack, past_days: u16, second: bool) -> Result<Facts, SetUpError> {
    let path = stack.data_dir().join("demo.json");
    if let Some(facts) = files::read(&path)? {
        return Ok(facts);
    }
    let tables = &stack.template().tables;
    let table = match tables.first() {
        Some(table) if tables.len() == 1 => &table.name,
        _ => return Err(SetUpError::Tables(tables.len())),
    };
    let password = salver_demo::fresh_password()?;
    let seed = salver_demo::seed(&password)?;
    let access_key = stack.store().access_key();
    let seeder = Seeder::at_endpoint(stack.store_endpoint(), access_key, table);
    let facts = Facts::of(&seed, &password);
    let second = match second {
        true => Some(seed_second(&seeder).await?),
        false => None,
    };
    // Behind the second one: it is who set the house up.
    seeder.seed(&seed).await?;
    let past = salver_demo::past(&seed, clock::now(), past_days)?;
    seeder.seed_takings(&seed.profile.id, &past.takings).await?;
    // Its figures come by the stream, like those of any order.
    seeder.seed_past(&past.parties).await?;
    let facts = Facts {
        second: second.map(Box::new),
        ..facts
    };
    // Written last: a start that was cut short begins the demo anew.
    files::write(&path, &facts)?;
    Ok(facts)
}

/// The second owner's restaurant, which shares nothing with the first but the table that both
/// are in; its people have a password of their own.
async fn seed_second(seeder: &Seeder) -> Result<Facts, SetUpError> {
    let (id, name) = SECOND;
    let password = salver_demo::fresh_password()?;
    let seed = salver_demo::seed(&password)?;
    let seed = seed.of_another(id, name).map_err(DemoError::from)?;
    seeder.seed(&seed).await?;
    Ok(Facts::of(&seed, &password))
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
pub fn write_ready_file(path: &Path, url: &str, ready: Option<&Ready>) -> Result<(), SetUpError> {
    files::write_ready(path, url, ready)
}

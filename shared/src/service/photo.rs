//! Photos of dishes: brought once, and shown by whichever menu names them.

use super::refusal::Refusal;
use crate::domain::draft::{Command, CommandRefused, DraftError};
use crate::domain::photo::Photo;
use crate::store::Store;

/// Keeps a photo. The same one again changes nothing, so whoever got no answer sends it again.
///
/// # Errors
/// When the store fails.
pub async fn keep(store: &Store, photo: &Photo) -> Result<(), Refusal> {
    store.keep_photo(photo).await?;
    Ok(())
}

/// Refuses commands that put a photo on an item which nobody has brought. A photo never goes, so
/// what was looked at before a commit holds with it.
///
/// # Errors
/// `Command` with the first of them; or when the store fails.
pub(super) async fn require(store: &Store, commands: &[Command]) -> Result<(), Refusal> {
    let named = commands.iter().enumerate();
    let named = named.filter_map(|(at, command)| Some((at, command.photo()?)));
    let looks = named.map(async |(at, photo)| Ok((at, store.has_photo(photo).await?)));
    let found: Result<Vec<_>, Refusal> = futures::future::try_join_all(looks).await;
    match found?.into_iter().find(|(_, there)| !there) {
        Some((at, _)) => Err(DraftError::Command(CommandRefused::no_photo(at)).into()),
        None => Ok(()),
    }
}

//! Photos of dishes: brought once, and shown by whichever menu names them.

use std::collections::BTreeSet;

use futures::future::try_join_all;

use super::refusal::Refusal;
use crate::domain::draft::{Command, CommandRefused, DraftError};
use crate::domain::photo::Photo;
use crate::store::Store;

/// Photos that are looked for at once.
const AT_ONCE: usize = 8;

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
    let mut seen = BTreeSet::new();
    let named = commands.iter().enumerate();
    let named = named.filter_map(|(at, command)| Some((at, command.photo()?)));
    let named: Vec<_> = named.filter(|(_, photo)| seen.insert(*photo)).collect();
    for some in named.chunks(AT_ONCE) {
        let looks = some.iter().map(|(_, photo)| store.has_photo(photo));
        let there = try_join_all(looks).await?;
        if let Some(((at, _), _)) = some.iter().zip(there).find(|(_, there)| !there) {
            return Err(DraftError::Command(CommandRefused::no_photo(*at)).into());
        }
    }
    Ok(())
}

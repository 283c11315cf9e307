//! The screen for those who wait: what a manager says of it, its link, and what it shows.

use std::collections::HashMap;

use jiff::Timestamp;

use super::by::By;
use super::refusal::Refusal;
use crate::auth::AuthError;
use crate::auth::screen_token::ScreenToken;
use crate::domain::DomainError;
use crate::domain::audit::Deed;
use crate::domain::id::BranchId;
use crate::domain::price_list::Channel;
use crate::domain::status_board::{Waiting, first_name, waiting};
use crate::domain::status_screen::{ChangeScreen, StatusScreen};
use crate::store::{Retry, Store};

/// A number with the name that is called with it, where the branch wants that and knows one.
pub type Called = (Waiting, Option<String>);

/// The screen that a token opens.
///
/// # Errors
/// `Invalid` for a link that is not the branch's, or not any more; or when the store fails.
pub async fn admit(store: &Store, token: &ScreenToken) -> Result<StatusScreen, Refusal> {
    let screen = store.status_screen(&token.branch).await?;
    let is_good = screen
        .link
        .as_ref()
        .is_some_and(|link| token.fits(&link.hash));
    is_good
        .then_some(screen)
        .ok_or_else(|| AuthError::Invalid.into())
}

/// What stands on a branch's screen now.
///
/// # Errors
/// When the store fails.
pub async fn board(
    store: &Store,
    screen: &StatusScreen,
    now: Timestamp,
) -> Result<Vec<Called>, Refusal> {
    let branch = &screen.branch_id;
    let (open, checks) = tokio::try_join!(store.open_orders(branch), store.open_checks(branch))?;
    let all = waiting(&open.orders, &checks, screen.dine_in, now);
    let away = all.iter().filter(|one| one.kind != Channel::DineIn);
    let known = match screen.names {
        true => store.customers(away.map(|one| &one.check_id), now).await?,
        false => HashMap::new(),
    };
    let name = |one: &Waiting| {
        let name = known.get(&one.check_id)?.name.as_ref()?;
        first_name(name.as_str())
    };
    let called = all.into_iter().map(|one| {
        let name = name(&one);
        (one, name)
    });
    Ok(called.collect())
}

/// Says what a branch's screens show.
///
/// # Errors
/// `Invalid`, `VersionConflict`; or when the store fails.
pub async fn change(
    store: &Store,
    branch: &BranchId,
    (wish, version): (ChangeScreen, Option<u64>),
    by: &By,
) -> Result<StatusScreen, Refusal> {
    let entry = by.entry(branch, Deed::StatusScreenChanged)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = store.status_screen(branch).await?;
        let next = known.changed(wish)?;
        if next == known {
            return Ok(known);
        }
        if let Some(expected) = version.filter(|version| *version != known.version) {
            let actual = known.version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        let entry = entry.clone().with("names", next.names);
        let entry = entry.with("dine_in", next.dine_in);
        if store.save_status_screen(&next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

/// Makes a new link; screens that were opened by one before show nothing any more. Its secret is
/// told this once.
///
/// # Errors
/// When the system has no randomness, or the store fails.
pub async fn make_link(
    store: &Store,
    branch: &BranchId,
    by: &By,
) -> Result<(StatusScreen, ScreenToken), Refusal> {
    let entry = by.entry(branch, Deed::StatusLinkMade)?;
    let token = ScreenToken::issue(branch.clone())?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let next = store.status_screen(branch).await?;
        let next = next.linked(token.hash(), by.at);
        if store.save_status_screen(&next, &entry).await? {
            return Ok((next, token));
        }
        tries.again().await?;
    }
}

/// Takes the link back: screens that were opened by it show nothing any more.
///
/// # Errors
/// When the store fails.
pub async fn remove_link(
    store: &Store,
    branch: &BranchId,
    by: &By,
) -> Result<StatusScreen, Refusal> {
    let entry = by.entry(branch, Deed::StatusLinkRemoved)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = store.status_screen(branch).await?;
        let next = known.unlinked();
        if next == known || store.save_status_screen(&next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

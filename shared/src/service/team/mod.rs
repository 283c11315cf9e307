//! The team: who works where, invitations and new passwords by one-time links, what colleagues
//! become, and their leaving.
//!
//! What somebody may do to others is decided on what the table says of both, and each commit
//! asks that what the deed rests on still stands.

mod change;
mod link;
mod list;
mod make;
mod own_account;
mod owner;
mod view;

pub use change::{change, part_with};
pub use link::{Opened, accept, look_up, reset};
pub use list::{Member, Page, list};
pub use make::{Made, invite, offer_reset, withdraw};
pub use own_account::join_with_account;
pub use owner::{OwnerReset, offer_owner_reset};

use super::By;
use super::refusal::Refusal;
use crate::auth::AuthError;
use crate::domain::audit::Record;
use crate::domain::id::BrandId;
use crate::domain::team::{Leader, NotLed, Post};
use crate::store::Store;

/// The one who does it, as the table says it now.
///
/// # Errors
/// `Expired` when they lead nobody any more; or when the store fails.
async fn leader(store: &Store, brand: &BrandId, by: &By) -> Result<Leader, Refusal> {
    let id = by.staff().ok_or(AuthError::Forbidden)?;
    let person = store.person(id).await?;
    let leader = person.and_then(|person| Leader::of(&person, brand));
    leader.ok_or_else(|| AuthError::Expired.into())
}

impl From<NotLed> for Refusal {
    fn from(why: NotLed) -> Self {
        match why {
            NotLed::Unknown => Self::NotFound("colleague"),
            NotLed::Forbidden => AuthError::Forbidden.into(),
        }
    }
}

/// Where it stands on record what concerns these places: with the branch when it is one, else
/// with the brand.
fn record(brand: &BrandId, post: &Post) -> Record {
    match post.places().as_slice() {
        [Some(branch)] => Record::from(*branch),
        _ => Record::Brand(brand.clone()),
    }
}

/// Where a post is, for the record.
fn named(post: &Post) -> String {
    let all = post.branches.iter().flatten();
    let all: Vec<&str> = all.map(|branch| branch.as_str()).collect();
    if all.is_empty() {
        "all".to_owned()
    } else {
        all.join(" ")
    }
}

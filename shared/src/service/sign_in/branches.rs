//! The list of somebody's branches, a page at a time.

use std::collections::BTreeMap;

use futures::future::try_join_all;

use super::BRANCHES;
use super::family::{person, read};
use crate::auth::AuthError;
use crate::auth::refresh::RefreshToken;
use crate::domain::account::{Access, Person};
use crate::domain::id::{BranchId, BrandId};
use crate::domain::sign_in::Shown;
use crate::service::{By, Refusal, access};
use crate::store::{Store, StoreError};

/// One of somebody's branches.
#[derive(Debug)]
pub struct Named {
    pub access: Access,
    pub name: String,
    /// What its brand is called, for whoever works for several.
    pub brand: Option<String>,
}

/// A page of somebody's branches.
#[derive(Debug)]
pub struct BranchPage {
    /// The branches by ID.
    pub branches: Vec<Named>,
    /// After which one the next page begins, if there is one.
    pub next: Option<BranchId>,
}

/// The branches after `after` of whoever holds a refresh token. The token stays good.
///
/// # Errors
/// `Expired` when the sign-in is over, or the token is no more good; or when the store fails.
pub async fn branches(
    store: &Store,
    token: &RefreshToken,
    after: Option<&BranchId>,
    by: &By,
) -> Result<BranchPage, Refusal> {
    let family = read(store, token, by).await?;
    if family.show(token.counter, by.at) == Shown::Copied {
        return Err(AuthError::Expired.into());
    }
    let person = person(store, &family).await?;
    let mut found = access::everywhere(store, &person, after, BRANCHES + 1).await?;
    let more = found.len() > BRANCHES;
    found.truncate(BRANCHES);
    let next = found.last().filter(|_| more);
    let next = next.map(|last| last.branch.clone());
    let (names, brands) =
        tokio::try_join!(store.branch_names(&found), brand_names(store, &person))?;
    let branches = found.into_iter().zip(names).map(|(access, name)| Named {
        brand: brands.get(&access.brand).cloned(),
        access,
        name,
    });
    Ok(BranchPage {
        branches: branches.collect(),
        next,
    })
}

/// What the brands are called of somebody who works for several: two may have a branch of one
/// name. Nobody else's page needs it, or waits for it.
async fn brand_names(
    store: &Store,
    person: &Person,
) -> Result<BTreeMap<BrandId, String>, StoreError> {
    let brands = person.brands();
    if brands.len() < 2 {
        return Ok(BTreeMap::new());
    }
    let read = async |brand: &BrandId| {
        let (name, _) = store.names_of_brand(brand, &[]).await?;
        Ok::<_, StoreError>((brand.clone(), name.unwrap_or_default()))
    };
    let names = try_join_all(brands.into_iter().map(read)).await?;
    Ok(names.into_iter().collect())
}

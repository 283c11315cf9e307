//! The first brand with its branch and its owner: made in one commit, once.

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::set_up::{Claim, NewBrand};
use salver_domain::sign_in::RefreshFamily;
use serde::Serialize;

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::item;
use super::keys;
use super::rate::{Full, Spent, Window};
use super::retry::Retry;

/// How setting the house up ended.
#[derive(Debug)]
pub enum SettingUp {
    /// All of it stands.
    Done,
    /// It was done before.
    DoneBefore,
    /// The window in which wrong codes are counted has become full meanwhile.
    Limited(Full),
    /// Somebody has that login.
    LoginTaken,
}

/// What a brand's list of branches holds of each.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
}

impl Store {
    /// By whom the house was set up, if it was.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim(&self) -> Result<Option<Claim>, StoreError> {
        self.get(&keys::claim()).await
    }

    /// The same, with how the window stands in which wrong codes are counted, in one round
    /// trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn claim_and_tries(
        &self,
        window: &Window,
    ) -> Result<(Option<Claim>, Spent), StoreError> {
        let key = keys::claim();
        let mut found = self.batch_get(&[key.clone(), window.key()]).await?;
        let claim = found.take(&key)?;
        Ok((claim, found.take_spent(window)))
    }

    /// Makes the brand and signs its owner in, unless that was done before: whoever is first
    /// writes the claim, and nobody is second.
    ///
    /// # Errors
    /// When the store fails; whether it is done then shows the claim.
    pub async fn set_up(
        &self,
        new: &NewBrand,
        family: &RefreshFamily,
        window: &Window,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<SettingUp, StoreError> {
        let windows = std::slice::from_ref(window);
        let mut tries = Retry::USUAL.tries();
        loop {
            // What answers for the whole comes first.
            let commit = Commit::new(self)
                .put(
                    Part::Claim,
                    write_item(&keys::claim(), &new.claim),
                    Expression::absent(),
                )
                .ask_room(0, window, now);
            let commit = first_brand(commit, new).put(
                Part::SignIn,
                write_item(&keys::refresh(&family.id), family),
                Expression::absent(),
            );
            let Err(refused) = commit.record(entry).send().await? else {
                return Ok(SettingUp::Done);
            };
            match refused.part {
                Part::Claim => return Ok(SettingUp::DoneBefore),
                Part::Login => return Ok(SettingUp::LoginTaken),
                Part::Window(number) => {
                    if let Some(full) = self.full(windows, number, refused.item, now).await? {
                        return Ok(SettingUp::Limited(full));
                    }
                }
                _ => return Err(StoreError::Sdk("an ID of the new brand is in use".into())),
            }
            tries.again().await?;
        }
    }
}

/// All that a brand begins with.
fn first_brand<'a>(commit: Commit<'a>, new: &NewBrand) -> Commit<'a> {
    let (brand, branch) = (&new.profile.brand_id, &new.profile.id);
    let account = &new.owner.account;
    let named = Named {
        id: branch.as_str(),
        name: &new.profile.name,
    };
    let commit = commit
        .put(Part::Login, item::login(account), Expression::absent())
        .put(
            Part::Account,
            write_item(&keys::account(&account.id), account),
            Expression::absent(),
        )
        .put(
            Part::Brand,
            write_item(&keys::brand(brand), &new.brand),
            Expression::absent(),
        )
        .put(
            Part::Brand,
            write_item(&keys::brand_branch(brand, branch), &named),
            Expression::absent(),
        )
        .put(
            Part::Profile,
            write_item(&keys::profile(branch), &new.profile),
            Expression::absent(),
        )
        .put(
            Part::Menu,
            item::menu(brand, &new.menu),
            Expression::absent(),
        )
        .put(
            Part::Stock,
            write_item(&keys::stock(branch), &new.stock),
            Expression::absent(),
        );
    new.owner
        .memberships
        .iter()
        .fold(commit, |commit, membership| {
            commit
                .put(
                    Part::Membership,
                    item::membership(membership),
                    Expression::absent(),
                )
                .put(
                    Part::Staff,
                    item::staff(account, membership),
                    Expression::absent(),
                )
        })
}

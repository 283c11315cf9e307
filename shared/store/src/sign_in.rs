//! Sign-ins: what one is decided on, its beginning, the rotation of its tokens and its end.

use jiff::Timestamp;
use salver_domain::account::{Access, Account, Membership};
use salver_domain::audit::AuditEntry;
use salver_domain::id::{FamilyId, StaffId};
use salver_domain::sign_in::RefreshFamily;

use super::account::{LoginItem, membership_of};
use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use super::rate::{Full, Spent, Window};

/// What the table says of a sign-in at one moment.
#[derive(Debug)]
pub struct Standing {
    /// The person.
    pub account: Option<Account>,
    /// What their access was given by.
    pub membership: Option<Membership>,
    /// The sign-in.
    pub family: Option<RefreshFamily>,
}

impl Store {
    /// Whose a login is, which must be trimmed and lower case, and how the windows stand in
    /// which tries for it are counted, in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_in_state(
        &self,
        login: &str,
        windows: &[Window],
    ) -> Result<(Option<StaffId>, Vec<Spent>), StoreError> {
        let login = keys::login(login);
        let mut wanted = vec![login.clone()];
        wanted.extend(windows.iter().map(Window::key));
        let mut found = self.batch_get(&wanted).await?;
        let account = found.take::<LoginItem>(&login)?;
        let tries = windows.iter().map(|window| found.take_spent(window));
        Ok((account.map(|login| login.account_id), tries.collect()))
    }

    /// Begins a sign-in, unless one of the windows has become full meanwhile.
    ///
    /// # Errors
    /// When the store fails, or the sign-in has begun already.
    pub async fn begin_sign_in(
        &self,
        family: &RefreshFamily,
        windows: &[Window],
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Result<(), Full>, StoreError> {
        let key = keys::refresh(&family.id);
        self.begin_within(windows, entry, now, |commit| {
            let item = write_item(&key, family);
            commit.put(Part::SignIn, item, Expression::absent())
        })
        .await
    }

    /// A sign-in.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn refresh_family(&self, id: &FamilyId) -> Result<Option<RefreshFamily>, StoreError> {
        self.get(&keys::refresh(id)).await
    }

    /// Writes a sign-in whose token was exchanged. `false` when it moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rotate_sign_in(&self, family: &RefreshFamily) -> Result<bool, StoreError> {
        let item = write_item(&keys::refresh(&family.id), family);
        let condition = Expression::before(family.version);
        let commit = Commit::new(self).put(Part::SignIn, item, condition);
        commit.stands().await
    }

    /// Ends a sign-in, whatever it has become meanwhile. `false` when it was ended before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_sign_in(
        &self,
        family: &FamilyId,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let ended = Expression::new("SET revoked = :yes ADD #version :one")
            .name("#version", "version")
            .value(":yes", super::codec::value(&true)?)
            .value(":no", super::codec::value(&false)?)
            .value(":one", super::codec::number(1));
        let key = keys::refresh(family);
        let commit = Commit::new(self).update(Part::SignIn, &key, ended, "revoked = :no");
        commit.record(entry).stands().await
    }

    /// All that an access rests on, in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn standing(
        &self,
        staff: &StaffId,
        access: &Access,
        family: &FamilyId,
    ) -> Result<Standing, StoreError> {
        let account = keys::account(staff);
        let membership = membership_of(staff, access);
        let family = keys::refresh(family);
        let wanted = [account.clone(), membership.clone(), family.clone()];
        let mut found = self.batch_get(&wanted).await?;
        Ok(Standing {
            account: found.take(&account)?,
            membership: found.take(&membership)?,
            family: found.take(&family)?,
        })
    }
}

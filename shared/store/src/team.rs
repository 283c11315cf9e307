//! The team: its one-time links, who joins by them, and what becomes of colleagues.
//!
//! Whatever somebody does to others stands only while the memberships stand by which they lead
//! them: each commit asks for these (`Part::Leader`).

use jiff::Timestamp;
use salver_domain::account::{Account, Membership};
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BranchId, BrandId, LinkId, StaffId};
use salver_domain::sign_in::RefreshFamily;
use salver_domain::staff::Staff;
use salver_domain::staff_link::{LinkState, Purpose, StaffLink};
use serde::Deserialize;

use super::client::Store;
use super::codec::{Item, mark_open, read_item, value, write_item};
use super::commit::{Commit, Part, Refused};
use super::error::StoreError;
use super::expression::Expression;
use super::item;
use super::keys::{self, Key};
use super::rate::{Full, Spent, Window};

/// How making a link ended.
#[derive(Debug)]
pub enum Making {
    /// It stands.
    Made,
    /// The request was answered before; this is its link.
    MadeBefore(Box<StaffLink>),
    /// What it rests on moved meanwhile; try again.
    Again,
}

/// How using a link ended.
#[derive(Debug)]
pub enum Using {
    /// It is used, and what it is for is done.
    Done,
    /// Somebody has that login.
    LoginTaken,
    /// The window in which wrong codes are counted has become full meanwhile.
    Limited(Full),
    /// The link, or what it rests on, moved meanwhile; try again.
    Again,
}

/// Somebody who joins.
#[derive(Debug)]
pub struct NewColleague {
    pub account: Account,
    /// What they are where.
    pub memberships: Vec<Membership>,
    /// Their first sign-in.
    pub family: RefreshFamily,
}

/// What a brand or a branch is called.
#[derive(Deserialize)]
struct Called {
    name: String,
}

fn link_item(link: &StaffLink) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::staff_link(&link.id), link)?;
    if link.state == LinkState::Open && matches!(link.purpose, Purpose::Invitation { .. }) {
        let since = keys::open_since(link.made_at, link.id.as_str());
        mark_open(&mut item, keys::open_invitations(&link.brand_id), since);
    }
    Ok(item)
}

fn membership_key(membership: &Membership) -> Key {
    let account = &membership.account_id;
    match &membership.branch_id {
        Some(branch) => keys::branch_membership(account, branch),
        None => keys::brand_membership(account, &membership.brand_id),
    }
}

impl Store {
    /// What a brand and branches of it are called; `None` for what is not there.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn names_of_brand(
        &self,
        brand: &BrandId,
        branches: &[&BranchId],
    ) -> Result<(Option<String>, Vec<Option<String>>), StoreError> {
        let own = keys::brand(brand);
        let branches = branches.iter().map(|id| keys::brand_branch(brand, id));
        let branches: Vec<Key> = branches.collect();
        let wanted: Vec<Key> = std::iter::once(&own).chain(&branches).cloned().collect();
        let mut found = self.batch_get(&wanted).await?;
        let mut name = |key| Ok(found.take::<Called>(key)?.map(|called| called.name));
        let own = name(&own)?;
        let names = branches.iter().map(name);
        Ok((own, names.collect::<Result<_, StoreError>>()?))
    }

    /// Who works at a branch, without those of its whole brand, by ID.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_of_branch(&self, branch: &BranchId) -> Result<Vec<Staff>, StoreError> {
        self.listed(&keys::branch_partition(branch)).await
    }

    /// Who works for a whole brand, by ID.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_of_brand(&self, brand: &BrandId) -> Result<Vec<Staff>, StoreError> {
        self.listed(&keys::brand_partition(brand)).await
    }

    async fn listed(&self, partition: &str) -> Result<Vec<Staff>, StoreError> {
        let items = self.query(partition, keys::STAFF_PREFIX).await?;
        let staff = items.into_iter().map(read_item::<Staff>);
        let staff = staff.filter(|staff| staff.as_ref().map_or(true, |staff| !staff.left));
        staff.collect()
    }

    /// People without what they are anywhere, in one round trip for each hundred.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accounts(&self, ids: &[&StaffId]) -> Result<Vec<Account>, StoreError> {
        let keys: Vec<Key> = ids.iter().map(|id| keys::account(id)).collect();
        let mut found = self.batch_get(&keys).await?;
        let accounts = keys.iter().map(|key| found.take::<Account>(key));
        accounts.filter_map(Result::transpose).collect()
    }

    /// A brand's open invitations, the oldest first. One whose time is over may be among them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_invitations(&self, brand: &BrandId) -> Result<Vec<StaffLink>, StoreError> {
        let items = self.query_open(&keys::open_invitations(brand)).await?;
        items.into_iter().map(read_item).collect()
    }

    /// A link, and how the window stands in which wrong codes are counted, in one round trip.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn link_and_tries(
        &self,
        id: Option<&LinkId>,
        window: &Window,
    ) -> Result<(Option<StaffLink>, Spent), StoreError> {
        let link = id.map(keys::staff_link);
        let wanted = link.iter().cloned().chain([window.key()]);
        let mut found = self.batch_get(&wanted.collect::<Vec<_>>()).await?;
        let tries = found.take_spent(window);
        let link = link.map(|key| found.take(&key)).transpose()?.flatten();
        Ok((link, tries))
    }

    /// A link.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn staff_link(&self, id: &LinkId) -> Result<Option<StaffLink>, StoreError> {
        self.get(&keys::staff_link(id)).await
    }

    /// Writes a new link, while those memberships stand by which its maker may make it.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether it stands.
    pub async fn make_link(
        &self,
        link: &StaffLink,
        by: &[Membership],
        entry: &AuditEntry,
    ) -> Result<Making, StoreError> {
        let commit = Commit::new(self)
            .put(Part::Link, link_item(link), Expression::absent())
            .led_by(by, &[])
            .record(entry);
        let Err(refused) = commit.send().await? else {
            return Ok(Making::Made);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Link, Some(item)) => Making::MadeBefore(Box::new(read_item(item)?)),
            _ => Making::Again,
        })
    }

    /// Writes a link that was taken back. `false` when it moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn withdraw_link(
        &self,
        link: &StaffLink,
        by: &[Membership],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).put(
            Part::Link,
            link_item(link),
            Expression::before(link.version),
        );
        commit.led_by(by, &[]).record(entry).stands().await
    }

    /// Lets somebody join by a link, which is used by that, and signs them in.
    ///
    /// # Errors
    /// When the store fails; whether it is done then shows the link.
    pub async fn join_team(
        &self,
        link: &StaffLink,
        new: &NewColleague,
        by: &[Membership],
        window: &Window,
        (entry, now): (&AuditEntry, Timestamp),
    ) -> Result<Using, StoreError> {
        let account = &new.account;
        let commit = Commit::new(self)
            .use_link(link, window, now)
            .put(Part::Login, item::login(account), Expression::absent())
            .put(
                Part::Account,
                write_item(&keys::account(&account.id), account),
                Expression::absent(),
            );
        let commit = new.memberships.iter().fold(commit, |commit, membership| {
            commit.membership(account, membership)
        });
        let commit = commit
            .led_by(by, &[])
            .put(
                Part::SignIn,
                write_item(&keys::refresh(&new.family.id), &new.family),
                Expression::absent(),
            )
            .record(entry);
        Ok(how(commit.send().await?, now))
    }

    /// Lets somebody choose a new password by a link, which is used by that, and signs them in.
    /// What they were signed in with before has ended: the account's session version says so.
    ///
    /// # Errors
    /// When the store fails; whether it is done then shows the link.
    pub async fn reset_password(
        &self,
        link: &StaffLink,
        (account, family): (&Account, &RefreshFamily),
        by: &[Membership],
        window: &Window,
        (entry, now): (&AuditEntry, Timestamp),
    ) -> Result<Using, StoreError> {
        let commit = Commit::new(self)
            .use_link(link, window, now)
            .put(
                Part::Account,
                write_item(&keys::account(&account.id), account),
                Expression::before(account.version),
            )
            .led_by(by, &[])
            .put(
                Part::SignIn,
                write_item(&keys::refresh(&family.id), family),
                Expression::absent(),
            )
            .record(entry);
        Ok(how(commit.send().await?, now))
    }

    /// Writes what a person is where from now on, with the lists of staff. `false` when any of
    /// it moved meanwhile, or `by` stands no more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_memberships(
        &self,
        account: &Account,
        memberships: &[Membership],
        by: &[Membership],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self);
        let commit = memberships.iter().fold(commit, |commit, membership| {
            commit.membership(account, membership)
        });
        commit.led_by(by, memberships).record(entry).stands().await
    }
}

fn how(sent: Result<(), Refused>, now: Timestamp) -> Using {
    let Err(refused) = sent else {
        return Using::Done;
    };
    match refused.part {
        Part::Login => Using::LoginTaken,
        Part::Window(window) => Using::Limited(Full {
            window,
            retry_after: Spent::of(refused.item).wait(now),
        }),
        _ => Using::Again,
    }
}

impl Commit<'_> {
    /// Marks a link as used, while there is room for tries.
    fn use_link(self, link: &StaffLink, window: &Window, now: Timestamp) -> Self {
        let before = Expression::before(link.version);
        self.put(Part::Link, link_item(link), before)
            .ask_room(0, window, now)
    }

    /// Writes what a person is somewhere, and their entry in the list of who works there. Whoever
    /// leaves is in no list any more, so that it is no longer for all who ever worked there.
    fn membership(self, account: &Account, membership: &Membership) -> Self {
        let before = || Expression::before(membership.version);
        let commit = self.put(Part::Membership, item::membership(membership), before());
        if membership.ended {
            let key = match &membership.branch_id {
                Some(branch) => keys::staff(branch, &account.id),
                None => keys::brand_staff(&membership.brand_id, &account.id),
            };
            return commit.delete(Part::Staff, &key, before());
        }
        let free = match membership.version {
            0 | 1 => before(),
            later => Expression {
                text: "attribute_not_exists(pk) or #version = :version".to_owned(),
                ..Expression::at_version(later - 1)
            },
        };
        commit.put(Part::Staff, item::staff(account, membership), free)
    }

    /// Asks that each of these stands as it was read, but for those that the commit itself
    /// writes, which asks for more.
    fn led_by(self, by: &[Membership], written: &[Membership]) -> Self {
        let written: Vec<Key> = written.iter().map(membership_key).collect();
        let asked = by.iter().map(|m| (membership_key(m), m));
        let asked = asked.filter(|(key, _)| !written.contains(key));
        asked.fold(self, |commit, (key, membership)| {
            let values = (value(&membership.role), value(&false));
            let stands = match values {
                (Ok(role), Ok(no)) => Expression::new("#role = :role and ended = :no")
                    .name("#role", "role")
                    .value(":role", role)
                    .value(":no", no),
                // Never in practice; a version asks for more than is needed.
                _ => Expression::at_version(membership.version),
            };
            commit.ask(Part::Leader, &key, stands)
        })
    }
}

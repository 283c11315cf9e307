//! One-time links of the staff, who joins by them, and new passwords by them.

use jiff::Timestamp;
use salver_domain::account::{Account, Membership};
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BrandId, LinkId};
use salver_domain::sign_in::RefreshFamily;
use salver_domain::staff_link::{LinkState, Purpose, StaffLink};

use super::client::Store;
use super::codec::{Item, mark_open, read_item, write_item};
use super::commit::{Commit, Part, Refused};
use super::error::StoreError;
use super::expression::Expression;
use super::item;
use super::keys;
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
    /// Their first sign-in there.
    pub family: RefreshFamily,
}

fn link_item(link: &StaffLink) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::staff_link(&link.id), link)?;
    if link.state == LinkState::Open && matches!(link.purpose, Purpose::Invitation { .. }) {
        let since = keys::open_since(link.made_at, link.id.as_str());
        mark_open(&mut item, keys::open_invitations(&link.brand_id), since);
    }
    Ok(item)
}

impl Store {
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

    /// Writes a new link by whoever runs the stack, while its person is an owner, and while there
    /// is room for tries of the operator's code: of many guesses at one moment no right one is
    /// told once the others have used the tries up.
    ///
    /// # Errors
    /// As [`Store::make_link`].
    pub async fn make_owner_link(
        &self,
        link: &StaffLink,
        owner: &Membership,
        window: &Window,
        (entry, now): (&AuditEntry, Timestamp),
    ) -> Result<Result<Making, Full>, StoreError> {
        let commit = Commit::new(self)
            .put(Part::Link, link_item(link), Expression::absent())
            .ask_room(0, window, now)
            .led_by(std::slice::from_ref(owner), &[])
            .record(entry);
        let Err(refused) = commit.send().await? else {
            return Ok(Ok(Making::Made));
        };
        Ok(match (refused.part, refused.item) {
            (Part::Link, Some(item)) => Ok(Making::MadeBefore(Box::new(read_item(item)?))),
            (Part::Window(window), item) => Err(Full {
                window,
                retry_after: Spent::of(item).wait(now),
            }),
            _ => Ok(Making::Again),
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
        Ok(how(commit.colleague(new, by, entry).send().await?, now))
    }

    /// Lets somebody join by a link with the account that they have, as it was read before, and
    /// signs them in, while there is room for tries of their password.
    ///
    /// # Errors
    /// As [`Store::join_team`].
    pub async fn join_with_account(
        &self,
        link: &StaffLink,
        new: &NewColleague,
        by: &[Membership],
        (window, room): (&Window, &[Window]),
        (entry, now): (&AuditEntry, Timestamp),
    ) -> Result<Using, StoreError> {
        let account = &new.account;
        let commit = Commit::new(self).use_link(link, window, now);
        let asked = room.iter().zip(1..);
        let commit = asked
            .fold(commit, |commit, (window, number)| {
                commit.ask_room(number, window, now)
            })
            .put(
                Part::Account,
                write_item(&keys::account(&account.id), account),
                Expression::before(account.version),
            );
        Ok(how(commit.colleague(new, by, entry).send().await?, now))
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
    /// What somebody is who joins, and their first sign-in, while those memberships stand by which
    /// they were invited.
    fn colleague(self, new: &NewColleague, by: &[Membership], entry: &AuditEntry) -> Self {
        let commit = new.memberships.iter().fold(self, |commit, membership| {
            commit.membership(&new.account, membership)
        });
        let family = write_item(&keys::refresh(&new.family.id), &new.family);
        commit
            .led_by(by, &[])
            .put(Part::SignIn, family, Expression::absent())
            .record(entry)
    }

    /// Marks a link as used, while there is room for tries.
    fn use_link(self, link: &StaffLink, window: &Window, now: Timestamp) -> Self {
        let before = Expression::before(link.version);
        self.put(Part::Link, link_item(link), before)
            .ask_room(0, window, now)
    }
}

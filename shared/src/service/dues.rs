//! What customers owe: who does, why, and money that comes for it, exactly once.

use super::admit;
use super::approval;
use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use super::till;
use crate::auth::staff_token::StaffClaims;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed};
use crate::domain::bill::books::Hand;
use crate::domain::branch::Profile;
use crate::domain::dues::account::{ChangeWish, DuesAccount, DuesWish};
use crate::domain::dues::mark::DuesMark;
use crate::domain::dues::on_account::Moved;
use crate::domain::id::{BranchId, DuesId};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::till::entry::TillEntry;
use crate::store::{Approval, DuesPage, Entered, Retry, Settling, Store};
use crate::wire::dues::{DuesDetail, DuesPaid};

/// Accounts of one page.
pub const PAGE: usize = 50;
/// Entries of one page.
const ENTRIES: usize = 50;

/// What staff sent for an account, parsed, with a token that was verified and may be over by now.
#[derive(Debug, Clone)]
pub struct SettleDues {
    /// Who says so.
    pub claims: StaffClaims,
    /// The account, of their branch.
    pub account: DuesId,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    pub wish: DuesWish,
    /// The secret of a colleague's approval.
    pub approval: Option<String>,
    /// From where and when.
    pub by: By,
}

/// Those who owe a branch something, the longest owing first. Looked for by a whole telephone
/// number, its account is the answer whether it owes or not.
///
/// # Errors
/// `NotFound` for a branch that is not there; `Invalid` for a mark that no page said; or when the
/// store fails.
pub async fn list(
    store: &Store,
    branch: &BranchId,
    sought: Option<&str>,
    after: Option<DuesMark>,
) -> Result<DuesPage, Refusal> {
    let sought = sought.map(str::trim).filter(|sought| !sought.is_empty());
    if let Some(sought) = sought {
        let profile = store.profile(branch).await?;
        let profile = profile.ok_or(Refusal::NotFound("branch"))?;
        let phone = PhoneNumber::parse_as("search", sought, profile.currency).ok();
        if let Some(phone) = phone
            && let Some(account) = store.dues_of_phone(branch, &phone).await?
        {
            return Ok(DuesPage {
                accounts: vec![account],
                next: None,
            });
        }
    }
    let after = match after {
        Some(mark) => {
            let id = mark.account(branch)?;
            Some((mark, id))
        }
        None => None,
    };
    let meant = |account: &DuesAccount| sought.is_none_or(|sought| account.is_meant_by(sought));
    Ok(store.open_dues(branch, after, (PAGE, meant)).await?)
}

/// An account with a page of its ledger, the newest entry first.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn read(
    store: &Store,
    account: &DuesId,
    before: Option<u32>,
) -> Result<DuesDetail, Refusal> {
    let (known, entries) = tokio::try_join!(
        store.dues_account(account),
        store.dues_entries(account, before, ENTRIES),
    )?;
    let known = known.ok_or(Refusal::NotFound("account"))?;
    Ok(DuesDetail::of(&known, &entries))
}

/// Takes money for what is owed, or pays out what is to their credit, or says again what became of
/// it.
///
/// # Errors
/// When the sign-in is over, there is no such account, the key came with another body, the approval
/// does not count, or the domain refuses: nothing was written then. When the store fails, a retry with the same key tells.
pub async fn settle(store: &Store, request: &SettleDues) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, request.account.branch());
    let standing = admit::require_current(store, &request.claims, now);
    let profile = async { Ok::<_, Refusal>(store.profile(&branch).await?) };
    let sent = request.approval.as_deref();
    let approval = approval::sent(store, sent, &request.claims, (&branch, now));
    let (_, profile, approval) = tokio::try_join!(standing, profile, approval)?;
    let profile = profile.ok_or(Refusal::NotFound("branch"))?;
    let hand = Hand {
        by: request.claims.sub.clone(),
        role: request.claims.access.role,
        approved_by: approval.as_ref().map(|given| given.approved_by.clone()),
        at: now,
        day: profile.business_day(now),
        coin: profile.smallest_coin,
    };
    match attempts(store, request, (&profile, approval.as_ref()), &hand).await {
        // What is not owed (any more), this very request may have settled.
        Err(refusal @ Refusal::Domain(_)) => request.intent.replay_or(store, now, refusal).await,
        ended => ended,
    }
}

async fn attempts(
    store: &Store,
    request: &SettleDues,
    (profile, approval): (&Profile, Option<&Approval>),
    hand: &Hand,
) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, request.account.branch());
    if request.approval.is_some() && approval.is_none() {
        return Err(DomainError::ApprovalOver.into());
    }
    let mut tries = Retry::CROWD.tries();
    loop {
        let account = store.dues_account(&request.account).await?;
        let account = account.ok_or(Refusal::NotFound("account"))?;
        let (account, entry) = account.money(&request.wish, hand)?;
        let id = (request.intent.unique(), &branch);
        let counts = TillEntry::of_dues(id, &entry, hand).ok_or(DomainError::NothingOwed)?;
        let moved = Moved { account, entry };
        let location = format!("/api/v1/branches/{branch}/dues/{}", request.account);
        let answer = Answer::new(location, &DuesPaid::of(&moved))?;
        let record = request.intent.record(&answer, now);
        let entry = told(request, hand)?;
        let settling = Settling {
            moved: &moved,
            till: &counts,
            approval,
            record: &record,
            entry: &entry,
        };
        match store.settle_dues(settling, now).await? {
            Entered::Stands => return Ok(answer),
            Entered::Answered(record) => return request.intent.replay(*record),
            Entered::Closed => return Err(till::closed(profile, hand.day, now).into()),
            Entered::ApprovalUsed => return Err(DomainError::ApprovalOver.into()),
            Entered::FloatSaid | Entered::Again => tries.again().await?,
        }
    }
}

/// What the record says of it.
fn told(request: &SettleDues, hand: &Hand) -> Result<AuditEntry, Refusal> {
    let branch = request.account.branch();
    let of = |deed| request.by.entry(&branch, deed);
    let entry = match &request.wish {
        DuesWish::Settle(wish) => of(Deed::DuesSettled)?
            .about(&request.account)
            .with("amount", wish.amount.minor),
        DuesWish::PayOut(wish) => of(Deed::DuesPaidOut)?
            .about(&request.account)
            .with("amount", wish.amount.minor)
            .with("reason", wish.reason.as_str()),
    };
    Ok(match &hand.approved_by {
        Some(manager) => entry.with("approved_by", manager),
        None => entry,
    })
}

/// Gives an account another name or limit. One that says nothing new writes nothing.
///
/// # Errors
/// `NotFound`; what [`DuesAccount::change`] refuses; or when the store fails.
pub async fn change(
    store: &Store,
    id: &DuesId,
    wish: &ChangeWish,
    by: &By,
) -> Result<DuesAccount, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        let account = store.dues_account(id).await?;
        let account = account.ok_or(Refusal::NotFound("account"))?;
        let after = account.change(wish)?;
        if (&after.name, after.limit) == (&account.name, account.limit) {
            return Ok(account);
        }
        let entry = by.entry(&id.branch(), Deed::DuesChanged)?.about(id);
        let entry = match after.limit {
            Some(limit) => entry.with("limit", limit.minor),
            None => entry,
        };
        if store.save_dues(&after, &entry).await? {
            return Ok(after);
        }
        tries.again().await?;
    }
}

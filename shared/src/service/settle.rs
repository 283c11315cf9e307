//! A check's money, exactly once: billed, paid, settled, given back.
//!
//! What a decision looks at is read in one query; what it writes is one commit under the version of
//! the check's settlement, with the numbers of new bills. Whoever was slower decides again.

use jiff::Timestamp;

use super::admit;
use super::approval;
use super::asked::{asked_of, is_shown};
use super::check::refused;
use super::intent::Answer;
use super::printing::bill::House;
use super::refusal::Refusal;
use super::tax;
use super::till;
use crate::domain::DomainError;
use crate::domain::bill::books::Hand;
use crate::domain::bill::issue::Making;
use crate::domain::bill::seller::Seller;
use crate::domain::bill::split::MAX_SHARES;
use crate::domain::branch::Profile;
use crate::domain::id::{BillId, CheckId, DuesId};
use crate::domain::till::entry::TillEntry;
use crate::store::{Approval, Booked, Booking, Retry, Store};
use crate::wire::bill::BillList;

mod deal;
mod decide;
mod on_account;
mod preview;
mod request;
mod told;

pub use deal::Deal;
use decide::{answered, decide, leaves, papers, printed, with};
pub use preview::preview;
pub use request::SettleRequest;
use told::{answer, entry};

/// A check with its bills, and how its guests say that they will pay.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn bills(store: &Store, check: &CheckId, now: Timestamp) -> Result<BillList, Refusal> {
    let found = store.books_and_party(check).await?;
    let (books, party) = found.ok_or(Refusal::NotFound("check"))?;
    let list = BillList::of(&books)?;
    if !party.calls.iter().any(is_shown) {
        return Ok(list);
    }
    let profile = tax::of_party(store, &party, now).await?;
    Ok(BillList {
        asked: asked_of(&books, &party, profile.tax_rules(now)),
        ..list
    })
}

/// Does it, or says again what became of it.
///
/// # Errors
/// When the sign-in is over, the check or bill is not there, the key came with another body, the
/// approval does not count, the business day is closed, or the domain refuses: nothing was written
/// then. When the store fails,
/// a retry with the same key tells.
pub async fn settle(store: &Store, request: &SettleRequest) -> Result<Answer, Refusal> {
    let now = request.by.at;
    let standing = admit::require_current(store, &request.claims, now);
    let house = house(store, request);
    let branch = request.check.branch();
    let of = (&branch, now);
    let approval = approval::sent(store, request.approval.as_deref(), &request.claims, of);
    let (_, house, approval) = tokio::try_join!(standing, house, approval)?;
    match attempts(store, request, &house, approval.as_ref()).await {
        // What cannot be done (any more), this very request may have done it.
        Err(refusal @ (Refusal::Domain(_) | Refusal::SessionEnded)) => {
            request.intent.replay_or(store, now, refusal).await
        }
        ended => ended,
    }
}

/// The branch as it works, and who sells there, where bills may be issued.
async fn house(
    store: &Store,
    request: &SettleRequest,
) -> Result<(Profile, Option<Seller>), Refusal> {
    let profile = store.profile(&request.check.branch()).await?;
    let profile = profile.ok_or(Refusal::NotFound("branch"))?;
    let seller = match request.deal.numbers() {
        false => None,
        true => {
            let brand = store.brand(&profile.brand_id).await?;
            Some(profile.seller(&brand.ok_or(Refusal::NotFound("brand"))?.name))
        }
    };
    Ok((profile, seller))
}

async fn attempts(
    store: &Store,
    request: &SettleRequest,
    (profile, seller): &(Profile, Option<Seller>),
    approval: Option<&Approval>,
) -> Result<Answer, Refusal> {
    let (now, branch) = (request.by.at, request.check.branch());
    if request.approval.is_some() && approval.is_none() {
        return Err(DomainError::ApprovalOver.into());
    }
    let hand = Hand {
        by: request.claims.sub.clone(),
        role: request.claims.access.role,
        approved_by: approval.map(|approval| approval.approved_by.clone()),
        at: now,
        day: profile.business_day(now),
        coin: profile.smallest_coin,
    };
    let series = profile.series(now);
    let ids = bill_ids(request)?;
    let house = match &request.print {
        Some(wish) => Some(House::of(store, profile, wish).await?),
        None => None,
    };
    let mut last = 0;
    if request.deal.numbers() {
        last = store.last_bill_number(&branch, &series).await?;
    }
    let mut tries = Retry::CROWD.and(MAX_SHARES).tries();
    let mut books = None;
    loop {
        let state = match books.take() {
            Some(state) => state,
            None => {
                let state = store.books(&request.check).await?;
                state.ok_or(Refusal::NotFound("check"))?
            }
        };
        let making = Making {
            rules: profile.tax_rules(now),
            series: &series,
            last,
            ids: &ids,
            seller: seller.as_ref(),
            hand: &hand,
        };
        let owing = match request.deal.whose() {
            Some(whose) => {
                let new = DuesId::new(&branch, &request.unique("dues", 0))?;
                Some(on_account::owing(store, &state, whose, (new, now)).await?)
            }
            None => None,
        };
        let mut decision = decide(request, &state, making, owing.as_ref()).map_err(refused)?;
        let table = leaves(store, &state.check, decision.check.as_ref()).await?;
        let call = answered(store, request, &decision).await?;
        let mut after = with(&state, &decision);
        let jobs = match &house {
            Some(house) => house.jobs(&after, &papers(&request.deal, &decision), now)?,
            None => Vec::new(),
        };
        decision.settlement = decision.settlement.printed(&printed(&jobs));
        after.settlement = decision.settlement.clone();
        let answer = answer(&request.deal, &after, (&decision, &jobs))?;
        let entry = entry(request, &hand, &after, &decision)?;
        let id = request.unique("till", 0);
        let counts = match request.deal.till() {
            Some(deed) => TillEntry::of_check(id, deed, &state, &after, &hand)?,
            None => None,
        };
        let booking = Booking {
            before: &state.check,
            after: decision.check.as_ref(),
            settlement: &decision.settlement,
            bills: &decision.bills,
            payments: &decision.payments,
            refund: decision.refund.as_ref(),
            dues: decision.dues.as_ref(),
            numbers: (decision.last > last).then_some((&series, last, decision.last)),
            table: table.as_ref(),
            approval,
            entry: counts.as_ref(),
            jobs: &jobs,
            call: call.as_ref(),
        };
        let record = request.intent.record(&answer, now);
        match store.book(booking, &record, &entry, now).await? {
            Booked::Stands => return Ok(answer),
            Booked::Answered(record) => return request.intent.replay(*record),
            Booked::ApprovalUsed => return Err(DomainError::ApprovalOver.into()),
            Booked::DayClosed => return Err(till::closed(profile, hand.day, now).into()),
            // All else is as it was: the next number comes back with the refusal, and after a pause
            // it would be old again.
            Booked::Numbered(taken) => {
                last = taken;
                books = Some(state);
                tries.at_once()?;
            }
            Booked::Again => tries.again().await?,
        }
    }
}

/// IDs for what the request makes, the same for each retry.
fn bill_ids(request: &SettleRequest) -> Result<Vec<BillId>, Refusal> {
    if !request.deal.numbers() {
        return Ok(Vec::new());
    }
    let ids = (0..=MAX_SHARES).map(|n| BillId::new(&request.check, &request.unique("bill", n)));
    Ok(ids.collect::<Result<_, _>>()?)
}

//! What bills would be, before anybody makes them.

use super::decide::{decide, with};
use super::request::SettleRequest;
use super::{bill_ids, house};
use crate::domain::bill::books::Hand;
use crate::domain::bill::issue::Making;
use crate::domain::role::Role;
use crate::service::admit;
use crate::service::check::refused;
use crate::service::refusal::Refusal;
use crate::store::Store;
use crate::wire::bill::BillList;

/// The check with its bills as they would be, by the very decision that makes them. Nothing is
/// written, no key is used up and nobody has to approve a sum that is only looked at. Numbers are
/// those that would come next, and IDs those that the same key would give.
///
/// # Errors
/// When the sign-in is over, the check is not there, or the domain refuses bills like these; when
/// the store fails.
pub async fn preview(store: &Store, request: &SettleRequest) -> Result<BillList, Refusal> {
    let now = request.by.at;
    let standing = admit::require_current(store, &request.claims, now);
    let books = async {
        let books = store.books(&request.check).await?;
        books.ok_or(Refusal::NotFound("check"))
    };
    let (_, (profile, seller), books) = tokio::try_join!(standing, house(store, request), books)?;
    let series = profile.series(now);
    let hand = Hand {
        by: request.claims.sub.clone(),
        role: Role::Owner,
        approved_by: None,
        at: now,
        day: profile.business_day(now),
        coin: profile.smallest_coin,
    };
    let making = Making {
        rules: profile.tax_rules(now),
        series: &series,
        last: store
            .last_bill_number(&request.check.branch(), &series)
            .await?,
        ids: &bill_ids(request)?,
        seller: seller.as_ref(),
        hand: &hand,
    };
    let decision = decide(request, &books, making, None).map_err(refused)?;
    Ok(BillList::of(&with(&books, &decision))?)
}

//! A guest's order, exactly once.
//!
//! Two sequential round trips: the desk is read and the number drawn side by side, then
//! everything is committed in one transaction.

use std::sync::Arc;

use super::admit;
use super::by::By;
use super::intent::{Answer, Intent};
use super::refusal::Refusal;
use crate::auth::AuthError;
use crate::auth::guest_token::GuestToken;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::audit::{Actor, Deed};
use crate::domain::id::OrderId;
use crate::domain::place::{Naming, PlaceOrder, Situation, place};
use crate::store::{Branch, Desk, Placing, Retry, Store};
use crate::wire::order::OrderView;

/// What a guest sent, parsed and not yet verified.
#[derive(Debug)]
pub struct OrderRequest {
    /// Who says so.
    pub token: GuestToken,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    /// What they ask for.
    pub command: PlaceOrder,
    /// From where and when; who it is, the token says.
    pub by: By,
}

/// Places an order, or says again what became of it.
///
/// # Errors
/// When the guest's token is over, the key came with another body, [`place`] refuses or the
/// cart moved: nothing was written then. When the store fails, a retry with the same key tells.
pub async fn place_order(store: &Store, request: &OrderRequest) -> Result<Answer, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        if let Some(answer) = attempt(store, request).await? {
            return Ok(answer);
        }
        tries.again().await?;
    }
}

/// One attempt; `None` when somebody else committed in between and it must be made again.
async fn attempt(store: &Store, request: &OrderRequest) -> Result<Option<Answer>, Refusal> {
    let OrderRequest {
        token,
        intent,
        command,
        by,
    } = request;
    let now = by.at;
    let Reading {
        mut desk,
        branch,
        business_day,
        number,
    } = read(store, request).await?;
    let answered = desk.answered.take().filter(|a| a.is_live(now));
    let (check, guest) = admit::guest(token, desk.check.take(), desk.guest.take(), now)?;
    if let Some(record) = answered {
        return intent.replay(record).map(Some);
    }
    let stock = desk.stock.take().ok_or(Refusal::NotFound("branch"))?;
    let branch = store
        .branch(&check.branch_id, &stock)
        .await?
        .unwrap_or(branch);
    let cart = desk.cart(&check, &guest.id);
    let id = OrderId::new(&check.id, &secret::unique(now)?)?;
    let situation = Situation {
        check: &check,
        guest: &guest,
        cart: &cart,
        menu: &branch.menu,
        stock: &stock,
        auto_accept: branch.profile.auto_accept,
    };
    let naming = Naming {
        id,
        number,
        business_day,
    };
    let order = match place(situation, command, naming, now) {
        Ok(order) => order,
        // A batch is not one moment: it may have missed the record and still brought the
        // cart that this very request emptied. What looks like a refusal is looked up again.
        Err(refusal) => {
            return match store.answered(&intent.scope, &intent.key).await? {
                Some(record) if record.is_live(now) => intent.replay(record).map(Some),
                _ => Err(refusal.into()),
            };
        }
    };
    let location = format!("/api/v1/orders/{}", order.id);
    let answer = Answer::new(location, &OrderView::from(&order))?;
    let record = intent.record(&answer, now);
    let by = by.or_rather(Actor::Guest {
        id: guest.id,
        session: check.id,
    });
    let entry = by
        .entry(&order.branch_id, Deed::OrderPlaced)?
        .about(&order.id)
        .with("number", order.number)
        .with("total", order.total.minor);
    match store.place(&order, &cart, &record, &entry, now).await? {
        Placing::Placed => Ok(Some(answer)),
        Placing::Answered(record) => intent.replay(record).map(Some),
        Placing::SessionClosed => Err(DomainError::SessionClosed.into()),
        Placing::CartMoved(Some(cart)) => Err(DomainError::CartChanged(Box::new(cart)).into()),
        Placing::CartMoved(None) | Placing::Again => Ok(None),
    }
}

/// What a decision stands on.
struct Reading {
    desk: Desk,
    branch: Arc<Branch>,
    business_day: String,
    number: u32,
}

/// The desk and a number, side by side. Only a cold process reads the branch first.
async fn read(store: &Store, request: &OrderRequest) -> Result<Reading, Refusal> {
    let OrderRequest {
        token, intent, by, ..
    } = request;
    let id = token.check.branch();
    let branch = match store.remembered_branch(&id) {
        Some(branch) => branch,
        None => store.load_branch(&id).await?.ok_or(AuthError::Invalid)?,
    };
    let business_day = branch.profile.business_day(by.at);
    let (desk, number) = tokio::try_join!(
        store.desk(
            &token.check,
            &token.guest,
            Some((&intent.scope, &intent.key))
        ),
        store.next_order_number(&id, &business_day),
    )?;
    Ok(Reading {
        desk,
        branch,
        business_day,
        number,
    })
}

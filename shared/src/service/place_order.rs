//! A guest's order, exactly once.
//!
//! Two sequential round trips: the desk is read and the number drawn side by side, then
//! everything is committed in one transaction.

use std::sync::Arc;

use jiff::Timestamp;

use crate::api::guest_access;
use crate::api::idempotency::Intent;
use crate::api::problem::{Code, Problem};
use crate::auth::AuthError;
use crate::auth::guest_token::GuestToken;
use crate::auth::secret;
use crate::domain::DomainError;
use crate::domain::audit::{Actor, AuditEntry, Deed, Origin};
use crate::domain::id::OrderId;
use crate::domain::order::Order;
use crate::domain::place::{Naming, PlaceOrder, Situation, place};
use crate::store::{Branch, Desk, Idempotent, Placing, Store};
use crate::wire::cart::CartView;
use crate::wire::order::OrderView;

/// How often the whole decision is made again when what it stood on is gone.
const MAX_TRIES: u32 = 8;

/// What a guest sent, parsed and not yet verified.
#[derive(Debug)]
pub struct OrderRequest {
    /// Who says so.
    pub token: GuestToken,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    /// What they ask for.
    pub command: PlaceOrder,
    /// When.
    pub now: Timestamp,
    /// From where, for the record.
    pub origin: Origin,
}

/// The answer to an order that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderTaken {
    /// Where the order is.
    pub location: String,
    /// The order as JSON, the same bytes for every retry.
    pub body: String,
    /// Whether an earlier request placed it.
    pub replayed: bool,
}

/// Places an order, or says again what became of it.
///
/// # Errors
/// 401 when the guest's token is over, 422 when the key came with another body, 409 for
/// what [`place`] refuses or a cart that moved, 503 when the store fails; nothing was
/// written then, but for 503, after which a retry with the same key tells.
pub async fn place_order(store: &Store, request: &OrderRequest) -> Result<OrderTaken, Problem> {
    for _ in 0..MAX_TRIES {
        if let Some(taken) = attempt(store, request).await? {
            return Ok(taken);
        }
    }
    Err(Problem::new(
        Code::InProgress,
        "The same moment is busy. Please try again.",
    )
    .after(1))
}

/// One try; `None` when somebody else committed in between and it must be made again.
async fn attempt(store: &Store, request: &OrderRequest) -> Result<Option<OrderTaken>, Problem> {
    let OrderRequest {
        token,
        intent,
        command,
        now,
        origin,
    } = request;
    let now = *now;
    let Reading {
        mut desk,
        branch,
        business_day,
        number,
    } = read(store, request).await?;
    let answered = desk.answered.take().filter(|a| a.is_live(now));
    let (check, guest) = guest_access::admit(token, desk.check.take(), desk.guest.take(), now)?;
    if let Some(record) = answered {
        return replay(intent, record).map(Some);
    }
    let stock = desk
        .stock
        .take()
        .ok_or_else(|| Problem::not_found("branch"))?;
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
                Some(record) if record.is_live(now) => replay(intent, record).map(Some),
                _ => Err(refusal.into()),
            };
        }
    };
    let taken = answer(&order)?;
    let record = intent.record(&taken.location, &taken.body, now);
    let who = Actor::Guest {
        id: guest.id,
        session: check.id,
    };
    let entry = AuditEntry::new(
        secret::unique(now)?,
        &order.branch_id,
        who,
        Deed::OrderPlaced,
        origin,
        now,
    )
    .about(&order.id)
    .with("number", order.number)
    .with("total", order.total.minor);
    let store = store.noting(entry);
    match store.place(&order, &cart, &record, now).await? {
        Placing::Placed => Ok(Some(taken)),
        Placing::Answered(record) => replay(intent, record).map(Some),
        Placing::SessionClosed => Err(DomainError::SessionClosed.into()),
        Placing::CartMoved(Some(cart)) => Err(moved(&CartView::from(&cart))),
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
async fn read(store: &Store, request: &OrderRequest) -> Result<Reading, Problem> {
    let OrderRequest {
        token, intent, now, ..
    } = request;
    let id = token.check.branch();
    let branch = match store.remembered_branch(&id) {
        Some(branch) => branch,
        None => store.load_branch(&id).await?.ok_or(AuthError::Invalid)?,
    };
    let business_day = branch.profile.business_day(*now);
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

fn answer(order: &Order) -> Result<OrderTaken, Problem> {
    let body = serde_json::to_string(&OrderView::from(order))
        .map_err(|e| Problem::new(Code::Internal, "The answer could not be written.").because(e))?;
    Ok(OrderTaken {
        location: format!("/api/v1/orders/{}", order.id),
        body,
        replayed: false,
    })
}

fn replay(intent: &Intent, record: Idempotent) -> Result<OrderTaken, Problem> {
    intent.require_same(&record)?;
    Ok(OrderTaken {
        location: record.location,
        body: record.body,
        replayed: true,
    })
}

fn moved(cart: &CartView) -> Problem {
    Problem::new(
        Code::CartChanged,
        "Somebody at the table changed or sent the cart.",
    )
    .with("cart", cart)
}

//! `POST /api/v1/orders`: the guest's order, exactly once.
//!
//! Two sequential round trips: the desk is read and the number drawn side by side, then
//! everything is committed in one transaction.

use std::sync::Arc;

use jiff::Timestamp;
use salver::api::idempotency::Intent;
use salver::api::problem::Code;
use salver::api::types::{CartView, OrderView, PlaceOrderRequest};
use salver::api::{App, Call, Problem, Reply, guest_access};
use salver::auth::guest_token::GuestToken;
use salver::auth::secret;
use salver::domain::DomainError;
use salver::domain::id::OrderId;
use salver::domain::order::Order;
use salver::domain::place::{Naming, PlaceOrder, Situation, place};
use salver::domain::text::Note;
use salver::store::{Branch, Desk, Placing, Store};

/// How often the whole decision is made again when others commit at the same moment.
const MAX_TRIES: u32 = 8;

/// Places the order, or tells why not.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let scope = format!("{}.{}", token.check, token.guest);
    let intent = Intent::new(scope, call.idempotency_key()?, call.route(), call.body()?);
    let command = command(call.json()?)?;
    for _ in 0..MAX_TRIES {
        if let Some(reply) = attempt(app.store(), &token, &intent, &command, call.now).await? {
            return Ok(reply);
        }
    }
    Err(Problem::new(
        Code::InProgress,
        "The same moment is busy. Please try again.",
    )
    .after(1))
}

fn command(request: PlaceOrderRequest) -> Result<PlaceOrder, DomainError> {
    Ok(PlaceOrder {
        cart_version: request.cart_version,
        expected_total: request.expected_total,
        payment_method: request.payment_method,
        note: Note::parse(request.note.as_deref())?,
    })
}

/// One try; `None` when somebody else committed in between and it must be made again.
async fn attempt(
    store: &Store,
    token: &GuestToken,
    intent: &Intent,
    command: &PlaceOrder,
    now: Timestamp,
) -> Result<Option<Reply>, Problem> {
    let (mut desk, branch, business_day, number) = read(store, token, intent, now).await?;
    let answered = desk.answered.take().filter(|a| a.is_live(now));
    let (check, guest) = guest_access::admit(token, desk.check.take(), desk.guest.take(), now)?;
    if let Some(record) = answered {
        return intent.replay(record).map(Some);
    }
    let stock = desk
        .stock
        .take()
        .ok_or_else(|| Problem::not_found("branch"))?;
    let branch = match store.branch(&check.branch_id, &stock).await? {
        Some(fresh) => fresh,
        None => branch,
    };
    let cart = desk.cart(&check, &guest.id);
    let id = OrderId::new(&check.id, &secret::unique(now)?)?;
    let order = place(
        Situation {
            check: &check,
            guest: &guest,
            cart: &cart,
            menu: &branch.menu,
            stock: &stock,
            auto_accept: branch.profile.auto_accept,
        },
        command,
        Naming {
            id,
            number,
            business_day,
        },
        now,
    )?;
    let (location, body) = answer(&order)?;
    match store
        .place(&order, &cart, &intent.record(&location, &body, now), now)
        .await?
    {
        Placing::Placed => Ok(Some(Reply::created(&location, &OrderView::from(&order))?)),
        Placing::Answered(record) => intent.replay(record).map(Some),
        Placing::SessionClosed => Err(DomainError::SessionClosed.into()),
        Placing::CartMoved(Some(cart)) => Err(Problem::new(
            Code::CartChanged,
            "Somebody at the table changed or sent the cart.",
        )
        .with("cart", CartView::from(&cart))),
        Placing::CartMoved(None) | Placing::Conflict => Ok(None),
    }
}

/// The desk and a number, side by side. Only a cold process reads the branch first.
async fn read(
    store: &Store,
    token: &GuestToken,
    intent: &Intent,
    now: Timestamp,
) -> Result<(Desk, Arc<Branch>, String, u32), Problem> {
    let id = token.check.branch();
    let branch = match store.remembered_branch(&id) {
        Some(branch) => branch,
        None => store
            .load_branch(&id)
            .await?
            .ok_or(salver::auth::AuthError::Invalid)?,
    };
    let day = branch.profile.business_day(now);
    let (desk, number) = tokio::try_join!(
        store.desk(
            &token.check,
            &token.guest,
            Some((&intent.scope, &intent.key))
        ),
        store.next_order_number(&id, &day),
    )?;
    Ok((desk, branch, day, number))
}

fn answer(order: &Order) -> Result<(String, String), Problem> {
    let body = serde_json::to_string(&OrderView::from(order))
        .map_err(|e| Problem::new(Code::Internal, "The answer could not be written.").because(e))?;
    Ok((format!("/api/v1/orders/{}", order.id), body))
}

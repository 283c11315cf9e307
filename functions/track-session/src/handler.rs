//! What a guest's phone shows: the snapshot, and the session's orders.

use std::sync::Arc;

use salver::api::operations::order::{LIMIT, NEXT};
use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply, guest_access};
use salver::auth::AuthError;
use salver::auth::guest_token::GuestToken;
use salver::domain::cart::Cart;
use salver::domain::check::Check;
use salver::domain::guest::Guest;
use salver::domain::id::OrderId;
use salver::domain::topic::Topic;
use salver::store::Party;
use salver::wire::call::CallView;
use salver::wire::cart::CartView;
use salver::wire::guest::GuestView;
use salver::wire::order::{OrderList, OrderView};
use salver::wire::session::{CheckSummary, SessionView, Snapshot};

/// Orders of a page when the caller names no number.
const USUAL_LIMIT: usize = 50;

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    match call.route() {
        "GET /api/v1/session" => snapshot(&app, &call).await,
        "GET /api/v1/orders" => orders(&app, &call).await,
        "GET /api/v1/orders/{order}" => order(&app, &call).await,
        _ => Err(unknown_route(&call)),
    }
}

async fn snapshot(app: &App, call: &Call) -> Result<Reply, Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let topic = Topic::session(&token.check);
    // The sequence first: an event that comes between the two reads is then seen as newer.
    let topics = app.store().sequences(std::slice::from_ref(&topic)).await?;
    let party = app
        .store()
        .party(&token.check)
        .await?
        .ok_or(AuthError::Invalid)?;
    let Party {
        check,
        guests,
        carts,
        orders,
        calls,
    } = party;
    let me = guests.iter().find(|g| g.id == token.guest).cloned();
    let (check, me) = guest_access::admit(&token, Some(check), me, call.now)?;
    let cart_id = check.cart_id(&me.id);
    let cart = carts.into_iter().find(|c| c.id == cart_id);
    let cart = cart.unwrap_or_else(|| Cart::empty(cart_id, check.total.currency));
    Reply::ok(&Snapshot {
        session: SessionView::from(&check),
        me: GuestView::from(&me),
        guests: guests.iter().map(GuestView::from).collect(),
        cart: CartView::from(&cart),
        orders: orders.iter().map(OrderView::from).collect(),
        calls: calls.iter().map(CallView::from).collect(),
        check: CheckSummary {
            total: check.total,
            order_count: check.order_count,
        },
        topics,
    })
}

async fn admit(app: &App, call: &Call) -> Result<(Check, Guest), Problem> {
    let token = GuestToken::parse(call.bearer()?)?;
    let (check, guest) = app
        .store()
        .check_and_guest(&token.check, &token.guest)
        .await?;
    guest_access::admit(&token, check, guest, call.now)
}

async fn orders(app: &App, call: &Call) -> Result<Reply, Problem> {
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let limit = call.number(&LIMIT)?.map_or(USUAL_LIMIT, count);
    let start = call.number(&NEXT)?.map_or(0, count);
    let (check, _) = admit(app, call).await?;
    let orders = app.store().orders_of(&check.id).await?;
    let end = start.saturating_add(limit).min(orders.len());
    let page = orders.get(start..end).unwrap_or_default();
    Reply::ok(&OrderList {
        orders: page.iter().map(OrderView::from).collect(),
        next: (end < orders.len()).then(|| end.to_string()),
    })
}

async fn order(app: &App, call: &Call) -> Result<Reply, Problem> {
    let (check, _) = admit(app, call).await?;
    let id: OrderId = call.id("order")?;
    // Another party's order is as good as none.
    if id.check() != check.id {
        return Err(Problem::not_found("order"));
    }
    let order = app
        .store()
        .order(&id)
        .await?
        .ok_or_else(|| Problem::not_found("order"))?;
    Reply::ok(&OrderView::from(&order))
}

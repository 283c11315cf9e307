//! What a guest's phone shows: the snapshot, the session's orders, and its bills.

use salver::api::operations::order::{LIMIT, NEXT};
use salver::api::operations::order::{LIST_ORDERS, READ_ORDER};
use salver::api::operations::session::{READ_SESSION, READ_SESSION_BILLS};
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::AuthError;
use salver::auth::guest_token::GuestToken;
use salver::domain::cart::Cart;
use salver::domain::check::Check;
use salver::domain::guest::Guest;
use salver::domain::id::OrderId;
use salver::domain::topic::Topic;
use salver::service::{admit, asked, tax};
use salver::wire::call::CallView;
use salver::wire::cart::CartView;
use salver::wire::guest::GuestView;
use salver::wire::order::{OrderList, OrderView};
use salver::wire::session::{CheckSummary, SessionView, Snapshot};

use crate::parts::Parts;

/// Orders of a page when the caller names no number.
const USUAL_LIMIT: usize = 50;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_SESSION, |parts, http| Box::pin(snapshot(parts, http)))
        .on(&READ_SESSION_BILLS, |parts, http| {
            Box::pin(bills(parts, http))
        })
        .on(&LIST_ORDERS, |parts, http| Box::pin(orders(parts, http)))
        .on(&READ_ORDER, |parts, http| Box::pin(order(parts, http)))
}

async fn snapshot(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    let topic = Topic::session(&token.check);
    // The sequence first: an event that comes between the two reads is then seen as newer.
    let sequences = parts.store.sequences(std::slice::from_ref(&topic));
    let branch = token.check.branch();
    let profile = parts.store.recent_profile(&branch, http.now);
    let (topics, _) = tokio::try_join!(sequences, profile)?;
    let party = parts
        .store
        .party(&token.check)
        .await?
        .ok_or(AuthError::Invalid)?;
    let me = party.guests.iter().find(|g| g.id == token.guest).cloned();
    let (check, me) = admit::guest(&token, Some(party.check.clone()), me, http.now)?;
    let cart_id = check.cart_id(&me.id);
    let cart = party.carts.iter().find(|c| c.id == cart_id).cloned();
    let cart = cart.unwrap_or_else(|| Cart::empty(cart_id, check.total.currency));
    let profile = tax::of_party(&parts.store, &party, http.now).await?;
    let rules = profile.tax_rules(http.now);
    let orders = party.orders.iter();
    Reply::ok(&Snapshot {
        session: SessionView::from(&check),
        me: GuestView::from(&me),
        guests: party.guests_shown().map(GuestView::from).collect(),
        cart: CartView::taxed(&cart, rules),
        orders: orders.map(|order| OrderView::taxed(order, rules)).collect(),
        calls: party.calls_shown().map(CallView::from).collect(),
        check: CheckSummary::of(&check, &party.orders, rules),
        topics,
    })
}

async fn bills(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    Reply::ok(&asked::bills(&parts.store, &token, http.now).await?)
}

async fn admitted(parts: &Parts, http: &HttpRequest) -> Result<(Check, Guest), Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    Ok(admit::read_guest(&parts.store, &token, http.now).await?)
}

async fn orders(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let limit = http.number(&LIMIT)?.map_or(USUAL_LIMIT, count);
    let start = http.number(&NEXT)?.map_or(0, count);
    let (check, _) = admitted(parts, http).await?;
    let store = &parts.store;
    let profile = store.recent_profile(&check.branch_id, http.now);
    let (orders, profile) = tokio::try_join!(store.orders_of(&check.id), profile)?;
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    let rules = profile.tax_rules(http.now);
    let end = start.saturating_add(limit).min(orders.len());
    let page = orders.get(start..end).unwrap_or_default();
    Reply::ok(&OrderList {
        orders: page
            .iter()
            .map(|order| OrderView::taxed(order, rules))
            .collect(),
        next: (end < orders.len()).then(|| end.to_string()),
    })
}

async fn order(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let (check, _) = admitted(parts, http).await?;
    let id: OrderId = http.id("order")?;
    // Another party's order is as good as none.
    if id.check() != check.id {
        return Err(Problem::not_found("order"));
    }
    let store = &parts.store;
    let profile = store.recent_profile(&check.branch_id, http.now);
    let (order, profile) = tokio::try_join!(store.order(&id), profile)?;
    let order = order.ok_or_else(|| Problem::not_found("order"))?;
    let profile = profile.ok_or_else(|| Problem::not_found("branch"))?;
    Reply::ok(&OrderView::taxed(&order, profile.tax_rules(http.now)))
}

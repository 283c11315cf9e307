//! The live cart: read it, make a line so, remove lines.

use salver::api::operations::cart::{CLEAR_CART, PUT_CART_LINE, READ_CART, REMOVE_CART_LINE};
use salver::api::{HttpRequest, Problem, Reply, Router};
use salver::auth::guest_token::GuestToken;
use salver::domain::cart::{Cart, PutLine};
use salver::service::cart;

use crate::parts::Parts;

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_CART, |parts, http| Box::pin(read(parts, http)))
        .on(&PUT_CART_LINE, |parts, http| Box::pin(put(parts, http)))
        .on(&REMOVE_CART_LINE, |parts, http| {
            Box::pin(remove(parts, http))
        })
        .on(&CLEAR_CART, |parts, http| Box::pin(clear(parts, http)))
}

/// What every edit starts from.
async fn standing(parts: &Parts, http: &HttpRequest) -> Result<cart::Editing, Problem> {
    let token = GuestToken::parse(http.bearer()?)?;
    Ok(cart::read(&parts.store, &token, http.now).await?)
}

async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let at = standing(parts, http).await?;
    reply(parts, &at, &at.cart, http).await
}

async fn put(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let at = standing(parts, http).await?;
    let cart = cart::put(&parts.store, &at, &line(http)?, http.now).await?;
    reply(parts, &at, &cart, http).await
}

async fn remove(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let at = standing(parts, http).await?;
    let cart = cart::remove(&parts.store, &at, &http.id("line")?, http.now).await?;
    reply(parts, &at, &cart, http).await
}

async fn clear(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let at = standing(parts, http).await?;
    let cart = cart::clear(&parts.store, &at, http.now).await?;
    reply(parts, &at, &cart, http).await
}

/// The cart as it is now.
async fn reply(
    parts: &Parts,
    at: &cart::Editing,
    cart: &Cart,
    http: &HttpRequest,
) -> Result<Reply, Problem> {
    Reply::ok(&cart::view(&parts.store, at, cart, http.now).await?)
}

fn line(http: &HttpRequest) -> Result<PutLine, Problem> {
    let request = http.read(&PUT_CART_LINE)?;
    Ok(request.of_line(http.id("line")?)?)
}

//! A guest's order, exactly once.
//!
//! Two sequential round trips: the state is read and the number drawn side by side, then
//! everything is committed in one transaction. A number that no order got goes back.

use jiff::Timestamp;

use super::admit;
use super::by::By;
use super::intent::{Answer, Intent};
use super::number;
use super::printing::kitchen::{self, Which};
use super::refusal::Refusal;
use crate::auth::guest_token::GuestToken;
use crate::domain::DomainError;
use crate::domain::branch::Profile;
use crate::domain::cart::Cart;
use crate::domain::check::Check;
use crate::domain::id::{CartId, OrderId};
use crate::domain::order::Order;
use crate::domain::placing::{Naming, PlaceOrder, Placement, Situation, place};
use crate::domain::price_list::Channel;
use crate::domain::stock::Stock;
use crate::store::{
    Branch, DrawnNumber, NewOrder, OrderingState, Placing, Retry, Store, StoreError,
};
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
    let mut drawn = None;
    let ended = decide(store, request, &mut drawn).await;
    if let Some(unused) = drawn {
        number::give_back(store, &unused).await;
    }
    ended
}

/// Attempts until one is good. What is left in `drawn` is a number that no order has.
async fn decide(
    store: &Store,
    request: &OrderRequest,
    drawn: &mut Option<DrawnNumber>,
) -> Result<Answer, Refusal> {
    let mut tries = Retry::USUAL.tries();
    loop {
        if let Some(answer) = attempt(store, request, drawn).await? {
            return Ok(answer);
        }
        tries.again().await?;
    }
}

/// One attempt; `None` when somebody else committed in between and it must be made again.
async fn attempt(
    store: &Store,
    request: &OrderRequest,
    drawn: &mut Option<DrawnNumber>,
) -> Result<Option<Answer>, Refusal> {
    let OrderRequest {
        token,
        intent,
        command,
        by,
    } = request;
    let now = by.at;
    let mut state = read(store, request, drawn).await?;
    let (check, guest) = admit::guest(token, state.check.take(), state.guest.take(), now)?;
    let stock = state.stock.take().ok_or(Refusal::NotFound("branch"))?;
    let stock = stock.as_of(now);
    let of = (&token.check.branch(), now);
    let branch = number::with_branch(store, of, &stock, drawn).await?;
    let cart = state.cart(&check, &guest.id);
    let id = OrderId::new(&check.id, &intent.unique())?;
    let situation = Situation {
        check: &check,
        guest: &guest,
        cart: &cart,
        menu: &branch.menu,
        stock: &stock,
        profile: &branch.profile,
    };
    let Some(drawn_number) = drawn.as_ref() else {
        return Ok(None);
    };
    let naming = Naming {
        id: id.clone(),
        request_hash: Some(intent.short_hash().to_owned()),
        number: drawn_number.number,
        business_day: drawn_number.day,
    };
    let placement = match place(situation, command, naming, now) {
        Ok(placement) => placement,
        // What cannot be done (any more), this very request may have done: it emptied the cart.
        Err(refusal) => {
            return match store.order(&id).await? {
                Some(earlier) => replay(&earlier, intent, &branch.profile).map(Some),
                None => Err(told(refusal, (&cart, &check), (&branch, &stock), now)),
            };
        }
    };
    let Placement {
        mut order,
        check: after,
    } = placement;
    let jobs = kitchen::copies(&mut order, &branch.profile, Which::ByThemselves, now)?;
    let new = NewOrder {
        order: &order,
        before: &check,
        after: &after,
        cart: &cart,
        stock: &stock,
        jobs: &jobs,
    };
    // When the store fails now, nobody knows whether an order has the number: it stays drawn.
    let used = drawn.take();
    let placing = store.place(new).await?;
    if let Placing::Placed = placing {
        return answer(&order, &branch.profile).map(Some);
    }
    *drawn = used;
    match placing {
        Placing::Earlier(order) => replay(&order, intent, &branch.profile).map(Some),
        Placing::CheckMoved(check) => {
            // Told as it is now; or the order can be taken all the same.
            check.take_order(order.lines.len(), order.total, now)?;
            Ok(None)
        }
        Placing::CartMoved(Some(cart)) => {
            let rules = branch.profile.tax_rules(now).clone();
            Err(Refusal::CartChanged(Box::new(cart), Some(Box::new(rules))))
        }
        Placing::CartMoved(None) | Placing::Again | Placing::Placed => Ok(None),
    }
}

/// The answer to whoever placed an order, with the taxes of its day: a retry after that is answered
/// alike.
fn answer(order: &Order, profile: &Profile) -> Result<Answer, Refusal> {
    let location = format!("/api/v1/orders/{}", order.id);
    let rules = profile.taxes.on(order.business_day);
    Answer::new(location, &OrderView::taxed(order, rules))
}

/// The answer of before to whoever placed an order, as long as it is asked the same.
fn replay(order: &Order, intent: &Intent, profile: &Profile) -> Result<Answer, Refusal> {
    if order.request_hash.as_deref() != Some(intent.short_hash()) {
        return Err(Refusal::KeyReused);
    }
    Ok(Answer {
        replayed: true,
        ..answer(&order.as_placed()?, profile)?
    })
}

/// A refusal with the cart that the guest should look at now.
fn told(
    refusal: DomainError,
    (cart, check): (&Cart, &Check),
    (branch, stock): (&Branch, &Stock),
    now: Timestamp,
) -> Refusal {
    let channel = Channel::from(&check.place);
    let moment = branch.profile.moment(channel, stock, now);
    let rules = || Some(Box::new(branch.profile.tax_rules(now).clone()));
    match refusal {
        DomainError::CartChanged => Refusal::CartChanged(Box::new(cart.clone()), rules()),
        DomainError::PricesChanged => match cart.repriced(&branch.menu, &moment) {
            Ok(repriced) => Refusal::PricesChanged(Box::new(repriced), rules()),
            Err(other) => other.into(),
        },
        other => other.into(),
    }
}

/// The state and a number, side by side.
async fn read(
    store: &Store,
    request: &OrderRequest,
    drawn: &mut Option<DrawnNumber>,
) -> Result<OrderingState, StoreError> {
    let OrderRequest {
        token, command, by, ..
    } = request;
    let cart = command.cart_id.as_ref().map(CartId::as_str);
    let state = store.ordering_state(&token.check, &token.guest, cart);
    number::beside(store, (&token.check.branch(), by.at), state, drawn).await
}

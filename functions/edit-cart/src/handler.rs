//! The live cart: read it, make a line so, remove lines.

use std::sync::Arc;

use salver::api::serve::unknown_route;
use salver::api::{App, Call, Problem, Reply, guest_access};
use salver::auth::guest_token::GuestToken;
use salver::domain::DomainError;
use salver::domain::cart::{Cart, PutLine};
use salver::domain::check::Check;
use salver::domain::guest::Guest;
use salver::domain::menu::Stock;
use salver::domain::text::Note;
use salver::store::EditError;
use salver::wire::cart::{CartView, PutLineRequest};

/// Routes on the key that API Gateway matched.
pub async fn handle(app: Arc<App>, call: Arc<Call>) -> Result<Reply, Problem> {
    let desk = Desk::read(&app, &call).await?;
    let cart = match call.route() {
        "GET /api/v1/cart" => desk.cart,
        "PUT /api/v1/cart/lines/{line}" => put(&app, &call, desk).await?,
        "DELETE /api/v1/cart/lines/{line}" => {
            let line = call.id("line")?;
            edit(&app, &desk, |cart| cart.remove(&line)).await?
        }
        "DELETE /api/v1/cart" => edit(&app, &desk, Cart::clear).await?,
        _ => return Err(unknown_route(&call)),
    };
    Reply::ok(&CartView::from(&cart))
}

/// What every route here starts from.
struct Desk {
    check: Check,
    guest: Guest,
    stock: Stock,
    cart: Cart,
}

impl Desk {
    async fn read(app: &App, call: &Call) -> Result<Self, Problem> {
        let token = GuestToken::parse(call.bearer()?)?;
        let mut desk = app.store().desk(&token.check, &token.guest, None).await?;
        let (check, guest) =
            guest_access::admit(&token, desk.check.take(), desk.guest.take(), call.now)?;
        let stock = desk
            .stock
            .take()
            .ok_or_else(|| Problem::not_found("branch"))?;
        let cart = desk.cart(&check, &guest.id);
        Ok(Self {
            check,
            guest,
            stock,
            cart,
        })
    }
}

async fn put(app: &App, call: &Call, desk: Desk) -> Result<Cart, Problem> {
    let request: PutLineRequest = call.json()?;
    let line = PutLine {
        id: call.id("line")?,
        item_id: request.item_id,
        quantity: request.quantity,
        options: request.options,
        note: Note::parse(request.note.as_deref())?,
    };
    let branch = app
        .store()
        .branch(&desk.check.branch_id, &desk.stock)
        .await?;
    let branch = branch.ok_or_else(|| Problem::not_found("branch"))?;
    let by = desk.guest.as_adder();
    edit(app, &desk, |cart| {
        cart.put(&branch.menu, &desk.stock, &line, &by)
    })
    .await
}

async fn edit(
    app: &App,
    desk: &Desk,
    change: impl Fn(&Cart) -> Result<Cart, DomainError>,
) -> Result<Cart, Problem> {
    app.store()
        .edit_cart(&desk.check.id, desk.cart.clone(), change)
        .await
        .map_err(|e| match e {
            EditError::Domain(error) => error.into(),
            EditError::Store(error) => error.into(),
        })
}

//! The live cart.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::wire::cart::{CartView, PutLineRequest};

pub static READ_CART: Operation<Nothing, CartView> =
    Operation::new("GET /api/v1/cart", "edit-cart")
        .named("readCart", "The cart that this phone edits")
        .by(Caller::Guest)
        .refuses(&[Code::NotFound]);

pub static PUT_CART_LINE: Operation<PutLineRequest, CartView> =
    Operation::new("PUT /api/v1/cart/lines/{line}", "edit-cart")
        .named(
            "putCartLine",
            "Make one line so; the same put twice is one line",
        )
        .by(Caller::Guest)
        .refuses(&[
            Code::CartChanged,
            Code::ItemSoldOut,
            Code::ItemNotServed,
            Code::ItemNotPriced,
        ]);

pub static REMOVE_CART_LINE: Operation<Nothing, CartView> =
    Operation::new("DELETE /api/v1/cart/lines/{line}", "edit-cart")
        .named("removeCartLine", "Remove one line")
        .by(Caller::Guest);

pub static CLEAR_CART: Operation<Nothing, CartView> =
    Operation::new("DELETE /api/v1/cart", "edit-cart")
        .named("clearCart", "Remove every line")
        .by(Caller::Guest)
        .refuses(&[Code::NotFound]);

//! What is to be had, and whether guests may order.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::domain::role::Permission;
use crate::wire::stock::{ItemStock, OrderingView, SetOrderingRequest, SetStockRequest, StockView};

pub static READ_STOCK: Operation<Nothing, StockView> =
    Operation::new("GET /api/v1/branches/{branch}/stock", "manage-stock")
        .named(
            "readStock",
            "What is to be had, and whether guests may order",
        )
        .by(Caller::Staff(Permission::MarkStock));

pub static SET_STOCK: Operation<SetStockRequest, ItemStock> = Operation::new(
    "PUT /api/v1/branches/{branch}/stock/{item}",
    "manage-stock",
)
.named(
    "setStock",
    "Say that an item is sold out, is back, how many pieces are left, or what it costs today",
)
.by(Caller::Staff(Permission::MarkStock));

pub static SET_ORDERING: Operation<SetOrderingRequest, OrderingView> =
    Operation::new("PUT /api/v1/branches/{branch}/ordering", "manage-stock")
        .named("setOrdering", "Let guests order, or pause ordering")
        .by(Caller::Staff(Permission::RunFloor));

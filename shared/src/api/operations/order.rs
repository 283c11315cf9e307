//! Orders.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::order::{
    MoveLineRequest, MoveOrderRequest, MovedOrder, OrderList, OrderView, PlaceOrderRequest,
};

/// How many orders a page holds.
pub const LIMIT: Query = Query {
    name: "limit",
    meaning: "How many orders a page holds, 1 to 100; 50 when absent.",
    kind: Kind::Number {
        least: 1,
        most: 100,
    },
};

/// Where a page begins.
pub const NEXT: Query = Query {
    name: "next",
    meaning: "Where the page begins, from the page before.",
    kind: Kind::Mark,
};

pub static LIST_ORDERS: Operation<Nothing, OrderList> =
    Operation::new("GET /api/v1/orders", "track-session")
        .named("listOrders", "The session's orders, oldest first")
        .by(Caller::Guest)
        .query(&[LIMIT, NEXT]);

pub static READ_ORDER: Operation<Nothing, OrderView> =
    Operation::new("GET /api/v1/orders/{order}", "track-session")
        .named("readOrder", "One of the session's orders")
        .by(Caller::Guest);

pub static PLACE_ORDER: Operation<PlaceOrderRequest, OrderView> =
    Operation::new("POST /api/v1/orders", "place-order")
        .named("placeOrder", "Send the cart to the kitchen, exactly once")
        .by(Caller::Guest)
        .once()
        .refuses(&[
            Code::NotFound,
            Code::CartChanged,
            Code::CartEmpty,
            Code::PricesChanged,
            Code::ItemSoldOut,
            Code::ItemGone,
            Code::ItemNotServed,
            Code::ItemNotPriced,
            Code::OptionsInvalid,
            Code::CheckBilled,
            Code::SessionOrderLimit,
            Code::OrderedTooOften,
            Code::OrderingPaused,
            Code::BranchClosed,
        ]);

pub static MOVE_ORDER: Operation<MoveOrderRequest, MovedOrder> = Operation::new(
    "PATCH /api/v1/branches/{branch}/orders/{order}",
    "update-status",
)
.named("moveOrder", "Move an order one step")
.by(Caller::Staff(Permission::MoveOrders))
.refuses(&[
    Code::IllegalTransition,
    Code::VersionConflict,
    Code::CheckBilled,
]);

pub static MOVE_LINE: Operation<MoveLineRequest, MovedOrder> = Operation::new(
    "PATCH /api/v1/branches/{branch}/orders/{order}/lines/{line}",
    "update-status",
)
.named("moveLine", "Move a line one step, or void pieces of it")
.by(Caller::Staff(Permission::MoveOrders))
.refuses(&[
    Code::IllegalTransition,
    Code::VersionConflict,
    Code::CheckBilled,
]);

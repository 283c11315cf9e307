//! Checks at the counter, and the orders that staff take.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::cart::{CartView, PutLineRequest};
use crate::wire::check::{
    CheckDetail, CheckList, CheckView, HoldRequest, MoveCheckRequest, OpenCheckRequest,
    TakeOrderRequest, TakenOrder,
};

/// Which checks.
pub const KIND: Query = Query {
    name: "kind",
    meaning: "Only those that are ordered so; all of them when absent.",
    kind: Kind::OneOf(&["dine_in", "pickup", "delivery"]),
};

pub static OPEN_CHECK: Operation<OpenCheckRequest, CheckView> =
    Operation::new("POST /api/v1/branches/{branch}/checks", "take-order")
        .named(
            "openCheck",
            "Seat a party, or open a pickup or a delivery, exactly once",
        )
        .by(Caller::Staff(Permission::TakeOrders))
        .once()
        .refuses(&[Code::TableNotFree]);

pub static LIST_CHECKS: Operation<Nothing, CheckList> =
    Operation::new("GET /api/v1/branches/{branch}/checks", "take-order")
        .named(
            "listChecks",
            "The branch's open checks; a rider's own deliveries",
        )
        .by(Caller::Staff(Permission::MoveChecks))
        .query(&[KIND]);

pub static READ_CHECK: Operation<Nothing, CheckDetail> =
    Operation::new("GET /api/v1/branches/{branch}/checks/{check}", "take-order")
        .named("readCheck", "One check with its orders and saved lines")
        .by(Caller::Staff(Permission::MoveChecks));

pub static MOVE_CHECK: Operation<MoveCheckRequest, CheckView> = Operation::new(
    "PATCH /api/v1/branches/{branch}/checks/{check}",
    "take-order",
)
.named(
    "moveCheck",
    "Bring a delivery or a pickup a step further, or say who brings it",
)
.by(Caller::Staff(Permission::MoveChecks))
.refuses(&[
    Code::IllegalTransition,
    Code::VersionConflict,
    Code::LinesUnsent,
])
.closed_conflicts();

/// What is refused of lines that staff take.
const OF_LINES: &[Code] = &[
    Code::CartChanged,
    Code::ItemSoldOut,
    Code::ItemNotServed,
    Code::ItemNotPriced,
    Code::CheckBilled,
    Code::IllegalTransition,
];

pub static TAKE_ORDER: Operation<TakeOrderRequest, TakenOrder> = Operation::new(
    "POST /api/v1/branches/{branch}/checks/{check}/orders",
    "take-order",
)
.named(
    "takeOrder",
    "Save lines on a check, or send what is saved and more to the kitchen, exactly once",
)
.by(Caller::Staff(Permission::TakeOrders))
.once()
.refuses(&[
    Code::CartChanged,
    Code::CartEmpty,
    Code::CheckOnHold,
    Code::ItemSoldOut,
    Code::ItemGone,
    Code::ItemNotServed,
    Code::ItemNotPriced,
    Code::OptionsInvalid,
    Code::CheckBilled,
    Code::SessionOrderLimit,
    Code::IllegalTransition,
])
.closed_conflicts();

pub static PUT_SAVED_LINE: Operation<PutLineRequest, CartView> = Operation::new(
    "PUT /api/v1/branches/{branch}/checks/{check}/lines/{line}",
    "take-order",
)
.named(
    "putSavedLine",
    "Make one saved line so; the same put twice is one line",
)
.by(Caller::Staff(Permission::TakeOrders))
.refuses(OF_LINES)
.closed_conflicts();

pub static REMOVE_SAVED_LINE: Operation<Nothing, CartView> = Operation::new(
    "DELETE /api/v1/branches/{branch}/checks/{check}/lines/{line}",
    "take-order",
)
.named("removeSavedLine", "Remove one saved line")
.by(Caller::Staff(Permission::TakeOrders))
.refuses(&[Code::CheckBilled, Code::IllegalTransition])
.closed_conflicts();

pub static HOLD_CHECK: Operation<HoldRequest, CheckView> = Operation::new(
    "POST /api/v1/branches/{branch}/checks/{check}/hold",
    "take-order",
)
.named("holdCheck", "Send nothing of it to the kitchen for now")
.by(Caller::Staff(Permission::TakeOrders))
.optional_body()
.refuses(&[
    Code::VersionConflict,
    Code::CheckBilled,
    Code::IllegalTransition,
])
.closed_conflicts();

pub static RESUME_CHECK: Operation<HoldRequest, CheckView> = Operation::new(
    "POST /api/v1/branches/{branch}/checks/{check}/resume",
    "take-order",
)
.named("resumeCheck", "Let a check go on that was on hold")
.by(Caller::Staff(Permission::TakeOrders))
.optional_body()
.refuses(&[
    Code::VersionConflict,
    Code::CheckBilled,
    Code::IllegalTransition,
])
.closed_conflicts();

//! Calls.

use crate::api::operation::{Caller, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::call::{CallRequest, CallView, MoveCallRequest};

pub static CALL_WAITER: Operation<CallRequest, CallView> =
    Operation::new("POST /api/v1/calls", "call-waiter")
        .named("callWaiter", "Call for a waiter, the bill, water")
        .by(Caller::Guest)
        .once()
        .refuses(&[Code::RateLimited]);

pub static MOVE_CALL: Operation<MoveCallRequest, CallView> = Operation::new(
    "PATCH /api/v1/branches/{branch}/calls/{call}",
    "call-waiter",
)
.named("moveCall", "Acknowledge or resolve a call")
.by(Caller::Staff(Permission::RunFloor))
.refuses(&[Code::IllegalTransition]);

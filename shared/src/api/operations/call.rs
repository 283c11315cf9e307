//! Calls.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::call::{CallRequest, CallView, MoveCallRequest};
use crate::wire::pay_ask::AskToPayRequest;

pub static CALL_WAITER: Operation<CallRequest, CallView> =
    Operation::new("POST /api/v1/calls", "call-waiter")
        .named("callWaiter", "Call for a waiter, the bill, water")
        .by(Caller::Guest)
        .once()
        .refuses(&[Code::RateLimited]);

pub static ASK_TO_PAY: Operation<AskToPayRequest, CallView> =
    Operation::new("POST /api/v1/session/payment", "call-waiter")
        .named(
            "askToPay",
            "Say how this guest will pay: theirs, a share or all; what they said before is over",
        )
        .by(Caller::Guest)
        .once()
        .refuses(&[
            Code::RateLimited,
            Code::PricesChanged,
            Code::NothingToBill,
            Code::BillPaid,
        ]);

pub static TAKE_BACK_PAYMENT: Operation<Nothing, Nothing> =
    Operation::new("DELETE /api/v1/session/payment", "call-waiter")
        .named(
            "takeBackPayment",
            "Take back how this guest said they will pay",
        )
        .by(Caller::Guest)
        .silent();

pub static MOVE_CALL: Operation<MoveCallRequest, CallView> = Operation::new(
    "PATCH /api/v1/branches/{branch}/calls/{call}",
    "call-waiter",
)
.named("moveCall", "Acknowledge or resolve a call")
.by(Caller::Staff(Permission::RunFloor))
.refuses(&[Code::IllegalTransition]);

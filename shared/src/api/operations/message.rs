//! Messages to customers' telephones.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::message::{
    MessageList, MessageView, MoveMessageRequest, SendBillRequest, SentBill,
};

pub static LIST_MESSAGES: Operation<Nothing, MessageList> =
    Operation::new("GET /api/v1/branches/{branch}/messages", "take-order")
        .named(
            "listMessages",
            "What customers were told of late, and what waits to be",
        )
        .by(Caller::Staff(Permission::TakeOrders));

pub static MOVE_MESSAGE: Operation<MoveMessageRequest, MessageView> = Operation::new(
    "PATCH /api/v1/branches/{branch}/messages/{message}",
    "take-order",
)
.named(
    "moveMessage",
    "Send a message again, dismiss it, or say that it was sent",
)
.by(Caller::Staff(Permission::TakeOrders))
.refuses(&[Code::IllegalTransition, Code::VersionConflict]);

pub static SEND_BILL: Operation<SendBillRequest, SentBill> = Operation::new(
    "POST /api/v1/branches/{branch}/bills/{bill}/message",
    "settle-bill",
)
.named(
    "sendBill",
    "Send a link to a bill as it stands to its customer's telephone, once",
)
.by(Caller::Staff(Permission::IssueBills))
.optional_body()
.once()
.refuses(&[Code::SiteAddressMissing]);

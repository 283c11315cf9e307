//! Connections.

use crate::api::operation::{Caller, Operation};
use crate::api::problem::Code;
use crate::wire::realtime::{TicketRequest, TicketView};

pub static CREATE_TICKET: Operation<TicketRequest, TicketView> =
    Operation::new("POST /api/v1/realtime/tickets", "realtime-ticket")
        .named(
            "createTicket",
            "The right to open one WebSocket within 30 seconds",
        )
        .by(Caller::AnyIdentity)
        .creates()
        .optional_body()
        .alone()
        .refuses(&[Code::NotFound]);

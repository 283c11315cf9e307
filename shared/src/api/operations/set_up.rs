//! What whoever runs the stack does by a code: the first minute, and a new password for an owner.

use crate::api::operation::{Nothing, Operation};
use crate::api::problem::Code;
use crate::wire::set_up::{OwnerResetRequest, SetUpDone, SetUpRequest, SetUpState};
use crate::wire::team::LinkMade;

pub static READ_SET_UP: Operation<Nothing, SetUpState> =
    Operation::new("GET /api/v1/set-up", "set-up")
        .named("readSetUp", "Whether the first brand is still to be made");

pub static SET_UP: Operation<SetUpRequest, SetUpDone> =
    Operation::new("POST /api/v1/set-up", "set-up")
        .named(
            "setUp",
            "Make the first brand with its branch and its owner, once",
        )
        .creates()
        .refuses(&[Code::SetUpCodeWrong, Code::AlreadySetUp, Code::RateLimited]);

pub static OFFER_OWNER_RESET: Operation<OwnerResetRequest, LinkMade> =
    Operation::new("POST /api/v1/set-up/reset-links", "set-up")
        .named(
            "offerOwnerReset",
            "A one-time link by which an owner chooses a new password, by whoever runs the stack",
        )
        .once()
        .refuses(&[Code::OperatorCodeWrong, Code::RateLimited]);

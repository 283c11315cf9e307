//! The first minute.

use crate::api::operation::{Nothing, Operation};
use crate::api::problem::Code;
use crate::wire::set_up::{SetUpDone, SetUpRequest, SetUpState};

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

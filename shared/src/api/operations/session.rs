//! Sessions, from both sides.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::asked::SessionBills;
use crate::wire::floor::FloorSession;
use crate::wire::guest::{GuestView, RenameRequest};
use crate::wire::session::{
    ChangeSessionRequest, JoinRequest, Joined, OpenTableRequest, OpenedTable, PartyView, PinView,
    ResumeRequest, SessionView, Snapshot,
};

pub static JOIN_SESSION: Operation<JoinRequest, Joined> =
    Operation::new("POST /api/v1/sessions/join", "join-session")
        .named("joinSession", "Join the party at a table with its PIN")
        .creates()
        .refuses(&[
            Code::NotFound,
            Code::PinWrong,
            Code::PinLimited,
            Code::SessionFull,
        ])
        .closed_conflicts();

pub static RESUME_SESSION: Operation<ResumeRequest, Joined> =
    Operation::new("POST /api/v1/sessions/resume", "join-session")
        .named(
            "resumeSession",
            "Come back with a new token as the same guest",
        )
        .refuses(&[
            Code::NotFound,
            Code::PinWrong,
            Code::PinLimited,
            Code::SessionFull,
        ])
        .closed_conflicts();

pub static LEAVE_SESSION: Operation<Nothing, Nothing> =
    Operation::new("POST /api/v1/sessions/leave", "join-session")
        .named("leaveSession", "End this phone's token")
        .by(Caller::Guest)
        .silent();

pub static RENAME_GUEST: Operation<RenameRequest, GuestView> =
    Operation::new("PATCH /api/v1/session/me", "join-session")
        .named("renameGuest", "Take another name at the table")
        .by(Caller::Guest)
        .refuses(&[Code::RateLimited]);

pub static READ_SESSION: Operation<Nothing, Snapshot> =
    Operation::new("GET /api/v1/session", "track-session")
        .named("readSession", "All that a guest's phone shows")
        .by(Caller::Guest);

pub static READ_SESSION_BILLS: Operation<Nothing, SessionBills> =
    Operation::new("GET /api/v1/session/bills", "track-session")
        .named(
            "readSessionBills",
            "The table's bills with their taxes, what is left, and how its guests will pay",
        )
        .by(Caller::Guest);

pub static OPEN_TABLE: Operation<OpenTableRequest, OpenedTable> = Operation::new(
    "POST /api/v1/branches/{branch}/tables/{table}/open",
    "run-floor",
)
.named("openTable", "Seat a party and get its PIN")
.by(Caller::Staff(Permission::RunFloor))
.creates()
.refuses(&[Code::TableNotFree]);

pub static READ_PIN: Operation<Nothing, PinView> = Operation::new(
    "GET /api/v1/branches/{branch}/sessions/{session}/pin",
    "run-floor",
)
.named("readPin", "The PIN to tell the guests")
.by(Caller::Staff(Permission::RunFloor))
.closed_conflicts();

pub static ROTATE_PIN: Operation<Nothing, PinView> = Operation::new(
    "POST /api/v1/branches/{branch}/sessions/{session}/pin/rotate",
    "run-floor",
)
.named("rotatePin", "A new PIN; phones that joined stay")
.by(Caller::Staff(Permission::RunFloor))
.closed_conflicts();

pub static CLOSE_SESSION: Operation<Nothing, SessionView> = Operation::new(
    "POST /api/v1/branches/{branch}/sessions/{session}/close",
    "run-floor",
)
.named("closeSession", "End the session: every token of it is over")
.by(Caller::Staff(Permission::RunFloor))
.closed_conflicts();

pub static READ_PARTY: Operation<Nothing, PartyView> = Operation::new(
    "GET /api/v1/branches/{branch}/sessions/{session}",
    "run-floor",
)
.named("readParty", "One party with its guests, orders and calls")
.by(Caller::Staff(Permission::SeeFloor));

pub static CHANGE_PARTY: Operation<ChangeSessionRequest, FloorSession> = Operation::new(
    "PATCH /api/v1/branches/{branch}/sessions/{session}",
    "run-floor",
)
.named("changeParty", "Another waiter, another number of people")
.by(Caller::Staff(Permission::RunFloor))
.closed_conflicts();

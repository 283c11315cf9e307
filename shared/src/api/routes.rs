//! Every operation of the API as data: the OpenAPI document, the check against the
//! template and the matrix of who may do what are made from this one table.

use crate::domain::role::Permission;

/// Who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Anybody.
    Anyone,
    /// A guest of an open session.
    Guest,
    /// Staff of the branch with this permission.
    Staff(Permission),
    /// Guests and staff.
    GuestOrStaff,
    /// Whoever has the refresh cookie.
    Cookie,
}

/// One operation.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// `GET`, `POST` ...
    pub method: &'static str,
    /// As in the template.
    pub path: &'static str,
    /// The function that serves it.
    pub function: &'static str,
    /// Unique name.
    pub operation: &'static str,
    /// One line for people.
    pub summary: &'static str,
    /// Who may call.
    pub caller: Caller,
    /// Schema of the request's body.
    pub body: Option<&'static str>,
    /// Status and schema of the answer.
    pub answer: (u16, Option<&'static str>),
    /// Media types of an answer that is a file and no JSON; usually none.
    pub files: &'static [&'static str],
    /// Whether an `Idempotency-Key` is required.
    pub idempotent: bool,
    /// Query parameters with their meaning.
    pub query: &'static [(&'static str, &'static str)],
}

/// A route with the usual: JSON, no query, no key.
const fn route(
    (method, path): (&'static str, &'static str),
    function: &'static str,
    (operation, summary): (&'static str, &'static str),
    caller: Caller,
    body: Option<&'static str>,
    answer: (u16, Option<&'static str>),
) -> Route {
    Route {
        method,
        path,
        function,
        operation,
        summary,
        caller,
        body,
        answer,
        files: &[],
        idempotent: false,
        query: &[],
    }
}

use Caller::{Anyone, Cookie, Guest, GuestOrStaff, Staff};
use Permission::{ManageBranch, MoveOrders, RunFloor, SeeFigures, SeeFloor, SeeKitchen};

/// The API.
pub const ROUTES: &[Route] = &[
    route(
        ("GET", "/api/v1/tables/{code}"),
        "join-session",
        ("lookUpTable", "Where a table code leads"),
        Anyone,
        None,
        (200, Some("TableLookup")),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}/tables"),
        "join-session",
        (
            "listTables",
            "The tables of a branch that lets guests pick theirs",
        ),
        Anyone,
        None,
        (200, Some("TableList")),
    ),
    route(
        ("POST", "/api/v1/sessions/join"),
        "join-session",
        ("joinSession", "Join the party at a table with its PIN"),
        Anyone,
        Some("JoinRequest"),
        (201, Some("Joined")),
    ),
    route(
        ("POST", "/api/v1/sessions/resume"),
        "join-session",
        (
            "resumeSession",
            "Come back with a new token as the same guest",
        ),
        Anyone,
        Some("ResumeRequest"),
        (200, Some("Joined")),
    ),
    route(
        ("POST", "/api/v1/sessions/leave"),
        "join-session",
        ("leaveSession", "End this phone's token"),
        Guest,
        None,
        (204, None),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}/menu"),
        "serve-menu",
        ("readMenu", "The published menu with what is to be had now"),
        Anyone,
        None,
        (200, Some("MenuView")),
    ),
    route(
        ("GET", "/api/v1/tables/{code}/menu"),
        "serve-menu",
        (
            "readTableMenu",
            "The menu of the restaurant that a table code leads to",
        ),
        Anyone,
        None,
        (200, Some("MenuView")),
    ),
    route(
        ("GET", "/api/v1/session"),
        "track-session",
        ("readSession", "All that a guest's phone shows"),
        Guest,
        None,
        (200, Some("Snapshot")),
    ),
    Route {
        query: &[
            (
                "limit",
                "How many orders a page holds, 1 to 100; 50 when absent.",
            ),
            ("next", "Where the page begins, from the page before."),
        ],
        ..route(
            ("GET", "/api/v1/orders"),
            "track-session",
            ("listOrders", "The session's orders, oldest first"),
            Guest,
            None,
            (200, Some("OrderList")),
        )
    },
    route(
        ("GET", "/api/v1/orders/{order}"),
        "track-session",
        ("readOrder", "One of the session's orders"),
        Guest,
        None,
        (200, Some("OrderView")),
    ),
    route(
        ("GET", "/api/v1/cart"),
        "edit-cart",
        ("readCart", "The cart that this phone edits"),
        Guest,
        None,
        (200, Some("CartView")),
    ),
    route(
        ("PUT", "/api/v1/cart/lines/{line}"),
        "edit-cart",
        (
            "putCartLine",
            "Make one line so; the same put twice is one line",
        ),
        Guest,
        Some("PutLineRequest"),
        (200, Some("CartView")),
    ),
    route(
        ("DELETE", "/api/v1/cart/lines/{line}"),
        "edit-cart",
        ("removeCartLine", "Remove one line"),
        Guest,
        None,
        (200, Some("CartView")),
    ),
    route(
        ("DELETE", "/api/v1/cart"),
        "edit-cart",
        ("clearCart", "Remove every line"),
        Guest,
        None,
        (200, Some("CartView")),
    ),
    Route {
        idempotent: true,
        ..route(
            ("POST", "/api/v1/orders"),
            "place-order",
            ("placeOrder", "Send the cart to the kitchen, exactly once"),
            Guest,
            Some("PlaceOrderRequest"),
            (201, Some("OrderView")),
        )
    },
    Route {
        idempotent: true,
        ..route(
            ("POST", "/api/v1/calls"),
            "call-waiter",
            ("callWaiter", "Call for a waiter, the bill, water"),
            Guest,
            Some("CallRequest"),
            (201, Some("CallView")),
        )
    },
    route(
        ("PATCH", "/api/v1/branches/{branch}/calls/{call}"),
        "call-waiter",
        ("moveCall", "Acknowledge or resolve a call"),
        Staff(RunFloor),
        Some("MoveCallRequest"),
        (200, Some("CallView")),
    ),
    route(
        ("POST", "/api/v1/auth/sign-in"),
        "sign-in",
        ("signIn", "Sign in with login and password"),
        Anyone,
        Some("SignInRequest"),
        (200, Some("SignedIn")),
    ),
    route(
        ("POST", "/api/v1/auth/refresh"),
        "sign-in",
        (
            "refreshSignIn",
            "A new access token for the refresh cookie, for the branch that shall be open",
        ),
        Cookie,
        Some("RefreshRequest"),
        (200, Some("SignedIn")),
    ),
    Route {
        query: &[("next", "Where the page begins, from the page before.")],
        ..route(
            ("GET", "/api/v1/auth/branches"),
            "sign-in",
            ("listOwnBranches", "The branches where one may act"),
            Cookie,
            None,
            (200, Some("OwnBranches")),
        )
    },
    route(
        ("POST", "/api/v1/auth/sign-out"),
        "sign-in",
        ("signOut", "End this sign-in and its connections"),
        Cookie,
        None,
        (204, None),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}/floor"),
        "run-floor",
        ("readFloor", "Tables, parties and open orders"),
        Staff(SeeFloor),
        None,
        (200, Some("Floor")),
    ),
    route(
        ("POST", "/api/v1/branches/{branch}/tables/{table}/open"),
        "run-floor",
        ("openTable", "Seat a party and get its PIN"),
        Staff(RunFloor),
        Some("OpenTableRequest"),
        (201, Some("OpenedTable")),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}/sessions/{session}/pin"),
        "run-floor",
        ("readPin", "The PIN to tell the guests"),
        Staff(RunFloor),
        None,
        (200, Some("PinView")),
    ),
    route(
        (
            "POST",
            "/api/v1/branches/{branch}/sessions/{session}/pin/rotate",
        ),
        "run-floor",
        ("rotatePin", "A new PIN; phones that joined stay"),
        Staff(RunFloor),
        None,
        (200, Some("PinView")),
    ),
    route(
        ("POST", "/api/v1/branches/{branch}/sessions/{session}/close"),
        "run-floor",
        ("closeSession", "End the session: every token of it is over"),
        Staff(RunFloor),
        None,
        (200, Some("SessionView")),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}/sessions/{session}"),
        "run-floor",
        ("readParty", "One party with its guests, orders and calls"),
        Staff(SeeFloor),
        None,
        (200, Some("PartyView")),
    ),
    route(
        ("PATCH", "/api/v1/branches/{branch}/sessions/{session}"),
        "run-floor",
        ("changeParty", "Another waiter, another number of people"),
        Staff(RunFloor),
        Some("ChangeSessionRequest"),
        (200, Some("FloorSession")),
    ),
    route(
        ("PATCH", "/api/v1/branches/{branch}/tables/{table}"),
        "run-floor",
        ("moveTable", "Keep a table for a party, or free it"),
        Staff(RunFloor),
        Some("MoveTableRequest"),
        (200, Some("FloorTable")),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}"),
        "manage-branch",
        ("readBranch", "How the branch works"),
        Staff(ManageBranch),
        None,
        (200, Some("BranchSettings")),
    ),
    route(
        ("PATCH", "/api/v1/branches/{branch}"),
        "manage-branch",
        ("changeBranch", "Change how the branch works"),
        Staff(ManageBranch),
        Some("ChangeBranchRequest"),
        (200, Some("BranchSettings")),
    ),
    route(
        ("GET", "/api/v1/branches/{branch}/cards"),
        "manage-branch",
        ("readCards", "The QR cards of all tables"),
        Staff(ManageBranch),
        None,
        (200, Some("CardSheet")),
    ),
    Route {
        files: &["image/svg+xml", "image/png"],
        query: &[
            ("format", "`svg` or `png`; `svg` when absent."),
            (
                "width",
                "Of a PNG in pixels, 128 to 4096; 1024 when absent.",
            ),
        ],
        ..route(
            ("GET", "/api/v1/branches/{branch}/tables/{table}/qr"),
            "manage-branch",
            ("readQrCode", "A table's QR code as an image"),
            Staff(ManageBranch),
            None,
            (200, None),
        )
    },
    Route {
        idempotent: true,
        ..route(
            ("POST", "/api/v1/branches/{branch}/tables/{table}/code"),
            "manage-branch",
            (
                "reissueCode",
                "A new code for a table; the old one leads nowhere from then on",
            ),
            Staff(ManageBranch),
            None,
            (201, Some("TableCard")),
        )
    },
    route(
        ("GET", "/api/v1/branches/{branch}/figures"),
        "analytics",
        ("readFigures", "The owner's figures of today"),
        Staff(SeeFigures),
        None,
        (200, Some("Figures")),
    ),
    Route {
        query: &[("station", "Only the lines of this station.")],
        ..route(
            ("GET", "/api/v1/branches/{branch}/kitchen"),
            "kitchen-board",
            ("readKitchen", "The kitchen's open orders"),
            Staff(SeeKitchen),
            None,
            (200, Some("KitchenBoard")),
        )
    },
    route(
        ("PATCH", "/api/v1/branches/{branch}/orders/{order}"),
        "update-status",
        ("moveOrder", "Move an order one step"),
        Staff(MoveOrders),
        Some("MoveOrderRequest"),
        (200, Some("MovedOrder")),
    ),
    route(
        (
            "PATCH",
            "/api/v1/branches/{branch}/orders/{order}/lines/{line}",
        ),
        "update-status",
        ("moveLine", "Move a line one step, or void pieces of it"),
        Staff(MoveOrders),
        Some("MoveLineRequest"),
        (200, Some("MovedOrder")),
    ),
    route(
        ("POST", "/api/v1/realtime/tickets"),
        "realtime-ticket",
        (
            "createTicket",
            "The right to open one WebSocket within 30 seconds",
        ),
        GuestOrStaff,
        Some("TicketRequest"),
        (201, Some("TicketView")),
    ),
];

//! Problems as RFC 9457 describes them, with a stable `code` for programs.

mod of;

use serde::Serialize;
use serde_json::{Map, Value, json};

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:tt, $status:literal, $title:literal;)*) => {
        /// What went wrong, for programs. A code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum Code { $($(#[$doc])* #[serde(rename = $name)] $variant),* }

        impl Code {
            /// Every code with its HTTP status and title.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// As it stands in JSON.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name),* } }
            /// The HTTP status that it comes with.
            pub fn status(self) -> u16 { match self { $(Self::$variant => $status),* } }
            /// A short sentence for people.
            pub fn title(self) -> &'static str { match self { $(Self::$variant => $title),* } }
        }
    };
}

codes! {
    /// The body is no JSON.
    MalformedJson = "malformed_json", 400, "The body is not valid JSON";
    /// The header `Idempotency-Key` is missing or has a bad form.
    IdempotencyKeyMissing = "idempotency_key_missing", 400, "An Idempotency-Key is needed";
    /// No token, or one that says nothing.
    Unauthenticated = "unauthenticated", 401, "Please sign in";
    /// The token was good once.
    TokenExpired = "token_expired", 401, "Your sign-in has ended";
    /// The session was closed.
    SessionClosed = "session_closed", 401, "This table's session has ended";
    /// The PIN is not this session's.
    PinWrong = "pin_wrong", 403, "That PIN is not right";
    /// The set-up code is not this stack's.
    SetUpCodeWrong = "set_up_code_wrong", 403, "That code is not right";
    /// The operator's code is not this stack's.
    OperatorCodeWrong = "operator_code_wrong", 403, "That code is not right";
    /// No one-time link has that code.
    LinkWrong = "link_wrong", 403, "That link is not right";
    /// Somebody with more say has to approve it.
    ApprovalNeeded = "approval_needed", 403, "Somebody has to approve this";
    /// The approval was used, is over, or was given to somebody else.
    ApprovalOver = "approval_over", 403, "This approval does not count";
    /// Login and password are of nobody who may approve something here.
    ApprovalWrong = "approval_wrong", 403, "That approves nothing";
    /// Known, but not allowed.
    Forbidden = "forbidden", 403, "Not allowed";
    /// Nothing there, or nothing that the caller may know of.
    NotFound = "not_found", 404, "Not found";
    /// The path exists with other methods.
    MethodNotAllowed = "method_not_allowed", 405, "Not possible here";
    /// The cart moved on; `cart` holds it.
    CartChanged = "cart_changed", 409, "The cart has changed";
    /// Nothing to order.
    CartEmpty = "cart_empty", 409, "The cart is empty";
    /// `expected_total` is not the total; `cart` and `total` hold today's.
    PricesChanged = "prices_changed", 409, "Prices have changed";
    /// `item_id` names what the kitchen has run out of, `line_id` the line; with `left` there
    /// are so many pieces, and more were asked for.
    ItemSoldOut = "item_sold_out", 409, "Sold out";
    /// `item_id` names what the menu does not hold any more, `line_id` the line.
    ItemGone = "item_gone", 409, "No longer on the menu";
    /// `item_id` names what is not served at this time, `line_id` the line; `from` is when it is.
    ItemNotServed = "item_not_served", 409, "Not served now";
    /// Staff have to say what the item `item_id` of the line `line_id` costs, or to weigh it.
    ItemNotPriced = "item_not_priced", 409, "Ask our staff";
    /// The variant or the options of the line `line_id` are not what the menu asks for any more:
    /// `group_id` wants `min` to `max` of them, `option_id` is not offered, the part
    /// `part_id` of a combo wants another pick, or, without any of them, another variant has to be
    /// chosen.
    OptionsInvalid = "options_invalid", 409, "Please choose again";
    /// The account was settled, so it stands.
    CheckBilled = "check_billed", 409, "The bill has been issued";
    /// Nothing was ordered that could be billed.
    NothingToBill = "nothing_to_bill", 409, "There is nothing to bill";
    /// Something was ordered or voided after the bills were issued: bill the check anew.
    BillStale = "bill_stale", 409, "The bill is not up to date";
    /// `due` is still to be paid.
    BillUnpaid = "bill_unpaid", 409, "Not everything is paid";
    /// The bill is paid. Money that came again is kept when the request says so.
    BillPaid = "bill_paid", 409, "This bill is paid";
    /// The bill was taken back.
    BillVoid = "bill_void", 409, "This bill is void";
    /// Money came for the bill, so it is given back and not taken away.
    BillHasPayments = "bill_has_payments", 409, "This bill has payments";
    /// The business day `day` is closed: nothing of it is paid, given back or billed any more. Where
    /// it is the running one, the next begins at `next_at`.
    DayClosed = "day_closed", 409, "The day is closed";
    /// Somebody has said with how much cash the day began; what is wrong with it is put right by
    /// cash in or out.
    FloatSaid = "float_said", 409, "The float is set already";
    /// `open` names what is open and was not decided on, by ID.
    DayUndecided = "day_undecided", 409, "Something is still open";
    /// So much may not be owed on the account; `left` is what may be put on it.
    DuesLimit = "dues_limit", 409, "That is more than this account may owe";
    /// Nothing is owed on the account, or not any more.
    NothingOwed = "nothing_owed", 409, "Nothing is owed";
    /// Nothing of the check goes to the kitchen until somebody resumes it.
    CheckOnHold = "check_on_hold", 409, "The check is on hold";
    /// Lines are saved on the check that the kitchen does not know: send or remove them first.
    LinesUnsent = "lines_unsent", 409, "Something was not sent to the kitchen";
    /// The party has placed `limit` orders, as many as it may.
    SessionOrderLimit = "session_order_limit", 409, "No more orders from this table";
    /// The table of transitions does not hold the step; `current` is the one it has.
    IllegalTransition = "illegal_transition", 409, "That step is not possible now";
    /// The entity is at another version.
    VersionConflict = "version_conflict", 409, "Somebody else changed this meanwhile";
    /// The table has a party.
    TableNotFree = "table_not_free", 409, "The table is not free";
    /// The branch takes no orders now; `word` says why and `until` how long, if somebody said so.
    OrderingPaused = "ordering_paused", 409, "No orders at the moment";
    /// It is outside of the branch's opening hours; `opens_at` says when they begin.
    BranchClosed = "branch_closed", 409, "Closed now";
    /// `thing` and `id` name what is not in the menu's draft any more; `command` says which
    /// command named it, from 0.
    DraftTargetGone = "draft_target_gone", 409, "No longer in the draft";
    /// `thing` and `id` name what the draft holds already.
    DraftIdTaken = "draft_id_taken", 409, "There is one already";
    /// Somebody else has edited the same field: `now` holds what stands there.
    DraftFieldChanged = "draft_field_changed", 409, "Somebody else changed this meanwhile";
    /// The category `id` holds other items, `items`, than its remover named.
    CategoryNotEmpty = "category_not_empty", 409, "There is more in it";
    /// The draft cannot be published; `problems` holds all reasons.
    MenuNotReady = "menu_not_ready", 409, "The menu is not ready";
    /// No more phones fit.
    SessionFull = "session_full", 409, "The table is full";
    /// The first brand was made, which happens once.
    AlreadySetUp = "already_set_up", 409, "It is set up already";
    /// The one-time link was used, which it can be once.
    LinkUsed = "link_used", 409, "This link was used before";
    /// The one-time link is too old, was taken back, or its maker may not make it any more.
    LinkEnded = "link_ended", 409, "This link is no longer good";
    /// Whoever joins with an account that they have works there already.
    AlreadyColleague = "already_colleague", 409, "You work here already";
    /// The brand would be left without an owner.
    LastOwner = "last_owner", 409, "A restaurant needs an owner";
    /// Nobody has said where people find the site, so nothing can be printed for them.
    SiteAddressMissing = "site_address_missing", 409, "The site's address is not set";
    /// Others changed the same at every try; nothing was written, and the same may be sent again.
    InProgress = "in_progress", 409, "Still working on it";
    /// The body is larger than an endpoint takes.
    BodyTooLarge = "body_too_large", 413, "The request is too large";
    /// What is asked for is not had in that form.
    MediaTypeRefused = "media_type_refused", 415, "Not in that form";
    /// Rows of a file are refused or asked about, so nothing was imported; `import` names each.
    ImportRefused = "import_refused", 422, "The file was not imported";
    /// The file is no photo that can be shown: no JPEG, PNG or WebP, broken or animated.
    PhotoUnreadable = "photo_unreadable", 422, "This photo cannot be read";
    /// The photo has more pixels than are taken.
    PhotoTooLarge = "photo_too_large", 422, "This photo is too large";
    /// A field breaks a rule; `errors` names it.
    Validation = "validation", 422, "Something is not valid";
    /// The key was used with another body.
    IdempotencyKeyReused = "idempotency_key_reused", 422, "The Idempotency-Key was used before";
    /// Too many wrong PINs; `retry_after` seconds to wait.
    PinLimited = "pin_limited", 429, "Too many wrong PINs";
    /// The party has ordered very often; `retry_after` seconds to wait.
    OrderedTooOften = "ordered_too_often", 429, "One moment, please";
    /// Too many tries of something else.
    RateLimited = "rate_limited", 429, "Too many tries";
    /// A fault of ours.
    Internal = "internal", 500, "Something went wrong on our side";
    /// The store does not answer now.
    Unavailable = "unavailable", 503, "Please try again in a moment";
}

/// A refusal or failure on its way to the client.
#[derive(Debug)]
pub struct Problem {
    /// What, for programs.
    pub code: Code,
    /// The HTTP status; mostly the code's own.
    pub status: u16,
    /// What, for people. Holds nothing internal.
    pub detail: String,
    /// Members beside the standard ones.
    pub extras: Map<String, Value>,
    /// Seconds after which a retry makes sense.
    pub retry_after: Option<u64>,
    /// What really happened, for the log only.
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Problem {
    /// A problem with its code's title and a detail.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            status: code.status(),
            detail: detail.into(),
            extras: Map::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// 404 for what is not there or not the caller's.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("There is no such {what}."))
    }

    /// 422 for one field.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        let message = message.into();
        Self::new(Code::Validation, format!("{field}: {message}"))
            .with("errors", json!([{ "field": field, "message": message }]))
    }

    /// The same code under another HTTP status.
    #[must_use]
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a member.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.extras.insert(name.to_owned(), value);
        }
        self
    }

    /// Says when to come again.
    #[must_use]
    pub fn after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self.with("retry_after", seconds)
    }

    /// Keeps the cause for the log.
    #[must_use]
    pub fn because(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// The body as it goes out.
    pub fn body(&self, request_id: &str) -> Value {
        let mut body = self.extras.clone();
        body.insert(
            "type".into(),
            json!(format!("urn:salver:problem:{}", self.code.name())),
        );
        body.insert("title".into(), json!(self.code.title()));
        body.insert("status".into(), json!(self.status));
        body.insert("code".into(), json!(self.code.name()));
        body.insert("detail".into(), json!(self.detail));
        body.insert("request_id".into(), json!(request_id));
        Value::Object(body)
    }
}

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;

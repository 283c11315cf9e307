//! Problems as RFC 9457 describes them, with a stable `code` for programs.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::auth::AuthError;
use crate::domain::draft::{CommandRefused, DraftError, WhyRefused};
use crate::domain::id::BadId;
use crate::domain::overrides::ChangeRefused;
use crate::domain::{BadChoice, DomainError, WhichLine};
use crate::service::Refusal;
use crate::store::StoreError;
use crate::wire::cart::CartView;
use crate::wire::draft::EditedView;

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
    /// No one-time link has that code.
    LinkWrong = "link_wrong", 403, "That link is not right";
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
    /// A bill was issued, so the account stands.
    CheckBilled = "check_billed", 409, "The bill has been issued";
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
    /// The brand would be left without an owner.
    LastOwner = "last_owner", 409, "A restaurant needs an owner";
    /// Nobody has said where people find the site, so nothing can be printed for them.
    SiteAddressMissing = "site_address_missing", 409, "The site's address is not set";
    /// Others changed the same at every try; nothing was written, and the same may be sent again.
    InProgress = "in_progress", 409, "Still working on it";
    /// The body is larger than an endpoint takes.
    BodyTooLarge = "body_too_large", 413, "The request is too large";
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

fn of_line(problem: Problem, line: &WhichLine) -> Problem {
    problem
        .with("line_id", &line.line_id)
        .with("item_id", &line.item_id)
}

impl From<DomainError> for Problem {
    fn from(error: DomainError) -> Self {
        let detail = error.to_string();
        let plain = |code| Self::new(code, detail.clone());
        match error {
            DomainError::Invalid { field, message } => Self::invalid(field, message),
            DomainError::AmountTooLarge => Self::invalid("quantity", detail),
            DomainError::SessionClosed => plain(Code::SessionClosed),
            DomainError::CartChanged => plain(Code::CartChanged),
            DomainError::CartEmpty => plain(Code::CartEmpty),
            DomainError::PricesChanged => plain(Code::PricesChanged),
            DomainError::ItemSoldOut(line) => of_line(plain(Code::ItemSoldOut), &line),
            DomainError::TooFewLeft { line, left } => {
                of_line(plain(Code::ItemSoldOut), &line).with("left", left)
            }
            DomainError::ItemGone(line) => of_line(plain(Code::ItemGone), &line),
            DomainError::ItemNotServed { line, from } => {
                of_line(plain(Code::ItemNotServed), &line).with("from", from)
            }
            DomainError::ItemNotPriced(line) => of_line(plain(Code::ItemNotPriced), &line),
            DomainError::OptionsInvalid { line, choice } => {
                let problem = of_line(plain(Code::OptionsInvalid), &line);
                match *choice {
                    BadChoice::Count {
                        group_id, min, max, ..
                    } => problem
                        .with("group_id", group_id)
                        .with("min", min)
                        .with("max", max),
                    BadChoice::NotOffered { option_id, .. } => problem.with("option_id", option_id),
                    BadChoice::PartCount { part_id, .. }
                    | BadChoice::PartNotOffered { part_id, .. } => problem.with("part_id", part_id),
                    BadChoice::Twice
                    | BadChoice::NotPriced { .. }
                    | BadChoice::VariantMissing { .. }
                    | BadChoice::VariantNotOffered { .. } => problem,
                }
            }
            DomainError::CheckBilled => plain(Code::CheckBilled),
            DomainError::SessionOrderLimit { limit } | DomainError::SessionLineLimit { limit } => {
                plain(Code::SessionOrderLimit).with("limit", limit)
            }
            DomainError::OrderedTooOften { retry_after } => {
                plain(Code::OrderedTooOften).after(retry_after)
            }
            DomainError::IllegalTransition { from, .. } => {
                // `status` is the member of RFC 9457, so the entity's own state has another name.
                plain(Code::IllegalTransition).with("current", from)
            }
            DomainError::VersionConflict { actual, .. } => {
                plain(Code::VersionConflict).with("version", actual)
            }
            DomainError::TableNotFree => plain(Code::TableNotFree),
            DomainError::OrderingPaused(paused) => {
                let problem = plain(Code::OrderingPaused);
                let problem = match paused.word {
                    Some(word) => problem.with("word", word),
                    None => problem,
                };
                match paused.until {
                    Some(until) => problem.with("until", until),
                    None => problem,
                }
            }
            DomainError::BranchClosed { opens_at } => {
                plain(Code::BranchClosed).with("opens_at", opens_at)
            }
            DomainError::SessionFull => plain(Code::SessionFull),
            DomainError::LinkUsed => Self::new(
                Code::LinkUsed,
                "If you used it yourself, please sign in. If not, tell whoever gave it to you.",
            ),
            DomainError::LinkEnded => Self::new(
                Code::LinkEnded,
                "Please ask whoever gave it to you for a new one.",
            ),
            DomainError::LastOwner => {
                Self::new(Code::LastOwner, "Make somebody else an owner first.")
            }
            DomainError::NotFound(what) => Self::not_found(what),
        }
    }
}

impl From<DraftError> for Problem {
    fn from(error: DraftError) -> Self {
        let detail = error.to_string();
        match error {
            DraftError::Command(refused) => of_command(refused, &detail),
            DraftError::NotReady(problems) => {
                Self::new(Code::MenuNotReady, detail).with("problems", problems)
            }
            DraftError::Domain(error) => error.into(),
        }
    }
}

fn of_change(ChangeRefused { change, why }: ChangeRefused) -> Problem {
    let Some(change) = change else {
        return why.into();
    };
    let problem = match why {
        DomainError::Invalid { field, message } => {
            Problem::invalid(&format!("changes[{change}].{field}"), message)
        }
        why => why.into(),
    };
    problem.with("change", change)
}

fn of_command(CommandRefused { command, why }: CommandRefused, detail: &str) -> Problem {
    let plain = |code| Problem::new(code, detail);
    let problem = match why {
        WhyRefused::Gone { thing, id } => plain(Code::DraftTargetGone)
            .with("thing", thing)
            .with("id", id),
        WhyRefused::Taken { thing, id } => plain(Code::DraftIdTaken)
            .with("thing", thing)
            .with("id", id),
        WhyRefused::Changed { thing, id, now } => plain(Code::DraftFieldChanged)
            .with("thing", thing)
            .with("id", id)
            .with("now", now),
        WhyRefused::NotEmpty { id, items } => plain(Code::CategoryNotEmpty)
            .with("id", id)
            .with("items", items),
        WhyRefused::Invalid { field, message } => {
            Problem::invalid(&format!("commands[{command}].{field}"), message)
        }
    };
    problem.with("command", command)
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => {
                Self::new(Code::Unavailable, "The service is busy. Please try again.")
                    .after(1)
                    .because(error)
            }
            // Nothing was written and nothing is broken, so it is no fault of the service.
            StoreError::Contended => Self::new(
                Code::InProgress,
                "Many people are changing this. Please try again.",
            )
            .after(1),
            StoreError::Sdk(_) | StoreError::Corrupt { .. } => {
                Self::new(Code::Internal, "Please try again later.").because(error)
            }
        }
    }
}

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        let code = match error {
            AuthError::Missing | AuthError::Invalid => Code::Unauthenticated,
            AuthError::Expired => Code::TokenExpired,
            AuthError::SessionClosed => Code::SessionClosed,
            AuthError::Forbidden => Code::Forbidden,
            AuthError::Failed(_) => Code::Internal,
        };
        let problem = Self::new(code, code.title());
        match error {
            AuthError::Failed(_) => problem.because(error),
            _ => problem,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let limited = |detail: &str| Self::new(Code::RateLimited, detail);
        match refusal {
            Refusal::Domain(error) => error.into(),
            Refusal::Draft(error) => error.into(),
            Refusal::OwnMenu(refused) => of_change(refused),
            Refusal::Auth(error) => error.into(),
            Refusal::Store(error) => error.into(),
            Refusal::NotFound(what) => Self::not_found(what),
            Refusal::BrandsMenu => Self::new(
                Code::Forbidden,
                "The menu is the brand's, which has other branches. Your own branch's prices are at \"At this branch\".",
            ),
            Refusal::CartChanged(cart) => {
                Self::from(DomainError::CartChanged).with("cart", CartView::from(&*cart))
            }
            Refusal::PricesChanged(cart) => Self::from(DomainError::PricesChanged)
                .with("cart", CartView::from(&*cart))
                .with("total", cart.total),
            Refusal::DraftMoved(draft) => {
                let code = Code::VersionConflict;
                Self::new(
                    code,
                    "Somebody else changed or published the menu meanwhile.",
                )
                .with("version", draft.version)
                .with("published_version", draft.base)
                .with("edited", draft.edited.as_ref().map(EditedView::from))
            }
            Refusal::KeyReused => Self::new(
                Code::IdempotencyKeyReused,
                "This Idempotency-Key came with another body before. Make a new key.",
            ),
            Refusal::Unwritable(error) => {
                Self::new(Code::Internal, "The answer could not be written.").because(error)
            }
            // Nothing of the caller's is over, so it is no 401.
            Refusal::TableNotOpen => Self::new(
                Code::SessionClosed,
                "This table is not open. Ask your waiter.",
            )
            .status(409),
            // For staff a closed session is a state, not the end of their own sign-in.
            Refusal::SessionEnded => Self::from(DomainError::SessionClosed).status(409),
            Refusal::PinWrong { tries_left } => {
                let problem = Self::new(Code::PinWrong, "Ask your waiter for the table's PIN.");
                match tries_left {
                    Some(tries) => problem.with("tries_left", tries),
                    None => problem,
                }
            }
            Refusal::PinLimited {
                by_phone,
                retry_after,
            } => {
                let detail = if by_phone {
                    "Too many wrong PINs from this phone."
                } else {
                    "Too many wrong PINs at this table. Ask your waiter for a new PIN."
                };
                Self::new(Code::PinLimited, detail).after(retry_after)
            }
            Refusal::SignInWrong => {
                Self::new(Code::Unauthenticated, "That login and password do not fit.")
            }
            Refusal::SignInLimited { retry_after } => {
                limited("Too many wrong passwords. Please wait, or sign in on another network.")
                    .after(retry_after)
            }
            Refusal::SetUpCodeWrong => Self::new(
                Code::SetUpCodeWrong,
                "Whoever runs the service can read the set-up code.",
            ),
            Refusal::SetUpLimited { retry_after } => {
                limited("Too many wrong set-up codes. Please wait.").after(retry_after)
            }
            Refusal::LinkWrong => Self::new(
                Code::LinkWrong,
                "Open the whole link, or ask whoever gave it to you for a new one.",
            ),
            Refusal::LinkLimited { retry_after } => {
                limited("Too many wrong tries. Please wait.").after(retry_after)
            }
            Refusal::AlreadySetUp => {
                Self::new(Code::AlreadySetUp, "Please sign in, or ask the owner to.")
            }
            Refusal::RenamedTooOften { retry_after } => {
                limited("That was a lot of names. Please wait a while.").after(retry_after)
            }
            Refusal::AskedTooOften { retry_after } => {
                limited("Our staff were asked very often. Please speak to them.").after(retry_after)
            }
            Refusal::CalledJustNow { retry_after } => {
                limited("Somebody has been called for this a moment ago.").after(retry_after)
            }
        }
    }
}

impl From<BadId> for Problem {
    /// An ID of a wrong form names nothing.
    fn from(error: BadId) -> Self {
        Self::new(Code::NotFound, error.to_string())
    }
}

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;

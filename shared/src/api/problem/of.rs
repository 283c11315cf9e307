//! What each error is outside.

use super::{Code, Problem};
use crate::auth::AuthError;
use crate::domain::bill::tax::TaxRules;
use crate::domain::cart::Cart;
use crate::domain::draft::{CommandRefused, DraftError, WhyRefused};
use crate::domain::id::BadId;
use crate::domain::money::Money;
use crate::domain::overrides::ChangeRefused;
use crate::domain::{BadChoice, DomainError, WhichLine};
use crate::service::Refusal;
use crate::store::StoreError;
use crate::wire::cart::CartView;
use crate::wire::draft::EditedView;

/// The cart that the caller should look at now, with what is to be paid for it where that is known.
fn of_cart(cart: &Cart, rules: Option<&TaxRules>) -> CartView {
    match rules {
        Some(rules) => CartView::taxed(cart, rules),
        None => CartView::from(cart),
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
                    | BadChoice::NotWeighed { .. }
                    | BadChoice::Weight { .. }
                    | BadChoice::VariantMissing { .. }
                    | BadChoice::VariantNotOffered { .. } => problem,
                }
            }
            DomainError::CheckBilled => plain(Code::CheckBilled),
            DomainError::NothingToBill => plain(Code::NothingToBill),
            DomainError::BillStale => plain(Code::BillStale),
            DomainError::BillUnpaid { due, currency } => {
                plain(Code::BillUnpaid).with("due", Money::new(due, currency))
            }
            DomainError::BillPaid => plain(Code::BillPaid),
            DomainError::BillVoid => plain(Code::BillVoid),
            DomainError::BillHasPayments => plain(Code::BillHasPayments),
            DomainError::DuesLimit { left, currency } => {
                plain(Code::DuesLimit).with("left", Money::new(left, currency))
            }
            DomainError::NothingOwed => plain(Code::NothingOwed),
            DomainError::ApprovalNeeded => plain(Code::ApprovalNeeded),
            DomainError::ApprovalOver => plain(Code::ApprovalOver),
            DomainError::DayClosed { day, next_at } => {
                let problem = plain(Code::DayClosed).with("day", day);
                match next_at {
                    Some(next_at) => problem.with("next_at", next_at),
                    None => problem,
                }
            }
            DomainError::FloatSaid => plain(Code::FloatSaid),
            DomainError::DayUndecided { open } => plain(Code::DayUndecided).with("open", open),
            DomainError::CheckOnHold => plain(Code::CheckOnHold),
            DomainError::LinesUnsent => plain(Code::LinesUnsent),
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
            DomainError::AlreadyColleague => Self::new(
                Code::AlreadyColleague,
                "Please sign in. Whoever leads you there can change what you are.",
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
            Refusal::CartChanged(cart, rules) => {
                let cart = of_cart(&cart, rules.as_deref());
                Self::from(DomainError::CartChanged).with("cart", cart)
            }
            Refusal::PricesChanged(cart, rules) => Self::from(DomainError::PricesChanged)
                .with("cart", of_cart(&cart, rules.as_deref()))
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
            // The caller's own sign-in is good, so it is no 401.
            Refusal::ApprovalWrong => Self::new(
                Code::ApprovalWrong,
                "That login and password are of nobody who may approve this here.",
            ),
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
            Refusal::OperatorCodeWrong => Self::new(
                Code::OperatorCodeWrong,
                "Whoever runs the service can read the operator's code.",
            ),
            Refusal::OperatorLimited { retry_after } => {
                limited("Too many wrong tries. Please wait.").after(retry_after)
            }
            Refusal::LinkWrong => Self::new(
                Code::LinkWrong,
                "Open the whole link, or ask whoever gave it to you for a new one.",
            ),
            Refusal::LinkLimited { retry_after } => {
                limited("Too many wrong tries. Please wait.").after(retry_after)
            }
            Refusal::PrinterLimited { retry_after } => {
                limited("Too many wrong secrets. Please wait.").after(retry_after)
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
#[path = "of_tests.rs"]
mod tests;

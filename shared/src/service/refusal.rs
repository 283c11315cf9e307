//! Why a use case did not do what it was asked for. HTTP is `api`'s: it makes a problem of
//! each of these, and of nothing else.

use crate::auth::AuthError;
use crate::domain::DomainError;
use crate::domain::bill::tax::TaxRules;
use crate::domain::cart::Cart;
use crate::domain::draft::{Draft, DraftError};
use crate::domain::id::BadId;
use crate::domain::overrides::ChangeRefused;
use crate::store::StoreError;

/// A refusal or a failure. Nothing was written, but for [`StoreError::Unavailable`], after
/// which it is not known.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A rule of the restaurant.
    #[error(transparent)]
    Domain(#[from] DomainError),
    /// Something that cannot be done with a menu's draft.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// A branch's own menu is not changed so.
    #[error(transparent)]
    OwnMenu(#[from] ChangeRefused),
    /// Who they are, or what they may.
    #[error(transparent)]
    Auth(#[from] AuthError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What they named is not there, or not theirs to know of.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The cart is not the one that the caller saw; this is the one there is, and how it is taxed.
    #[error("the cart has changed meanwhile")]
    CartChanged(Box<Cart>, Option<Box<TaxRules>>),
    /// The total, or what is to be paid, is not what the caller saw; this is the cart at today's
    /// prices, and how it is taxed.
    #[error("prices have changed")]
    PricesChanged(Box<Cart>, Option<Box<TaxRules>>),
    /// They run one branch of several, and the menu is that of all.
    #[error("the menu is the brand's, which has other branches")]
    BrandsMenu,
    /// The menu's draft is not the one that the caller saw; this is the one there is.
    #[error("the menu's draft has changed meanwhile")]
    DraftMoved(Box<Draft>),
    /// The key of this request came with another one before.
    #[error("the key was used for another request")]
    KeyReused,
    /// The answer of a request that must happen once could not be written as JSON.
    #[error("the answer could not be written")]
    Unwritable(#[source] serde_json::Error),
    /// No party sits at the table.
    #[error("the table is not open")]
    TableNotOpen,
    /// What staff wanted to do with a session that has ended.
    #[error("the session has ended already")]
    SessionEnded,
    /// The PIN is not the session's.
    #[error("the PIN is wrong")]
    PinWrong {
        /// Tries that the phone has left.
        tries_left: Option<u32>,
    },
    /// Too many wrong PINs.
    #[error("too many wrong PINs")]
    PinLimited {
        /// From this phone; else at this table.
        by_phone: bool,
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Login and password do not fit, or their person may not sign in.
    #[error("login and password do not fit")]
    SignInWrong,
    /// Login and password are of nobody who may approve something here.
    #[error("login and password approve nothing here")]
    ApprovalWrong,
    /// Too many wrong passwords.
    #[error("too many wrong passwords")]
    SignInLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The set-up code is not this stack's.
    #[error("the set-up code is wrong")]
    SetUpCodeWrong,
    /// Too many wrong set-up codes.
    #[error("too many wrong set-up codes")]
    SetUpLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The operator's code is not this stack's.
    #[error("the operator's code is wrong")]
    OperatorCodeWrong,
    /// Too many wrong codes of the operator, or logins of nobody who is an owner.
    #[error("too many wrong codes of the operator")]
    OperatorLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// There is no one-time link with that code.
    #[error("the link is wrong")]
    LinkWrong,
    /// Too many wrong links, or logins that are taken.
    #[error("too many wrong links")]
    LinkLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Too many wrong secrets of printers from one address.
    #[error("too many wrong secrets of printers")]
    PrinterLimited {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The house is set up, which happens once.
    #[error("it is set up already")]
    AlreadySetUp,
    /// The guest has taken many other names in a short time.
    #[error("the guest has taken many names in a short time")]
    RenamedTooOften {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// A table was asked for very often, or many tables from one place.
    #[error("tables were asked for very often")]
    AskedTooOften {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The party asked for the same a moment ago.
    #[error("somebody has been called for this a moment ago")]
    CalledJustNow {
        /// Seconds to wait.
        retry_after: u64,
    },
}

impl From<BadId> for Refusal {
    /// An ID of a wrong form names nothing.
    fn from(error: BadId) -> Self {
        Self::NotFound(error.0)
    }
}

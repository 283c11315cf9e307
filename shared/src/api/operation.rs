//! What an operation of the API is, said once: the OpenAPI document, the router of its
//! function, the check against the template and the matrix of who may do what follow from it.

use std::marker::PhantomData;

pub use super::body::{File, Nothing};
#[cfg(feature = "openapi")]
use super::described::{Described, Shape};
use super::problem::Code;
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
    /// A branch's status screen, by its link.
    Screen,
    /// Whoever has the link to a receipt.
    ReceiptLink,
    /// Guests, staff and status screens.
    AnyIdentity,
    /// Whoever has the refresh cookie.
    Cookie,
    /// The same, and whoever has none any more: they are where they want to be.
    CookieOrNot,
    /// A printer that shows its secret.
    Printer,
}

/// What a query parameter may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Number { least: u32, most: u32 },
    /// A number of digits that the caller got from an earlier answer.
    Mark,
    /// An ID that is one word.
    Word,
    /// One of these.
    OneOf(&'static [&'static str]),
    /// Rows of a file, `3,9-12`, or `all`.
    Rows,
    /// Words of at most so many characters.
    Text { most: usize },
}

impl Kind {
    /// What a [`Kind::Mark`] looks like.
    pub const MARK: &'static str = "^[0-9]{1,9}$";
    /// What [`Kind::Rows`] look like.
    pub const ROWS: &'static str = "^(all|[0-9]{1,5}(-[0-9]{1,5})?(,[0-9]{1,5}(-[0-9]{1,5})?)*)$";
}

/// A query parameter; none is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query {
    /// As it stands in the query.
    pub name: &'static str,
    /// For people.
    pub meaning: &'static str,
    /// What it may hold.
    pub kind: Kind,
}

impl Query {
    /// Whether it is only tried.
    pub const DRY_RUN: Self = Self {
        name: "dry_run",
        meaning: "Whether to say only what would happen",
        kind: Kind::OneOf(&["true", "false"]),
    };
}

/// What is known of an operation without its types.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// The gateway's route key, `POST /api/v1/orders`.
    pub route: &'static str,
    /// The function that serves it.
    pub function: &'static str,
    /// Its name, unique.
    pub name: &'static str,
    /// One line for people.
    pub summary: &'static str,
    /// Who may call.
    pub caller: Caller,
    /// The status of an answer that is no problem.
    pub status: u16,
    /// Whether its body may be left out; none at all stands for `{}`.
    pub body_optional: bool,
    /// Whether an `Idempotency-Key` is required.
    pub idempotent: bool,
    /// Whether it may be only tried, by `dry_run`: 200 with the same answer then, and nothing is
    /// written.
    pub tried: bool,
    /// Whether an answer may be kept, and asked for again by its `ETag`.
    pub kept: bool,
    /// Its query parameters.
    pub query: &'static [Query],
    /// Media types of an answer that is a file and no JSON; usually none.
    pub files: &'static [&'static str],
    /// Media types of a file that it takes; usually none.
    pub takes: &'static [&'static str],
    /// Whether what it writes is its own, so that it meets nobody who changes the same.
    pub alone: bool,
    /// What it refuses beside what follows from the above, see [`Facts::refusals`].
    pub refuses: &'static [Code],
    /// Whether a session that is over is a state here (409) and not the end of the caller's
    /// own rights (401).
    pub closed_conflicts: bool,
    /// What it takes.
    #[cfg(feature = "openapi")]
    pub(super) request: fn() -> Shape,
    /// What it answers with.
    #[cfg(feature = "openapi")]
    pub(super) answer: fn() -> Shape,
}

impl Facts {
    /// `POST`.
    pub fn method(&self) -> &'static str {
        self.route.split(' ').next().unwrap_or_default()
    }

    /// `/api/v1/orders`.
    pub fn path(&self) -> &'static str {
        self.route.split(' ').nth(1).unwrap_or_default()
    }

    /// The names of the parameters in the path.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        let parts = self.path().split('/');
        parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// An operation that reads a `Request` and answers with an `Answer`.
#[derive(Debug)]
pub struct Operation<Request, Answer> {
    /// What is known of it without its types.
    pub facts: Facts,
    types: PhantomData<fn(Request) -> Answer>,
}

#[cfg(not(feature = "openapi"))]
impl<R, A> Operation<R, A> {
    /// An operation with the usual: for anybody, 200, no query, no key.
    pub const fn new(route: &'static str, function: &'static str) -> Self {
        Self {
            facts: plain(route, function),
            types: PhantomData,
        }
    }
}

#[cfg(feature = "openapi")]
impl<R: Described, A: Described> Operation<R, A> {
    /// An operation with the usual: for anybody, 200, no query, no key.
    pub const fn new(route: &'static str, function: &'static str) -> Self {
        Self {
            facts: Facts {
                request: R::shape,
                answer: A::shape,
                ..plain(route, function)
            },
            types: PhantomData,
        }
    }
}

const fn plain(route: &'static str, function: &'static str) -> Facts {
    Facts {
        route,
        function,
        name: "",
        summary: "",
        caller: Caller::Anyone,
        status: 200,
        body_optional: false,
        idempotent: false,
        tried: false,
        kept: false,
        query: &[],
        files: &[],
        takes: &[],
        alone: false,
        refuses: &[],
        closed_conflicts: false,
        #[cfg(feature = "openapi")]
        request: Shape::none,
        #[cfg(feature = "openapi")]
        answer: Shape::none,
    }
}

impl<R, A> Operation<R, A> {
    /// Its unique name, and one line for people.
    #[must_use]
    pub const fn named(mut self, name: &'static str, summary: &'static str) -> Self {
        self.facts.name = name;
        self.facts.summary = summary;
        self
    }

    /// Who may call.
    #[must_use]
    pub const fn by(mut self, caller: Caller) -> Self {
        self.facts.caller = caller;
        self
    }

    /// It makes something: 201, and `Location` says where.
    #[must_use]
    pub const fn creates(mut self) -> Self {
        self.facts.status = 201;
        self
    }

    /// It creates, and needs a key that makes two of the same one.
    #[must_use]
    pub const fn once(mut self) -> Self {
        self.facts.idempotent = true;
        self.creates()
    }

    /// It answers with nothing: 204.
    #[must_use]
    pub const fn silent(mut self) -> Self {
        self.facts.status = 204;
        self
    }

    /// It may be only tried: 200 says what its answer would be.
    #[must_use]
    pub const fn tried(mut self) -> Self {
        self.facts.tried = true;
        self.query(&[Query::DRY_RUN])
    }

    /// A body may be left out.
    #[must_use]
    pub const fn optional_body(mut self) -> Self {
        self.facts.body_optional = true;
        self
    }

    /// Its answer may be kept and asked for again.
    #[must_use]
    pub const fn kept(mut self) -> Self {
        self.facts.kept = true;
        self
    }

    /// Its query parameters.
    #[must_use]
    pub const fn query(mut self, query: &'static [Query]) -> Self {
        self.facts.query = query;
        self
    }

    /// It answers with a file of one of these media types.
    #[must_use]
    pub const fn files(mut self, files: &'static [&'static str]) -> Self {
        self.facts.files = files;
        self
    }

    /// It takes a file of one of these media types.
    #[must_use]
    pub const fn takes(mut self, files: &'static [&'static str]) -> Self {
        self.facts.takes = files;
        self
    }

    /// What it writes is its own: nobody else changes the same.
    #[must_use]
    pub const fn alone(mut self) -> Self {
        self.facts.alone = true;
        self
    }

    /// What it refuses beside what follows from the rest.
    #[must_use]
    pub const fn refuses(mut self, codes: &'static [Code]) -> Self {
        self.facts.refuses = codes;
        self
    }

    /// A session that is over is 409 here.
    #[must_use]
    pub const fn closed_conflicts(mut self) -> Self {
        self.facts.closed_conflicts = true;
        self
    }
}

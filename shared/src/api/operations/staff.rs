//! Signing in.

use crate::api::operation::{Caller, Kind, Nothing, Operation, Query};
use crate::api::problem::Code;
use crate::wire::staff::{OwnBranches, RefreshRequest, SignInRequest, SignedIn};

/// Where a page of one's branches begins.
pub const NEXT_BRANCH: Query = Query {
    name: "next",
    meaning: "Where the page begins, from the page before.",
    kind: Kind::Word,
};

pub static SIGN_IN: Operation<SignInRequest, SignedIn> =
    Operation::new("POST /api/v1/auth/sign-in", "sign-in")
        .named("signIn", "Sign in with login and password")
        .refuses(&[Code::Unauthenticated, Code::RateLimited]);

pub static REFRESH_SIGN_IN: Operation<RefreshRequest, SignedIn> =
    Operation::new("POST /api/v1/auth/refresh", "sign-in")
        .named(
            "refreshSignIn",
            "A new access token for the refresh cookie, for the branch that shall be open",
        )
        .by(Caller::Cookie)
        .optional_body()
        .refuses(&[Code::NotFound]);

pub static LIST_OWN_BRANCHES: Operation<Nothing, OwnBranches> =
    Operation::new("GET /api/v1/auth/branches", "sign-in")
        .named("listOwnBranches", "The branches where one may act")
        .by(Caller::Cookie)
        .query(&[NEXT_BRANCH]);

pub static SIGN_OUT: Operation<Nothing, Nothing> =
    Operation::new("POST /api/v1/auth/sign-out", "sign-in")
        .named("signOut", "End this sign-in and its connections")
        .by(Caller::CookieOrNot)
        .silent();

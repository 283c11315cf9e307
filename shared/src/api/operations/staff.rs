//! Signing in.

use crate::api::operation::{Caller, Nothing, Operation};
use crate::api::problem::Code;
use crate::wire::staff::{SignInRequest, SignedIn};

pub static SIGN_IN: Operation<SignInRequest, SignedIn> =
    Operation::new("POST /api/v1/auth/sign-in", "sign-in")
        .named("signIn", "Sign in with login and password")
        .refuses(&[Code::Unauthenticated, Code::RateLimited]);

pub static REFRESH_SIGN_IN: Operation<Nothing, SignedIn> =
    Operation::new("POST /api/v1/auth/refresh", "sign-in")
        .named("refreshSignIn", "A new access token for the refresh cookie")
        .by(Caller::Cookie);

pub static SIGN_OUT: Operation<Nothing, Nothing> =
    Operation::new("POST /api/v1/auth/sign-out", "sign-in")
        .named("signOut", "End this sign-in and its connections")
        .by(Caller::CookieOrNot)
        .silent();

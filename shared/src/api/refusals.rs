//! Which problems an operation answers with: what follows from who may call it and what it
//! takes, and what it names itself.

use std::collections::BTreeMap;

use super::operation::{Caller, Facts};
use super::problem::Code;

impl Facts {
    /// The codes of its problems by their status.
    pub fn refusals(&self) -> BTreeMap<u16, Vec<Code>> {
        let mut found: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
        let mut add = |status: u16, code: Code| {
            let codes = found.entry(status).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        };
        for code in self.implied().iter().chain(self.refuses) {
            add(code.status(), *code);
        }
        if self.closed_conflicts {
            add(409, Code::SessionClosed);
        }
        found
    }

    /// Whether it may answer so.
    pub fn may_answer(&self, status: u16, code: Code) -> bool {
        let refusals = self.refusals();
        refusals.get(&status).is_some_and(|all| all.contains(&code))
    }

    fn implied(&self) -> Vec<Code> {
        use Code::{
            BodyTooLarge, Forbidden, IdempotencyKeyMissing, IdempotencyKeyReused, InProgress,
            Internal, MalformedJson, NotFound, RateLimited, SessionClosed, TokenExpired,
            Unauthenticated, Unavailable, Validation,
        };
        let mut codes = vec![Internal, Unavailable];
        codes.extend_from_slice(match self.caller {
            Caller::Anyone | Caller::CookieOrNot => &[],
            Caller::Guest => &[Unauthenticated, TokenExpired, SessionClosed],
            Caller::Staff(_) => &[Unauthenticated, TokenExpired, Forbidden, NotFound],
            Caller::Screen | Caller::ReceiptLink => &[Unauthenticated],
            Caller::AnyIdentity => &[Unauthenticated, TokenExpired, SessionClosed, Forbidden],
            Caller::Cookie => &[Unauthenticated, TokenExpired],
            Caller::Printer => &[Unauthenticated, RateLimited],
        });
        if self.parameters().next().is_some() {
            codes.push(NotFound);
        }
        if (self.request)().name.is_some() {
            codes.extend([MalformedJson, BodyTooLarge, Validation]);
        }
        if !self.takes.is_empty() {
            codes.extend([BodyTooLarge, Validation]);
        }
        if self.idempotent {
            codes.extend([IdempotencyKeyMissing, BodyTooLarge, IdempotencyKeyReused]);
        }
        if !self.query.is_empty() {
            codes.push(Validation);
        }
        // Only what writes can meet others who change the same.
        if !matches!(self.method(), "GET" | "HEAD") && !self.alone {
            codes.push(InProgress);
        }
        codes
    }
}

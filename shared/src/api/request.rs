//! One HTTP call as the functions see it: API Gateway has matched the route already.

use std::ops::RangeInclusive;
use std::str::FromStr;

use jiff::Timestamp;
use lambda_http::http::HeaderMap;
use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt};
use serde::de::DeserializeOwned;

use super::json;
use super::operation::{Caller, Facts, Kind, Operation, Query};
use super::problem::{Code, Problem};
use crate::auth::AuthError;
use crate::domain::audit::{Actor, Origin};
use crate::domain::id::BadId;
use crate::domain::role::Permission;
use crate::service::By;
use crate::service::intent::Intent;

/// The largest body that any endpoint of ours takes, in bytes.
pub const MAX_BODY: usize = 64 * 1024;

/// How long an `Idempotency-Key` is, in visible ASCII characters.
pub const KEY_LENGTH: RangeInclusive<usize> = 8..=128;

/// What is wrong with a cursor.
const NO_PAGE: &str = "not from a page before";

/// A call with its time.
#[derive(Debug)]
pub struct HttpRequest {
    route: String,
    operation: Option<&'static Facts>,
    request: Request,
    origin: Origin,
    /// When it arrived; the one time that everything in this call happens at.
    pub now: Timestamp,
}

impl HttpRequest {
    /// Wraps a request that arrived at `now`.
    pub fn new(request: Request, now: Timestamp) -> Self {
        let (route, origin) = match request.request_context_ref() {
            Some(RequestContext::ApiGatewayV2(context)) => (
                context.route_key.clone().unwrap_or_default(),
                Origin {
                    // Never a header: what a client writes there says nothing.
                    address: context
                        .http
                        .source_ip
                        .as_ref()
                        .and_then(|ip| ip.parse().ok()),
                    request_id: context.request_id.clone().unwrap_or_default(),
                },
            ),
            _ => (String::new(), Origin::default()),
        };
        Self {
            route,
            operation: None,
            request,
            origin,
            now,
        }
    }

    /// Says which operation it is of.
    pub(super) fn is_of(&mut self, operation: &'static Facts) {
        self.operation = Some(operation);
    }

    /// What staff need to be allowed its operation.
    ///
    /// # Errors
    /// 500 when the operation is none of staff's.
    pub fn permission(&self) -> Result<Permission, Problem> {
        match self.operation.map(|facts| facts.caller) {
            Some(Caller::Staff(permission)) => Ok(permission),
            _ => {
                let detail = "Please try again later.";
                Err(Problem::new(Code::Internal, detail)
                    .because(format!("{} asks for no permission", self.route)))
            }
        }
    }

    /// The route key, `GET /api/v1/cart`.
    pub fn route(&self) -> &str {
        &self.route
    }

    /// The gateway's ID of this request.
    pub fn request_id(&self) -> &str {
        &self.origin.request_id
    }

    /// Where it came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// This call as something that `who` does.
    pub fn by(&self, who: impl Into<Actor>) -> By {
        By {
            who: who.into(),
            origin: self.origin.clone(),
            at: self.now,
        }
    }

    /// The intent behind the `Idempotency-Key` of a caller whose verified identity is `scope`.
    /// `what` tells apart what the route alone does not, such as the table in its path.
    ///
    /// # Errors
    /// 400 without a key, 413 for a body that is too large.
    pub fn intent(&self, scope: String, what: &str) -> Result<Intent, Problem> {
        let route = format!("{}{what}", self.route());
        let key = self.idempotency_key()?;
        Ok(Intent::new(scope, key, &route, self.body()?))
    }

    /// All headers, as the gateway passed them on.
    pub fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request
            .headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
    }

    /// A cookie's value. Payload format 2.0 hands the cookies over in one header.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.header("cookie")?
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(key, value)| (key == name).then_some(value))
    }

    /// A path parameter as its ID type.
    ///
    /// # Errors
    /// 404 when it is missing or has another form: it names nothing.
    pub fn id<T: FromStr<Err = BadId>>(&self, name: &str) -> Result<T, Problem> {
        let parameters = self.request.path_parameters();
        let text = parameters
            .first(name)
            .ok_or_else(|| Problem::not_found(name))?;
        text.parse().map_err(Problem::from)
    }

    /// A path parameter as text.
    ///
    /// # Errors
    /// 404 when it is missing.
    pub fn path(&self, name: &str) -> Result<String, Problem> {
        let parameters = self.request.path_parameters();
        parameters
            .first(name)
            .map(str::to_owned)
            .ok_or_else(|| Problem::not_found(name))
    }

    /// A query parameter.
    pub fn query(&self, name: &str) -> Option<String> {
        self.request
            .query_string_parameters()
            .first(name)
            .map(str::to_owned)
    }

    /// Whether it is only tried.
    ///
    /// # Errors
    /// 422 for anything but true or false.
    pub fn is_dry_run(&self) -> Result<bool, Problem> {
        match self.query(Query::DRY_RUN.name).as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Problem::invalid(Query::DRY_RUN.name, "true or false")),
        }
    }

    /// Where a page of a list begins, as the page before said.
    ///
    /// # Errors
    /// 422 when no page said so.
    pub fn cursor<T: FromStr>(&self, query: &Query) -> Result<Option<T>, Problem> {
        let text = self.query(query.name);
        let cursor = text.map(|text| text.parse()).transpose();
        cursor.map_err(|_| Problem::invalid(query.name, NO_PAGE))
    }

    /// A query parameter that is words, trimmed; blank counts as none.
    ///
    /// # Errors
    /// 422 when it is longer than the parameter may be.
    pub fn words(&self, query: &Query) -> Result<Option<String>, Problem> {
        let text = self.query(query.name).unwrap_or_default();
        match query.kind {
            Kind::Text { most } if text.chars().count() > most => {
                let message = format!("at most {most} characters");
                Err(Problem::invalid(query.name, message))
            }
            _ => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        }
    }

    /// A query parameter that is a number or a mark.
    ///
    /// # Errors
    /// 422 when it is no such number, or out of the parameter's range.
    pub fn number(&self, query: &Query) -> Result<Option<u32>, Problem> {
        let Some(text) = self.query(query.name) else {
            return Ok(None);
        };
        let is_plain = (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|_| is_plain);
        let (range, message) = match query.kind {
            Kind::Number { least, most } => (least..=most, format!("{least} to {most}")),
            _ => (0..=u32::MAX, NO_PAGE.to_owned()),
        };
        match number {
            Some(number) if range.contains(&number) => Ok(Some(number)),
            _ => Err(Problem::invalid(query.name, message)),
        }
    }

    /// The token of `Authorization: Bearer`.
    ///
    /// # Errors
    /// 401 when there is none.
    pub fn bearer(&self) -> Result<&str, Problem> {
        let value = self.header("authorization").ok_or(AuthError::Missing)?;
        match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => Ok(token.trim()),
            _ => Err(AuthError::Missing.into()),
        }
    }

    /// The body's bytes.
    ///
    /// # Errors
    /// 413 past [`MAX_BODY`].
    pub fn body(&self) -> Result<&[u8], Problem> {
        let body: &[u8] = self.request.body().as_ref();
        if body.len() > MAX_BODY {
            let detail = format!("At most {MAX_BODY} bytes are taken here.");
            return Err(Problem::new(Code::BodyTooLarge, detail));
        }
        Ok(body)
    }

    /// The bytes of a file, of at most so many. `advice` says what to do with a larger one.
    ///
    /// # Errors
    /// 413 past that.
    pub fn file(&self, most: usize, advice: &str) -> Result<&[u8], Problem> {
        let body: &[u8] = self.request.body().as_ref();
        if body.len() > most {
            let detail = format!(
                "The file is too large: {} MB are taken here, because no function is handed more than 6 MB. {advice}",
                most / 1_000_000
            );
            return Err(Problem::new(Code::BodyTooLarge, detail));
        }
        Ok(body)
    }

    /// The body as the operation takes it. Where it may be left out, none stands for `{}`.
    ///
    /// # Errors
    /// 413, 400 `malformed_json`, or 422 naming the field that is unknown or of a wrong type.
    pub fn read<R, A>(&self, operation: &Operation<R, A>) -> Result<R, Problem>
    where
        R: DeserializeOwned,
    {
        let body = self.body()?;
        let is_empty = operation.facts.body_optional && body.trim_ascii().is_empty();
        json::parse(if is_empty { b"{}" } else { body })
    }

    /// The `Idempotency-Key`.
    ///
    /// # Errors
    /// 400 when it is missing or not 8 to 128 visible ASCII characters.
    fn idempotency_key(&self) -> Result<&str, Problem> {
        match self.header("idempotency-key") {
            Some(key)
                if KEY_LENGTH.contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic()) =>
            {
                Ok(key)
            }
            _ => Err(Problem::new(
                Code::IdempotencyKeyMissing,
                "Send a header Idempotency-Key of 8 to 128 characters, new for each intent.",
            )),
        }
    }

    /// Whether the client came over TLS; the gateway of the cloud always says so.
    pub fn is_https(&self) -> bool {
        self.header("x-forwarded-proto") != Some("http")
    }
}

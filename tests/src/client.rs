//! Somebody who calls the API.

use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;

use crate::contract;

/// A caller, with or without a token.
#[derive(Debug, Clone)]
pub struct Caller {
    http: Client,
    /// Where the pages come from.
    origin: String,
    /// Where connections go: the same, or a network in front of it.
    address: String,
    token: Option<String>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    pub headers: HeaderMap,
    /// The body as JSON; `null` when it is empty or something else.
    pub body: Value,
    /// The body as it came.
    pub text: String,
}

impl Caller {
    pub(crate) fn new(http: Client, origin: &str) -> Self {
        Self {
            http,
            origin: origin.to_owned(),
            address: origin.to_owned(),
            token: None,
        }
    }

    /// The same with a token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            token: Some(token.to_owned()),
            ..self.clone()
        }
    }

    /// The same caller at a stack that was started anew.
    #[must_use]
    pub fn at(&self, other: &Self) -> Self {
        Self {
            token: self.token.clone(),
            ..other.clone()
        }
    }

    /// The same caller through a network of its own. Connections are not kept, so that one
    /// that is cut concerns one request.
    #[must_use]
    pub(crate) fn through(&self, address: &str) -> Self {
        let http = Client::builder().no_proxy().pool_max_idle_per_host(0);
        Self {
            http: http.build().unwrap(),
            address: address.to_owned(),
            ..self.clone()
        }
    }

    /// The same caller from another address of this machine, `127.0.0.2`.
    ///
    /// # Panics
    /// When it is no address.
    #[must_use]
    pub fn from_address(&self, address: &str) -> Self {
        let http = Client::builder().no_proxy();
        let http = http.local_address(Some(address.parse().unwrap()));
        Self {
            http: http.build().unwrap(),
            ..self.clone()
        }
    }

    /// What it signs its requests with.
    pub fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    /// Where pages come from.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Where connections go.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// A request to `path` below `/api/v1`, with the token when there is one.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.to(method, &format!("/api/v1{path}"))
    }

    /// A request to any path of the site, with the token when there is one.
    pub fn to(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.address));
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::GET, path)).await
    }

    /// Sends a body.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        Answer::to(self.request(method, path).json(body)).await
    }

    /// Posts a body.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    /// Deletes.
    pub async fn delete(&self, path: &str) -> Answer {
        Answer::to(self.request(Method::DELETE, path)).await
    }
}

impl Answer {
    /// Sends a request.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn to(request: RequestBuilder) -> Self {
        match Self::try_to(request).await {
            Ok(answer) => answer,
            Err(error) => panic!("no answer: {error:?}"),
        }
    }

    /// Sends a request to a stack that may die meanwhile.
    ///
    /// # Errors
    /// When no whole answer comes.
    ///
    /// # Panics
    /// When the document says nothing of such an answer.
    pub async fn try_to(request: RequestBuilder) -> reqwest::Result<Self> {
        let (http, request) = request.build_split();
        let request = request?;
        let (method, url) = (request.method().clone(), request.url().clone());
        let response: Response = http.execute(request).await?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await?;
        let body = serde_json::from_str(&text).unwrap_or_default();
        contract::check(&method, &url, status, &body);
        Ok(Self {
            status,
            headers,
            body,
            text,
        })
    }

    /// The body of an answer that must have this status.
    ///
    /// # Panics
    /// When it has another.
    pub fn expect_status(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.body
    }

    /// The problem of a refusal, whose form is checked in every respect.
    ///
    /// # Panics
    /// When it is another refusal, or none.
    pub fn refused(self, status: u16, code: &str) -> Value {
        let problem = &self.body;
        assert_eq!(
            (self.status, problem["code"].as_str()),
            (status, Some(code)),
            "{}",
            self.text
        );
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("urn:salver:problem:{code}"));
        let id = self.headers["apigw-requestid"].to_str().unwrap();
        assert_eq!(problem["request_id"], id);
        for field in ["title", "detail"] {
            let text = problem[field].as_str().unwrap_or_default();
            assert!(!text.is_empty(), "{field} of {}", self.text);
        }
        self.body
    }

    /// A header as text.
    ///
    /// # Panics
    /// When it is missing.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .unwrap_or_else(|| panic!("{name} is missing"))
            .to_str()
            .unwrap()
    }
}

//! What goes to `@connections`, held to what the SDK's own client sends, and what is tried again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use aws_sdk_apigatewaymanagement::Client;
use aws_sdk_apigatewaymanagement::config::{BehaviorVersion, Region};
use aws_sdk_apigatewaymanagement::primitives::Blob;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnectorFuture, HttpConnectorSettings,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;

use super::*;

const ENDPOINT: &str = "https://abc.execute-api.ap-south-1.amazonaws.com/prod";
const ID: &str = "L0SM9cOFvHcCIhw=";

/// Answers with these statuses one after the other, the last one for good; 0 is a connection
/// that broke off.
#[derive(Debug, Clone)]
struct Gateway {
    statuses: Arc<Mutex<Vec<u16>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

#[derive(Debug, Clone)]
struct Asked {
    uri: String,
    headers: BTreeMap<String, String>,
}

impl Gateway {
    fn new(statuses: &[u16]) -> Self {
        Self {
            statuses: Arc::new(Mutex::new(statuses.to_vec())),
            asked: Arc::default(),
        }
    }

    fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

impl HttpConnector for Gateway {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.asked.lock().unwrap().push(Asked {
            uri: request.uri().to_owned(),
            headers: headers.collect(),
        });
        let mut statuses = self.statuses.lock().unwrap();
        let status = if statuses.len() > 1 {
            statuses.remove(0)
        } else {
            statuses[0]
        };
        HttpConnectorFuture::ready(match status {
            0 => Err(ConnectorError::io("it broke off".into())),
            status => Ok(HttpResponse::new(
                status.try_into().unwrap(),
                SdkBody::empty(),
            )),
        })
    }
}

impl HttpClient for Gateway {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn credentials() -> Credentials {
    let token = Some("a session's token".to_owned());
    Credentials::new("AKIDEXAMPLE", "a secret", token, None, "test")
}

fn connections(gateway: &Gateway) -> Connections {
    let http = SharedHttpConnector::new(gateway.clone());
    Connections::new(http, credentials(), "ap-south-1".to_owned(), ENDPOINT)
}

/// Signed by the headers that the SDK signs, a post has the SDK's address and the SDK's signature.
#[tokio::test]
async fn a_post_is_signed_as_the_sdk_signs_it() {
    let gateway = Gateway::new(&[200]);
    let config = aws_sdk_apigatewaymanagement::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("ap-south-1"))
        .endpoint_url(ENDPOINT)
        .credentials_provider(credentials())
        .http_client(gateway.clone())
        .build();
    let sent = Client::from_conf(config)
        .post_to_connection()
        .connection_id(ID)
        .data(Blob::new("{}"))
        .send();
    sent.await.unwrap();
    let of_sdk = gateway.asked().remove(0);

    let authorization = &of_sdk.headers["authorization"];
    let (_, signed) = authorization.split_once("SignedHeaders=").unwrap();
    let (signed, _) = signed.split_once(',').unwrap();
    let ours = ["host", "x-amz-date", "x-amz-security-token"];
    let headers: Vec<Header<'_>> = signed
        .split(';')
        .filter(|name| !ours.contains(name))
        .map(|name| (name, of_sdk.headers[name].as_str()))
        .collect();
    let now = jiff::fmt::strtime::parse(
        "%Y%m%dT%H%M%SZ%z",
        format!("{}+0000", of_sdk.headers["x-amz-date"]),
    )
    .unwrap()
    .to_timestamp()
    .unwrap();
    let request = connections(&gateway)
        .request(&Method::POST, ID, &headers, "{}", now)
        .unwrap();
    assert_eq!(request.uri().to_string(), of_sdk.uri);
    for name in ["authorization", "x-amz-date", "x-amz-security-token"] {
        let value = request.headers()[name].to_str().unwrap();
        assert_eq!(value, of_sdk.headers[name], "{name}");
    }
}

#[tokio::test]
async fn what_the_gateway_is_too_busy_for_is_tried_again() {
    for (statuses, outcome, tries) in [
        (vec![200], Some(200), 1),
        (vec![410], Some(410), 1),
        (vec![403], Some(403), 1),
        (vec![429, 0, 200], Some(200), 3),
        (vec![500, 503, 410], Some(410), 3),
        (vec![429], Some(429), 4),
        (vec![0], None, 4),
    ] {
        let gateway = Gateway::new(&statuses);
        let answered = connections(&gateway)
            .ask(&Method::POST, ID, &[], "{}", Timestamp::UNIX_EPOCH)
            .await;
        let answered = answered.ok().map(|status| status.as_u16());
        assert_eq!(answered, outcome, "{statuses:?}");
        assert_eq!(gateway.asked().len(), tries, "{statuses:?}");
    }
}

/// Whoever takes a close code from its sender takes it with the signature.
#[tokio::test]
async fn a_header_of_ours_is_sent_and_signed() {
    let gateway = Gateway::new(&[204]);
    let headers = [("x-connection-close-code", "4401")];
    let asked = connections(&gateway)
        .ask(&Method::DELETE, ID, &headers, "", Timestamp::UNIX_EPOCH)
        .await;
    assert_eq!(asked.unwrap(), 204);
    let sent = gateway.asked().remove(0);
    assert_eq!(sent.headers["x-connection-close-code"], "4401");
    let authorization = &sent.headers["authorization"];
    assert!(authorization.contains("x-connection-close-code"));
}

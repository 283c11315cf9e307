//! The providers against a server that answers what it is told to, over a real connection.

use std::time::Duration;

use aws_credential_types::Credentials;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::*;
use crate::api::http_client::plain;
use crate::domain::message::{About, Message};
use crate::domain::message_settings::{MessageSettings, Via};
use crate::domain::message_text::Said;
use crate::messaging::Provider;
use crate::messaging::sns::{self, Sns};
use crate::messaging::whatsapp::{self, WhatsApp};

/// What the server does with the one request that it takes.
#[derive(Debug, Clone, Copy)]
enum Does {
    Answers(u16, &'static str),
    /// It reads the request and closes the connection.
    Hangs,
    /// It reads the request and says nothing.
    Nothing,
}

fn now() -> Timestamp {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

fn message() -> Message {
    let about = About {
        id: "lane_01m".parse().unwrap(),
        check: &"lane_c1".parse().unwrap(),
        settings: MessageSettings {
            via: Via::Sms,
            ..MessageSettings::default()
        },
        to: "+919845012345".to_owned().try_into().unwrap(),
    };
    let said = Said::OrderConfirmed {
        brand: "Café & Söhne",
        number: 12,
        pickup: None,
    };
    Message::new(about, &said, now())
}

/// A server for one request; it gives the request back as text.
async fn server(does: Does) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read(&mut stream).await;
        match does {
            Does::Answers(status, body) => {
                let length = body.len();
                let answer =
                    format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n{body}");
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            Does::Hangs => drop(stream),
            Does::Nothing => tokio::time::sleep(Duration::from_secs(3_600)).await,
        }
        request
    });
    (endpoint, asked)
}

async fn read(stream: &mut tokio::net::TcpStream) -> String {
    let mut request = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let length = stream.read(&mut piece).await.unwrap();
        request.extend_from_slice(&piece[..length]);
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let wanted = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.parse::<usize>().unwrap())
        });
        if length == 0 || body.len() >= wanted.unwrap_or_default() {
            return text;
        }
    }
}

fn service(name: &'static str, endpoint: String) -> Service {
    let token = Some("a session's token".to_owned());
    Service {
        http: plain().unwrap(),
        credentials: Credentials::new("AKIDEXAMPLE", "a secret", token, None, "test"),
        region: "ap-south-1".to_owned(),
        name,
        endpoint,
    }
}

fn sms(endpoint: String) -> Sns {
    Sns {
        service: service(sns::SERVICE, endpoint),
        sender: Some("SALVER".to_owned()),
    }
}

fn whatsapp(endpoint: String) -> WhatsApp {
    WhatsApp {
        service: service(whatsapp::SERVICE, endpoint),
        number: "phone-number-id-0123".to_owned(),
        language: "en".to_owned(),
        version: "v20.0".to_owned(),
    }
}

/// That the request is signed for this service, with all that must be.
fn require_signature(request: &str, service: &str) {
    let scope = format!("Credential=AKIDEXAMPLE/20261130/ap-south-1/{service}/aws4_request");
    let head = request.split("\r\n\r\n").next().unwrap();
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(found, _)| found.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_owned())
    };
    let signature = header("authorization").unwrap();
    assert!(signature.starts_with("AWS4-HMAC-SHA256 "), "{signature}");
    assert!(signature.contains(&scope), "{signature}");
    for signed in ["content-type", "host", "x-amz-date", "x-amz-security-token"] {
        assert!(signature.contains(signed), "{signed}: {signature}");
    }
    let (_, hash) = signature.split_once("Signature=").unwrap();
    assert_eq!(hash.len(), 64, "{signature}");
    assert_eq!(header("x-amz-date").as_deref(), Some("20261130T120000Z"));
    assert_eq!(
        header("x-amz-security-token").as_deref(),
        Some("a session's token")
    );
}

#[tokio::test]
async fn a_text_message_goes_to_sns_as_it_takes_it() {
    let taken = "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>";
    let (endpoint, asked) = server(Does::Answers(200, taken)).await;
    let handed = sms(endpoint).send(&message(), now()).await;
    assert_eq!(handed, Handed::Taken(Some("m-1".to_owned())));
    let request = asked.await.unwrap();
    assert!(request.starts_with("POST / HTTP/1.1\r\n"), "{request}");
    require_signature(&request, "sns");
    let body = request.split("\r\n\r\n").nth(1).unwrap();
    for field in [
        "Action=Publish",
        "Version=2010-03-31",
        "PhoneNumber=%2B919845012345",
        "Message=Caf%C3%A9%20%26%20S%C3%B6hne%3A%20order%2012%20is%20confirmed%2C%20for%20delivery.",
        "MessageAttributes.entry.1.Value.StringValue=Transactional",
        "MessageAttributes.entry.2.Value.StringValue=SALVER",
    ] {
        assert!(body.split('&').any(|part| part == field), "{field}: {body}");
    }
}

#[tokio::test]
async fn a_whatsapp_message_is_its_template_with_the_customer_s_values() {
    let (endpoint, asked) = server(Does::Answers(200, r#"{"messageId":"w-1"}"#)).await;
    let handed = whatsapp(endpoint).send(&message(), now()).await;
    assert_eq!(handed, Handed::Taken(Some("w-1".to_owned())));
    let request = asked.await.unwrap();
    assert!(
        request.starts_with("POST /v1/whatsapp/send HTTP/1.1\r\n"),
        "{request}"
    );
    require_signature(&request, "social-messaging");
    let body = request.split("\r\n\r\n").nth(1).unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["originationPhoneNumberId"], "phone-number-id-0123");
    assert_eq!(body["metaApiVersion"], "v20.0");
    let inner = STANDARD.decode(body["message"].as_str().unwrap()).unwrap();
    let inner: serde_json::Value = serde_json::from_slice(&inner).unwrap();
    assert_eq!(inner["to"], "+919845012345");
    assert_eq!(inner["template"]["name"], "salver_order_confirmed");
    let values = &inner["template"]["components"][0]["parameters"];
    assert_eq!(values[0]["text"], "Café & Söhne");
    assert_eq!(values[1]["text"], "12");
    assert_eq!(values[2]["text"], "for delivery");
}

/// Which of the four ways an answer is: only what was certainly not taken is tried again.
#[tokio::test]
async fn what_may_have_been_taken_is_never_tried_again() {
    for (status, body, wanted) in [
        (429, "", "later"),
        (503, "", "later"),
        (400, "<Error><Code>Throttling</Code></Error>", "later"),
        (400, "<Error><Code>InvalidParameter</Code></Error>", "never"),
        (
            403,
            "<Error><Code>AuthorizationError</Code></Error>",
            "never",
        ),
        (500, "<Error><Code>InternalError</Code></Error>", "unclear"),
        (502, "<html>", "unclear"),
        (504, "", "unclear"),
    ] {
        let (endpoint, _) = server(Does::Answers(status, body)).await;
        let handed = sms(endpoint).send(&message(), now()).await;
        let (way, why) = match &handed {
            Handed::Taken(_) => ("taken", ""),
            Handed::Later(why) => ("later", why.as_str()),
            Handed::Never(why) => ("never", why.as_str()),
            Handed::Unclear(why) => ("unclear", why.as_str()),
        };
        assert_eq!(way, wanted, "{status} {body}");
        assert!(why.contains(&status.to_string()), "{status}: {why}");
        // No customer's number goes into what staff and logs see.
        assert!(!why.contains("98450"), "{why}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_unclear_and_one_that_never_stood_is_not() {
    let (endpoint, asked) = server(Does::Hangs).await;
    let handed = sms(endpoint).send(&message(), now()).await;
    assert!(matches!(handed, Handed::Unclear(_)), "{handed:?}");
    assert!(asked.await.unwrap().contains("Action=Publish"));

    let (endpoint, asked) = server(Does::Nothing).await;
    let handed = whatsapp(endpoint).send(&message(), now()).await;
    assert!(matches!(handed, Handed::Unclear(_)), "{handed:?}");
    asked.abort();

    // Nobody listens there any more.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let handed = sms(endpoint).send(&message(), now()).await;
    assert!(matches!(handed, Handed::Later(_)), "{handed:?}");
}

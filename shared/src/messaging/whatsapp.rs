//! WhatsApp messages by AWS End User Messaging Social.
//!
//! What a business says first must be a template that Meta has approved, so the text itself is
//! never sent: only the values that are this customer's own, to the template of its kind.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Provider;
use super::signed::{Read, Service, handed};
use crate::domain::message::{Handed, Message};
use crate::domain::message_settings::MessageKind;

/// Its name in a signature, and in its address.
pub const SERVICE: &str = "social-messaging";

/// Sends WhatsApp messages.
#[derive(Debug)]
pub struct WhatsApp {
    pub service: Service,
    /// What AWS calls the number that they come from.
    pub number: String,
    /// The language of the templates, as Meta writes it: `en`.
    pub language: String,
    /// The version of Meta's API: `v20.0`.
    pub version: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Answer {
    message_id: Option<String>,
    #[serde(rename = "__type")]
    kind: Option<String>,
}

impl WhatsApp {
    /// Sends a message as its template.
    async fn send_template(&self, message: &Message, now: Timestamp) -> Handed {
        let body = json!({
            "originationPhoneNumberId": self.number,
            "metaApiVersion": self.version,
            "message": STANDARD.encode(self.template(message).to_string()),
        });
        let asked = self
            .service
            .post(
                "/v1/whatsapp/send",
                "application/json",
                body.to_string(),
                now,
            )
            .await;
        handed(asked, |text| {
            let answer: Answer = serde_json::from_str(text).unwrap_or_default();
            Read {
                reference: answer.message_id,
                code: answer.kind,
            }
        })
    }

    fn template(&self, message: &Message) -> Value {
        let values = message.values.iter();
        let values: Vec<_> = values
            .map(|value| json!({"type": "text", "text": value}))
            .collect();
        json!({
            "messaging_product": "whatsapp",
            "to": String::from(message.to.clone()),
            "type": "template",
            "template": {
                "name": name(message.kind),
                "language": {"code": self.language},
                "components": [{"type": "body", "parameters": values}],
            },
        })
    }
}

/// What the template of a kind of message is called.
fn name(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::OrderConfirmed => "salver_order_confirmed",
        MessageKind::OutForDelivery => "salver_out_for_delivery",
        MessageKind::Bill => "salver_bill",
    }
}

impl Provider for WhatsApp {
    fn send<'a>(&'a self, message: &'a Message, now: Timestamp) -> BoxFuture<'a, Handed> {
        self.send_template(message, now).boxed()
    }
}

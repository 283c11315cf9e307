//! Text messages by Amazon SNS.

use futures::FutureExt;
use futures::future::BoxFuture;
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Provider;
use super::signed::{Read, Service, handed};
use crate::domain::message::{Handed, Message};

/// Its name in a signature, and in its address.
pub const SERVICE: &str = "sns";

/// What is not written as it is in a form.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// Sends text messages.
#[derive(Debug)]
pub struct Sns {
    pub service: Service,
    /// What stands as the sender, in countries that allow it and where it is registered.
    pub sender: Option<String>,
}

impl Sns {
    /// Publishes a message to a telephone number. It is no advertisement, and goes before those.
    async fn publish(&self, message: &Message, now: Timestamp) -> Handed {
        let to = String::from(message.to.clone());
        let mut fields = vec![
            ("Action", "Publish"),
            ("Version", "2010-03-31"),
            ("PhoneNumber", &to),
            ("Message", &message.text),
            ("MessageAttributes.entry.1.Name", "AWS.SNS.SMS.SMSType"),
            ("MessageAttributes.entry.1.Value.DataType", "String"),
            (
                "MessageAttributes.entry.1.Value.StringValue",
                "Transactional",
            ),
        ];
        if let Some(sender) = &self.sender {
            fields.extend([
                ("MessageAttributes.entry.2.Name", "AWS.SNS.SMS.SenderID"),
                ("MessageAttributes.entry.2.Value.DataType", "String"),
                (
                    "MessageAttributes.entry.2.Value.StringValue",
                    sender.as_str(),
                ),
            ]);
        }
        let fields: Vec<_> = fields
            .into_iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ESCAPED)))
            .collect();
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        let asked = self.service.post("/", kind, fields.join("&"), now).await;
        handed(asked, |text| Read {
            reference: within(text, "MessageId"),
            code: within(text, "Code"),
        })
    }
}

impl Provider for Sns {
    fn send<'a>(&'a self, message: &'a Message, now: Timestamp) -> BoxFuture<'a, Handed> {
        self.publish(message, now).boxed()
    }
}

/// The text of the first element of this name. Its names and codes need no more of XML.
fn within(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("<{name}>"))?;
    let (inside, _) = rest.split_once(&format!("</{name}>"))?;
    let is_plain = inside.len() <= 100 && !inside.contains(['<', '&']);
    is_plain.then(|| inside.to_owned())
}

//! A message with all that may be said of it.

use salver_demo::fixtures::{check, later, now};

use crate::domain::message::{About, Message};
use crate::domain::message_settings::{MessageSettings, Via};
use crate::domain::message_text::Said;
use crate::domain::transitions::MessageStatus;
use crate::wire::message::{MessageList, MessageView, SentBill};

fn message() -> Message {
    let check = check().id;
    let about = About {
        id: "lane_01k8r".parse().unwrap(),
        check: &check,
        settings: MessageSettings {
            via: Via::Sms,
            ..MessageSettings::default()
        },
        to: "+919830012345".to_owned().try_into().unwrap(),
    };
    let said = Said::Bill {
        brand: "Saffron Lane",
        number: "2026-27/12",
        url: "https://salver.example/receipt#token",
    };
    Message {
        status: MessageStatus::Unconfirmed,
        trouble: Some("no answer in time".to_owned()),
        ..Message::new(about, &said, now())
    }
}

pub(super) fn message_view() -> MessageView {
    MessageView::from(&message())
}

pub(super) fn message_list() -> MessageList {
    MessageList {
        messages: vec![message_view()],
        server_time: later(60),
    }
}

pub(super) fn sent_bill() -> SentBill {
    SentBill::from(&message())
}

/// What is kept of a bill that was sent names nobody.
#[test]
fn the_answer_that_is_kept_names_nobody() {
    let told = serde_json::to_string(&sent_bill()).unwrap();
    for private in ["9830012345", "receipt#", "Saffron"] {
        assert!(!told.contains(private), "{private}: {told}");
    }
}

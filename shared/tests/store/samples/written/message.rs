//! What a customer is told; later with all that may be said of it.

use salver::domain::audit::Deed;
use salver::domain::id::MessageId;
use salver::domain::message::{About, Message};
use salver::domain::message_settings::{MessageSettings, Via};
use salver::domain::message_text::Said;
use salver::store::Telling;
use salver_demo::fixtures::{branch, check, later, now};

use super::parts::{noted, record};
use crate::world::World;

pub fn message_id() -> MessageId {
    MessageId::new(&branch(), "01k8r").unwrap()
}

pub(super) async fn message(world: &World) {
    let check = check().id;
    let about = About {
        id: message_id(),
        check: &check,
        settings: MessageSettings {
            via: Via::Sms,
            ..MessageSettings::default()
        },
        to: "+919845012345".to_owned().try_into().unwrap(),
    };
    let said = Said::Bill {
        brand: "Saffron Table",
        number: "2026-27/12",
        url: "https://order.example/receipt#x",
    };
    let message = Message::new(about, &said, now());
    let (record, entry) = (record("key-0010"), noted("01kad", Deed::MessageAsked));
    let added = world.store.add_message(&message, &record, &entry, now());
    assert!(matches!(added.await.unwrap(), Telling::Queued));
}

pub(super) async fn late_message(world: &World) {
    let store = &world.store;
    let message = store.message(&message_id()).await.unwrap().unwrap();
    let message = Message {
        not_before: Some(later(60)),
        claimed_at: Some(later(10)),
        tries: 1,
        trouble: Some("429".to_owned()),
        reference: Some("m-1".to_owned()),
        version: message.version + 1,
        ..message
    };
    assert!(store.save_message(&message, None).await.unwrap());
}

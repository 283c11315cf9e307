//! Orders that staff take, through the path that the function takes: once under one key, never
//! more pieces than there are, two round trips.

mod away;
mod lines;
mod opening;
mod races;

use salver::auth::secret::Key;
use salver::auth::staff_token::{StaffClaims, issue, verify};
use salver::domain::audit::Actor;
use salver::domain::cart::PutLine;
use salver::domain::counter::OpenCheck;
use salver::domain::customer::Person;
use salver::domain::id::CheckId;
use salver::domain::price_list::Channel;
use salver::domain::sign_in::RefreshFamily;
use salver::domain::taking::Action;
use salver::domain::text::{Address, GuestName, Phone};
use salver::service::check;
use salver::service::intent::{Answer, Intent};
use salver::service::take_order::TakeRequest;
use salver::service::{By, Refusal};
use salver_demo::fixtures::{access, branch, now, waiter};
use serde_json::Value;

use crate::world::{World, by, deed};

/// A waiter who is signed in.
pub async fn signed_in(world: &World) -> StaffClaims {
    let id = "f1".parse().unwrap();
    let family = RefreshFamily::begin(id, waiter().id, 1, access(), now());
    let begun = world
        .store
        .begin_sign_in(&family, &[], &deed(), now())
        .await;
    assert_eq!(begun.unwrap(), Ok(()));
    let key = Key::new("a key of the tests with 32 letters").unwrap();
    let token = issue(&key, &family, access(), now()).unwrap();
    verify(&key, &token, now()).unwrap()
}

pub fn asha() -> By {
    By {
        who: Actor::Staff {
            id: waiter().id,
            role: None,
        },
        ..by(now())
    }
}

pub fn request(
    claims: &StaffClaims,
    check: &CheckId,
    key: &str,
    (action, lines): (Action, &[PutLine]),
) -> TakeRequest {
    let body = format!("{action:?}{lines:?}");
    TakeRequest {
        intent: Intent::new(
            claims.scope(),
            key,
            &format!("POST {check}"),
            body.as_bytes(),
        ),
        claims: claims.clone(),
        check: check.clone(),
        action,
        lines: lines.to_vec(),
        note: None,
        by: asha(),
    }
}

pub fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

pub fn delivery() -> OpenCheck {
    OpenCheck {
        kind: Channel::Delivery,
        table_id: None,
        waiter_id: None,
        customer: Some(Person {
            name: GuestName::parse(Some("Meera")).unwrap(),
            phone: Phone::parse(Some("+91 98450 12345")).unwrap(),
            address: Address::parse(Some("12 Lake Road")).unwrap(),
        }),
        pickup_at: None,
    }
}

async fn open(world: &World, key: &str, wish: OpenCheck) -> Result<Answer, Refusal> {
    let said = format!("{wish:?}");
    let intent = Intent::new("lane.asha".to_owned(), key, "POST checks", said.as_bytes());
    let wish = wish.opening(now()).unwrap();
    check::open(&world.store, &intent, &branch(), wish, &asha()).await
}

pub async fn opened(world: &World, key: &str, wish: OpenCheck) -> CheckId {
    let answer = open(world, key, wish).await.unwrap();
    body(&answer)["id"].as_str().unwrap().parse().unwrap()
}

pub fn pickup() -> OpenCheck {
    OpenCheck {
        kind: Channel::Pickup,
        customer: None,
        ..delivery()
    }
}

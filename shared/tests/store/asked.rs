//! What guests say that they will pay: one word for each, priced as things stand, taken once.

use salver::auth::staff_token::StaffClaims;
use salver::domain::DomainError;
use salver::domain::bill::asked::{PayAsk, PayMethod, PayPart};
use salver::domain::bill::pay::PayWish;
use salver::domain::bill::payment::{PaidBy, Pay};
use salver::domain::call::Call;
use salver::domain::check::Mode;
use salver::domain::id::CallId;
use salver::domain::taking::Action;
use salver::domain::transitions::CallStatus;
use salver::service::asked::{AskToPay, ask, bills, take_back};
use salver::service::intent::{Answer, Intent};
use salver::service::settle::{Deal, settle};
use salver::service::take_order::take;
use salver::service::{Refusal, session};
use salver_demo::fixtures::{branch, inr, later, line};

use crate::bills::{billed, deal};
use crate::taking::{request, signed_in};
use crate::world::{Party, World, by, together};

const ALL: PayAsk = PayAsk {
    part: PayPart::All,
    of: None,
    method: PayMethod::Card,
    tip: None,
};

/// A guest of the party says so.
async fn says(
    world: &World,
    party: &Party,
    (guest, key): (usize, &str),
    wish: PayAsk,
) -> Result<Answer, Refusal> {
    let request = AskToPay {
        token: party.guests[guest].1.clone(),
        ask: wish,
        expected: None,
    };
    let said = format!("{wish:?}");
    let route = "POST /api/v1/session/payment";
    let intent = Intent::new(request.token.scope(), key, route, said.as_bytes());
    ask(&world.store, &intent, &request, &by(later(50))).await
}

async fn calls(world: &World, party: &Party) -> Vec<Call> {
    world.store.calls_of(&party.id).await.unwrap()
}

/// A table on which staff ordered something for 320.00.
async fn table(world: &World, guests: u32) -> (Party, StaffClaims) {
    let claims = signed_in(world).await;
    let party = world.party(1, Mode::Family, guests).await;
    let lines = [line("a", "tikka", 1, &[])];
    let taking = request(&claims, &party.id, "key-take", (Action::Kot, &lines));
    take(&world.store, &taking).await.unwrap();
    (party, claims)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_taps_are_one_word_and_a_new_word_stands_in_its_place() {
    let world = World::new().await;
    let party = std::sync::Arc::new(table(&world, 2).await.0);
    let world = std::sync::Arc::new(world);
    let taps = (0..20).map(|_| {
        let (world, party) = (world.clone(), party.clone());
        async move { says(&world, &party, (0, "key-0001"), ALL).await }
    });
    let said = together(taps).await;
    let bodies: std::collections::BTreeSet<_> =
        said.into_iter().map(|said| said.unwrap().body).collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    assert_eq!(calls(&world, &party).await.len(), 1);
    let other = PayAsk {
        method: PayMethod::Cash,
        ..ALL
    };
    says(&world, &party, (0, "key-0002"), other).await.unwrap();
    says(&world, &party, (1, "key-0003"), other).await.unwrap();
    let now = calls(&world, &party).await;
    let mut versions: Vec<_> = now.iter().map(|call| call.version).collect();
    versions.sort_unstable();
    assert_eq!(versions, [1, 2]);
    // The first request again is answered as it was, and changes nothing.
    says(&world, &party, (0, "key-0001"), ALL).await.unwrap();
    assert_eq!(calls(&world, &party).await, now);
    take_back(&world.store, &party.guests[0].1, later(51))
        .await
        .unwrap();
    let shown = bills(&world.store, &party.guests[1].1, later(51))
        .await
        .unwrap();
    assert_eq!(shown.asked.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_word_is_taken_once_however_many_take_it() {
    let world = World::new().await;
    let (party, claims) = table(&world, 1).await;
    let made = billed(&world, &claims, &party.id, "key-bill").await;
    says(&world, &party, (0, "key-0001"), ALL).await.unwrap();
    let call: CallId = calls(&world, &party).await[0].id.clone();
    let world = std::sync::Arc::new(world);
    // A part each, so that the bill alone would take all of them.
    let taking = (0..8).map(|n| {
        let wish = PayWish {
            pay: Pay {
                by: PaidBy::Card,
                amount: inr(1_000),
                tip: None,
                tendered: None,
            },
            reference: None,
            again: false,
        };
        let request = deal(
            &claims,
            &party.id,
            &format!("key-p{n:04}"),
            Deal::PayAsked(made[0].clone(), wish, call.clone()),
        );
        let world = world.clone();
        async move { settle(&world.store, &request).await }
    });
    let ended = together(taking).await;
    let (taken, refused): (Vec<_>, Vec<_>) = ended.into_iter().partition(Result::is_ok);
    assert_eq!(taken.len(), 1, "{refused:?}");
    for refusal in refused {
        let refusal = refusal.unwrap_err();
        let is_over = matches!(
            refusal,
            Refusal::Domain(DomainError::IllegalTransition { .. })
        );
        assert!(is_over, "{refusal:?}");
    }
    let now = calls(&world, &party).await;
    assert_eq!(now[0].status, CallStatus::Resolved);
    let paid = now[0].payment.as_ref().unwrap().paid;
    assert_eq!(paid, Some(inr(1_000)));
    let books = world.store.books(&party.id).await.unwrap().unwrap();
    assert_eq!(books.payments.len(), 1);
}

#[tokio::test]
async fn after_the_close_nothing_is_said_or_seen() {
    let world = World::new().await;
    let (party, _) = table(&world, 1).await;
    session::close(&world.store, (&branch(), &party.id), &by(later(60)))
        .await
        .unwrap();
    let late = says(&world, &party, (0, "key-0001"), ALL).await;
    assert!(matches!(late, Err(Refusal::Auth(_))), "{late:?}");
    let token = &party.guests[0].1;
    assert!(bills(&world.store, token, later(61)).await.is_err());
    assert!(take_back(&world.store, token, later(61)).await.is_err());
}

//! What customers are told is sent once, whoever tries and whatever breaks.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::{BoxFuture, join_all};
use jiff::Timestamp;
use salver::domain::message::{About, Handed, LATE_SECONDS, LEASE_SECONDS, Message, MessageWish};
use salver::domain::message_settings::{MessageSettings, Via};
use salver::domain::message_text::Said;
use salver::domain::transitions::MessageStatus;
use salver::messaging::{Provider, Providers};
use salver::service::Refusal;
use salver::service::message::{hand_all_over, hand_over, list, sweep, wish};
use salver::store::keys::MESSAGE_SHARDS;
use salver_demo::fixtures::{branch, check, later, now};

use crate::world::{World, by};

/// Answers with these one after the other, the last one for good, and counts.
#[derive(Debug, Clone)]
struct Scripted {
    answers: Arc<Mutex<Vec<Handed>>>,
    asked: Arc<AtomicUsize>,
}

impl Scripted {
    fn new(answers: &[Handed]) -> Self {
        Self {
            answers: Arc::new(Mutex::new(answers.to_vec())),
            asked: Arc::default(),
        }
    }

    fn sms(&self) -> Providers {
        Providers {
            sms: Some(Box::new(self.clone())),
            whatsapp: None,
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Provider for Scripted {
    fn send<'a>(&'a self, _: &'a Message, _: Timestamp) -> BoxFuture<'a, Handed> {
        async move {
            self.asked.fetch_add(1, Ordering::SeqCst);
            // So that all who could send at once would.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            let mut answers = self.answers.lock().unwrap();
            match answers.len() {
                1 => answers[0].clone(),
                _ => answers.remove(0),
            }
        }
        .boxed()
    }
}

fn taken() -> Handed {
    Handed::Taken(Some("m-1".to_owned()))
}

fn new_message(id: &str) -> Message {
    let check = check().id;
    let about = About {
        id: format!("{}_{id}", branch()).parse().unwrap(),
        check: &check,
        settings: MessageSettings {
            via: Via::Sms,
            ..MessageSettings::default()
        },
        to: "+919845012345".to_owned().try_into().unwrap(),
    };
    let said = Said::OutForDelivery {
        brand: "Saffron Table",
        number: 12,
    };
    Message::new(about, &said, now())
}

/// One that waits, as the commit of its order left it.
async fn waiting(world: &World, id: &str) -> Message {
    let message = new_message(id);
    assert!(world.store.save_message(&message, None).await.unwrap());
    message
}

async fn stored(world: &World, message: &Message) -> Message {
    world.store.message(&message.id).await.unwrap().unwrap()
}

/// How many somebody has to look at, in all of the index, however late.
async fn in_the_index(world: &World) -> usize {
    let mut count = 0;
    for shard in 0..MESSAGE_SHARDS {
        let due = world.store.due_messages(shard, later(1_000_000)).await;
        count += due.unwrap().len();
    }
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_claim_a_message_at_once_one_sends_it() {
    let world = World::new().await;
    let message = waiting(&world, "01a").await;
    let provider = Scripted::new(&[taken()]);
    let providers = provider.sms();
    let all = (0..50).map(|_| hand_over(&world.store, &providers, &message, now()));
    for ended in join_all(all).await {
        ended.unwrap();
    }
    assert_eq!(provider.asked(), 1);
    let sent = stored(&world, &message).await;
    assert_eq!((sent.status, sent.version), (MessageStatus::Sent, 3));
    assert_eq!(sent.reference.as_deref(), Some("m-1"));
    assert_eq!(in_the_index(&world).await, 0);
}

#[tokio::test]
async fn a_record_that_comes_again_sends_nothing_again() {
    let world = World::new().await;
    let messages = vec![waiting(&world, "01a").await, waiting(&world, "01b").await];
    let provider = Scripted::new(&[taken()]);
    for _ in 0..3 {
        let again = messages.clone();
        hand_all_over(&world.store, &provider.sms(), again, now())
            .await
            .unwrap();
    }
    sweep(&world.store, &provider.sms(), later(30))
        .await
        .unwrap();
    assert_eq!(provider.asked(), 2);
}

#[tokio::test]
async fn what_died_between_claim_and_answer_is_left_to_a_person() {
    let world = World::new().await;
    let message = waiting(&world, "01a").await;
    let claimed = message.claimed(now()).unwrap();
    assert!(world.store.save_message(&claimed, None).await.unwrap());
    // Its process is gone. While it might be alive nobody touches the message.
    let provider = Scripted::new(&[taken()]);
    let providers = provider.sms();
    assert_eq!(sweep(&world.store, &providers, later(30)).await.unwrap(), 0);
    let over = later(LEASE_SECONDS + 1);
    assert_eq!(sweep(&world.store, &providers, over).await.unwrap(), 1);
    let left = stored(&world, &message).await;
    assert_eq!(left.status, MessageStatus::Unconfirmed);
    assert_eq!((provider.asked(), in_the_index(&world).await), (0, 0));
    // A person lets it be sent again, and it is.
    let by = by(now());
    let again = wish(
        &world.store,
        &message.id,
        (MessageWish::Release, Some(left.version)),
        &by,
    );
    let again = again.await.unwrap();
    hand_over(&world.store, &providers, &again, by.at)
        .await
        .unwrap();
    assert_eq!(provider.asked(), 1);
    assert_eq!(stored(&world, &message).await.status, MessageStatus::Sent);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_never_followed_by_another_try() {
    let world = World::new().await;
    let message = waiting(&world, "01a").await;
    let provider = Scripted::new(&[Handed::Unclear("no answer in time".to_owned()), taken()]);
    let providers = provider.sms();
    hand_over(&world.store, &providers, &message, now())
        .await
        .unwrap();
    for seconds in [60, 600, LATE_SECONDS * 2] {
        sweep(&world.store, &providers, later(seconds))
            .await
            .unwrap();
    }
    assert_eq!(provider.asked(), 1);
    let left = stored(&world, &message).await;
    assert_eq!(left.status, MessageStatus::Unconfirmed);
    assert_eq!(left.trouble.as_deref(), Some("no answer in time"));
}

#[tokio::test]
async fn what_was_refused_for_the_moment_is_sent_when_its_time_has_come() {
    let world = World::new().await;
    let message = waiting(&world, "01a").await;
    let busy = Handed::Later("429".to_owned());
    let provider = Scripted::new(&[busy.clone(), busy, taken()]);
    let providers = provider.sms();
    hand_over(&world.store, &providers, &message, now())
        .await
        .unwrap();
    // The change of the message comes through the stream as well.
    let queued = stored(&world, &message).await;
    hand_over(&world.store, &providers, &queued, later(1))
        .await
        .unwrap();
    assert_eq!(sweep(&world.store, &providers, later(59)).await.unwrap(), 0);
    assert_eq!(provider.asked(), 1);
    assert_eq!(sweep(&world.store, &providers, later(60)).await.unwrap(), 1);
    assert_eq!(provider.asked(), 2);
    assert_eq!(
        sweep(&world.store, &providers, later(179)).await.unwrap(),
        0
    );
    assert_eq!(
        sweep(&world.store, &providers, later(180)).await.unwrap(),
        1
    );
    assert_eq!(provider.asked(), 3);
    assert_eq!(stored(&world, &message).await.status, MessageStatus::Sent);
}

#[tokio::test]
async fn what_nobody_sent_for_an_hour_is_given_up() {
    let world = World::new().await;
    let message = waiting(&world, "01a").await;
    let provider = Scripted::new(&[taken()]);
    let late = later(LATE_SECONDS);
    sweep(&world.store, &provider.sms(), late).await.unwrap();
    assert_eq!(provider.asked(), 0);
    assert_eq!(stored(&world, &message).await.status, MessageStatus::Failed);
    let shown = list(&world.store, &branch(), late).await.unwrap();
    assert_eq!(shown[0].trouble.as_deref(), Some("it waited too long"));
}

#[tokio::test]
async fn without_a_provider_it_is_left_to_people() {
    let world = World::new().await;
    let message = waiting(&world, "01a").await;
    hand_over(&world.store, &Providers::default(), &message, now())
        .await
        .unwrap();
    let left = stored(&world, &message).await;
    assert_eq!((left.status, left.tries), (MessageStatus::ByHand, 0));
    assert_eq!(in_the_index(&world).await, 0);
    let by = by(now());
    let stale = wish(&world.store, &left.id, (MessageWish::Sent, Some(1)), &by).await;
    assert!(matches!(stale, Err(Refusal::Domain(_))), "{stale:?}");
    let sent = wish(&world.store, &left.id, (MessageWish::Sent, Some(2)), &by).await;
    assert_eq!(sent.unwrap().status, MessageStatus::Sent);
}

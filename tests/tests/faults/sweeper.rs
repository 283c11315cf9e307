//! `sweep` dies, and its calls fail, while it sees to a message that waits. Nobody asks for it and
//! nothing but its schedule sets it off, so it runs here beside the stack, on the stack's table.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use salver::api::clock;
use salver::domain::message::{About, LEASE_SECONDS, Message};
use salver::domain::message_settings::{MessageSettings, Via};
use salver::domain::message_text::Said;
use salver::domain::transitions::MessageStatus;
use salver::messaging::Providers;
use salver::service::message::sweep;
use salver_local::runtime::{FunctionSpec, Invoker, Options, Runtime};
use salver_tests::{Fate, Stack, StoreProxy, binaries};

/// By this name the proxy knows the calls of ours from those of the stack's own.
const OURS: &str = "ours";
/// So long a new message waits, so that what the stream sets off finds it too early.
const WAITS: SignedDuration = SignedDuration::from_millis(800);
const FATES: [Fate; 5] = [
    Fate::KillBefore,
    Fate::KillAfter,
    Fate::LoseAnswer,
    Fate::Break,
    Fate::HangUp,
];

/// A `sweep` of ours, as the stack runs its own.
async fn ours(stack: &Stack, proxy: &StoreProxy) -> (Runtime, Invoker) {
    let processes = stack.processes();
    let theirs = processes.iter().find(|p| p.program() == "sweep").unwrap();
    let mut environment = theirs.environment.clone();
    // What the host says of itself.
    environment.retain(|name, _| !name.starts_with("AWS_LAMBDA") && !name.starts_with('_'));
    for value in environment.values_mut() {
        if value.starts_with(&proxy.url) {
            *value = value.replace("/sweep", &format!("/{OURS}"));
        }
    }
    let options = Options {
        workers: 1,
        ..Options::default()
    };
    let runtime = Runtime::bind(options).unwrap();
    let spec = FunctionSpec {
        id: OURS.to_owned(),
        name: OURS.to_owned(),
        handler: "bootstrap".to_owned(),
        program: binaries().join("sweep"),
        timeout: Duration::from_secs(60),
        memory: 256,
        environment,
    };
    let failed = runtime.start(vec![spec]).await;
    assert!(failed.is_empty(), "{failed:?}");
    let invoker = runtime.invoker();
    (runtime, invoker)
}

fn message(stack: &Stack, nth: usize, now: Timestamp) -> Message {
    let check = format!("{}_c{nth}", stack.branch).parse().unwrap();
    let about = About {
        id: format!("{}_m{nth}", stack.branch).parse().unwrap(),
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
    Message {
        not_before: Some(now.checked_add(WAITS).unwrap()),
        ..Message::new(about, &said, now)
    }
}

/// Threat 3. A message is claimed before it is sent: whatever call dies or fails, it was handed
/// over once, and ends as sent, or with a person where nobody knows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_03_the_sweep_dies_at_every_store_call() {
    let proxy = StoreProxy::start();
    let via = ["--store-via", &proxy.url];
    let outbox = ["--parameter", "SmsProvider=outbox"];
    let folder = tempfile::tempdir().unwrap();
    let stack = Stack::start_with(folder, &[via, outbox].concat()).await;
    let (store, (_runtime, sweeper)) = (stack.store(), ours(&stack, &proxy).await);
    let (mut made, mut fell) = (0, 0);
    for fate in FATES {
        for nth in 1.. {
            made += 1;
            let waiting = message(&stack, made, clock::now());
            assert!(store.save_message(&waiting, None).await.unwrap());
            tokio::time::sleep(WAITS.unsigned_abs() + Duration::from_millis(50)).await;
            let calls = Arc::new(AtomicUsize::new(0));
            let seen = Arc::clone(&calls);
            proxy.judge(move |call| {
                let ours = call.function == OURS && !call.warm_up;
                match ours && seen.fetch_add(1, Ordering::Relaxed) + 1 == nth {
                    true => fate,
                    false => Fate::Pass,
                }
            });
            let answer = sweeper.invoke(OURS, Bytes::from_static(b"{}")).await;
            proxy.heal();
            let met = calls.load(Ordering::Relaxed) >= nth;
            let kills = matches!(fate, Fate::KillBefore | Fate::KillAfter);
            assert_eq!(answer.is_err(), met && kills, "{fate:?} {nth}: {answer:?}");
            // The next minute's.
            sweeper
                .invoke(OURS, Bytes::from_static(b"{}"))
                .await
                .unwrap();
            let ended = store.message(&waiting.id).await.unwrap().unwrap();
            assert_eq!(ended.tries, 1, "{fate:?} {nth}: {ended:?}");
            let is_claimed = matches!(ended.status, MessageStatus::Sent | MessageStatus::Sending);
            assert!(is_claimed, "{fate:?} {nth}: {ended:?}");
            if !met {
                break;
            }
            fell += 1;
        }
    }
    assert!(fell > 30, "only {fell} blows");
    // On a slow machine what the stream sets off may have found one that was due by then.
    stack.caught_up().await;
    let mut unclear = 0;
    for nth in 1..=made {
        let id = message(&stack, nth, clock::now()).id;
        let ended = store.message(&id).await.unwrap().unwrap();
        unclear += usize::from(ended.status == MessageStatus::Sending);
    }
    // Those of which nobody knows go to people when their time is over, and are not sent again.
    let later = SignedDuration::from_secs(LEASE_SECONDS + 1);
    let later = clock::now().checked_add(later).unwrap();
    sweep(&store, &Providers::default(), later).await.unwrap();
    let mut left = 0;
    for nth in 1..=made {
        let id = message(&stack, nth, later).id;
        let ended = store.message(&id).await.unwrap().unwrap();
        left += usize::from(ended.status == MessageStatus::Unconfirmed);
        let is_over = matches!(
            ended.status,
            MessageStatus::Sent | MessageStatus::Unconfirmed
        );
        assert!(is_over && ended.tries == 1, "{ended:?}");
    }
    assert_eq!(left, unclear);
    assert!(unclear > 0, "no claim was left behind");
}

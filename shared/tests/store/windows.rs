//! Windows in which wrong PINs and passwords are counted.

use aws_sdk_dynamodb::types::AttributeValue;
use salver::domain::check::Mode;
use salver::domain::sign_in::RefreshFamily;
use salver::store::{Full, Joining, Store, Window, keys};
use salver_demo::fixtures::{access, guest, later, now, waiter};

use crate::world::{World, arrival, deed, together};

const SECONDS: i64 = 900;

fn device(name: &str) -> Window {
    Window {
        what: "pin-device",
        who: name.to_owned(),
        limit: 5,
        seconds: SECONDS,
    }
}

fn session(limit: u32) -> Window {
    Window {
        what: "pin-session",
        who: "lane_check1#1".to_owned(),
        limit,
        seconds: 3600,
    }
}

/// How many of `tries` at the same time are let through.
async fn passed(store: &Store, windows: &[Window], tries: u32, at: jiff::Timestamp) -> usize {
    let guesses = (0..tries).map(|_| {
        let (store, windows) = (store.clone(), windows.to_vec());
        async move { store.reserve(&windows, None, at).await.unwrap().is_ok() }
    });
    together(guesses).await.into_iter().filter(|ok| *ok).count()
}

#[tokio::test]
async fn threat_11_the_sixth_try_is_refused_until_the_window_ends() {
    let world = World::new().await;
    let reserve = async |at: i64| {
        world
            .store
            .reserve(&[device("a")], None, later(at))
            .await
            .unwrap()
    };
    let tries_left = async |at: i64| {
        let left = world.store.tries_left(&device("a"), later(at)).await;
        left.unwrap()
    };
    for second in 0..5 {
        assert_eq!(reserve(second).await, Ok(()));
        assert_eq!(i64::from(tries_left(second).await), 4 - second);
    }
    assert_eq!(tries_left(900).await, 5, "the window has ended");
    for (second, left) in [(5, 895), (10, 890), (899, 1)] {
        assert_eq!(
            reserve(second).await,
            Err(Full {
                window: 0,
                retry_after: left
            })
        );
    }
    // The window began with the first try, so it ends then, and not all at once.
    for second in 900..905 {
        assert_eq!(reserve(second).await, Ok(()));
    }
    assert_eq!(
        reserve(905).await,
        Err(Full {
            window: 0,
            retry_after: 895
        })
    );
    assert_eq!(
        world
            .store
            .reserve(&[device("b")], None, later(10))
            .await
            .unwrap(),
        Ok(())
    );
}

#[tokio::test]
async fn a_window_that_ended_with_room_left_begins_anew() {
    let world = World::new().await;
    for _ in 0..3 {
        assert_eq!(
            world
                .store
                .reserve(&[device("a")], None, now())
                .await
                .unwrap(),
            Ok(())
        );
    }
    let mut passed = 0;
    while world
        .store
        .reserve(&[device("a")], None, later(SECONDS + 60))
        .await
        .unwrap()
        .is_ok()
    {
        passed += 1;
    }
    assert_eq!(passed, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_guesses_at_once_are_five() {
    let world = World::new().await;
    let windows = [device("a"), session(20)];
    assert_eq!(passed(&world.store, &windows, 50, now()).await, 5);
    // Also when all of them find the window of yesterday.
    assert_eq!(passed(&world.store, &windows, 50, later(SECONDS)).await, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threat_12_many_devices_share_the_tries_of_a_session() {
    let world = World::new().await;
    let guesses = (0..60).map(|n| {
        let store = world.store.clone();
        async move {
            store
                .reserve(&[device(&format!("d{n}")), session(20)], None, now())
                .await
                .unwrap()
        }
    });
    let said = together(guesses).await;
    assert_eq!(said.iter().filter(|s| s.is_ok()).count(), 20);
    let full = Full {
        window: 1,
        retry_after: 3600,
    };
    assert!(
        said.iter().all(|s| *s == Ok(()) || *s == Err(full)),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_try_that_one_window_refuses_counts_in_none() {
    let world = World::new().await;
    for _ in 0..3 {
        world
            .store
            .reserve(&[session(3)], None, now())
            .await
            .unwrap()
            .unwrap();
    }
    for _ in 0..20 {
        let said = world
            .store
            .reserve(&[device("a"), session(3)], None, now())
            .await
            .unwrap();
        assert_eq!(
            said,
            Err(Full {
                window: 1,
                retry_after: 3600
            })
        );
    }
    assert_eq!(passed(&world.store, &[device("a")], 10, now()).await, 5);
}

#[tokio::test]
async fn tries_that_were_right_do_not_count() {
    let world = World::new().await;
    let windows = [device("a"), session(20)];
    for _ in 0..30 {
        world
            .store
            .reserve(&windows, None, now())
            .await
            .unwrap()
            .unwrap();
        world.store.give_tries_back(&windows, None).await.unwrap();
    }
    assert_eq!(
        passed(&world.store, &windows, 50, now()).await,
        5,
        "and none is gained"
    );
}

#[tokio::test]
async fn joining_gives_its_tries_back_in_the_same_commit() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 0).await;
    let windows = [device("a"), session(20)];
    let check = world.check(&party.id).await;
    world
        .store
        .reserve(&windows, None, now())
        .await
        .unwrap()
        .unwrap();
    let joined = world
        .store
        .join(&check, arrival(&guest(&check, 1)), &windows, &deed())
        .await
        .unwrap();
    assert_eq!(joined, Joining::Joined);
    // On a stale look nothing is written, nor given back.
    world
        .store
        .reserve(&windows, None, now())
        .await
        .unwrap()
        .unwrap();
    let late = world
        .store
        .join(&check, arrival(&guest(&check, 2)), &windows, &deed())
        .await
        .unwrap();
    assert_eq!(late, Joining::Changed);
    assert_eq!(passed(&world.store, &windows, 10, now()).await, 4);
}

/// Windows as no code of ours writes them: what `tries` and `expires_at` hold.
fn unreadable() -> Vec<(Option<AttributeValue>, Option<AttributeValue>)> {
    let text = |text: &str| Some(AttributeValue::S(text.to_owned()));
    let number = |text: &str| Some(AttributeValue::N(text.to_owned()));
    let end = || number(&later(SECONDS).as_second().to_string());
    vec![
        (number("1.5"), end()),
        (number("7.5"), end()),
        (text("many"), end()),
        (None, end()),
        (number("3"), None),
        (number("9"), text("tomorrow")),
        (None, None),
    ]
}

/// Writes a window so.
async fn spoil(
    world: &World,
    window: &Window,
    (tries, end): (Option<AttributeValue>, Option<AttributeValue>),
) {
    let key = keys::rate(window.what, &window.who);
    let mut item = key.attributes();
    item.extend(tries.map(|tries| ("tries".to_owned(), tries)));
    item.extend(end.map(|end| ("expires_at".to_owned(), end)));
    world.put(item).await;
}

#[tokio::test]
async fn a_window_that_cannot_be_read_is_begun_anew_and_locks_nobody_out() {
    let world = World::new().await;
    for (number, spoilt) in unreadable().into_iter().enumerate() {
        let window = device(&format!("d{number}"));
        let what = format!("{spoilt:?}");
        spoil(&world, &window, spoilt).await;
        let windows = [window.clone()];
        let counted = world.store.reserve(&windows, None, now()).await.unwrap();
        assert_eq!(counted, Ok(()), "{what}");
        let left = world.store.tries_left(&window, now()).await.unwrap();
        assert!((4..=5).contains(&left), "{what}: {left}");
    }
    // Fewer than none is readable, and no reason to count from there.
    let window = device("less");
    let end = AttributeValue::N(later(SECONDS).as_second().to_string());
    let less = AttributeValue::N("-1".to_owned());
    spoil(&world, &window, (Some(less), Some(end))).await;
    let counted = world.store.reserve(&[window], None, now()).await;
    assert_eq!(counted.unwrap(), Ok(()));
}

/// Who has the right password has no try to count, and comes in all the same.
#[tokio::test]
async fn a_window_that_cannot_be_read_keeps_nobody_from_signing_in() {
    let world = World::new().await;
    for (number, spoilt) in unreadable().into_iter().enumerate() {
        let window = device(&format!("d{number}"));
        let what = format!("{spoilt:?}");
        spoil(&world, &window, spoilt).await;
        let staff = waiter();
        let id = format!("f{number}").parse().unwrap();
        let family = RefreshFamily::begin(id, staff.id, staff.session_version, access(), now());
        let windows = [device("fresh"), window.clone()];
        let begun = world
            .store
            .begin_sign_in(&family, &windows, &deed(), now())
            .await;
        assert_eq!(begun.unwrap(), Ok(()), "{what}");
        assert_eq!(world.store.tries_left(&window, now()).await.unwrap(), 5);
    }
    // One that is full is full.
    let full = session(1);
    let reserved = world
        .store
        .reserve(std::slice::from_ref(&full), None, now());
    assert_eq!(reserved.await.unwrap(), Ok(()));
    let staff = waiter();
    let family = RefreshFamily::begin(
        "late".parse().unwrap(),
        staff.id,
        staff.session_version,
        access(),
        now(),
    );
    let windows = [device("fresh"), full];
    let begun = world
        .store
        .begin_sign_in(&family, &windows, &deed(), later(60))
        .await;
    let wait = Full {
        window: 1,
        retry_after: 3540,
    };
    assert_eq!(begun.unwrap(), Err(wait));
}

#[tokio::test]
async fn a_try_is_given_back_only_where_there_is_one() {
    let world = World::new().await;
    let windows = [device("a"), session(3)];
    let left = async || world.store.tries_left(&windows[0], now()).await.unwrap();
    // The windows ended and were removed while the try was judged.
    world.store.give_tries_back(&windows, None).await.unwrap();
    assert_eq!(left().await, 5);
    world
        .store
        .reserve(&windows, None, now())
        .await
        .unwrap()
        .unwrap();
    for _ in 0..2 {
        world.store.give_tries_back(&windows, None).await.unwrap();
    }
    assert_eq!(left().await, 5);
    world
        .store
        .reserve(&windows, None, now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(left().await, 4);
}

//! Where a mapping goes on after a stop or a kill.

use super::*;

#[tokio::test]
async fn a_stack_that_was_cut_off_goes_on_and_loses_nothing() {
    let it = Fixture::new().await;
    for index in 0..50 {
        put(&it.client, "a", &format!("{index:02}"), "x").await;
    }
    let mut small = mapping();
    small.batch_size = 5;
    let handled = Arc::new(Mutex::new(0));
    let count = Arc::clone(&handled);
    let streams = it
        .start(small.clone(), move |records| {
            *count.lock().unwrap() += records.len();
            fine(records)
        })
        .await;
    while *handled.lock().unwrap() < 20 {
        tokio::task::yield_now().await;
    }
    // Not `stop`: nothing is written down any more, as when the process is killed.
    drop(streams);
    let before: BTreeSet<String> = it.seen_once().into_iter().collect();
    for index in 50..60 {
        put(&it.client, "a", &format!("{index:02}"), "x").await;
    }

    let streams = it.start(small.clone(), fine).await;
    drained(&streams).await;
    let after: BTreeSet<String> = it.seen_once().into_iter().collect();
    assert_eq!(after.len(), 60);
    assert!(before.len() >= 20 && before.is_subset(&after));

    // An orderly stop is not followed by anything twice.
    streams.stop().await;
    let calls = it.seen().len();
    let streams = it.start(small, fine).await;
    put(&it.client, "b", "new", "x").await;
    drained(&streams).await;
    assert_eq!(it.seen()[calls..], [["new"]]);
}

#[tokio::test]
async fn a_mapping_that_begins_at_the_end_does_not_see_what_was_before() {
    let it = Fixture::new().await;
    put(&it.client, "a", "before", "x").await;
    let mut latest = mapping();
    latest.from_start = false;
    let streams = it.start(latest.clone(), fine).await;
    put(&it.client, "a", "after", "x").await;
    drained(&streams).await;
    assert_eq!(it.seen_once(), ["after"]);
    // Where it began is remembered, also when nothing has come yet.
    drop(streams);
    put(&it.client, "a", "later", "x").await;
    let streams = it.start(latest, fine).await;
    drained(&streams).await;
    assert!(it.seen_once().contains(&"later".to_owned()));
    assert!(!it.seen_once().contains(&"before".to_owned()));
}

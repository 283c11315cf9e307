//! The crash sweep: each writing function is killed before and after each of its store calls.

use std::collections::BTreeSet;

use salver_tests::{Fate, root};
use serde_json::Value;

use crate::rounds::{Job, rounds};
use crate::scene::{House, Write};

/// Each of these writes, killed before its calls and after them.
fn deaths(writes: &[Write]) -> Vec<Job> {
    let fates = [Fate::KillBefore, Fate::KillAfter];
    let each = writes
        .iter()
        .flat_map(|write| fates.map(|fate| (*write, fate)));
    let jobs = each.map(|(write, fate)| Job {
        write,
        fate: Box::new(move |_| fate),
        times: 1,
    });
    jobs.collect()
}

/// Threat 3.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_03_killed_at_every_store_call_of_every_write() {
    let mut house = House::open().await;
    let kills = rounds(&mut house, deaths(&Write::ASKED), |hit| {
        assert!(hit.answer.status >= 500, "{hit:?}");
        false
    });
    let mut kills = kills.await;
    kills += rounds(&mut house, deaths(&Write::ALONE), |hit| {
        assert!(hit.answer.status >= 500, "{hit:?}");
        false
    })
    .await;
    assert!(kills > 150, "only {kills} kills");
}

/// Threat 3. What follows from a write comes to its end although nobody asks again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_03_killed_at_every_store_call_of_what_follows() {
    let mut house = House::open().await;
    let mut kills = 0;
    for writes in Write::FOLLOWING {
        kills += rounds(&mut house, deaths(writes), |_| true).await;
    }
    assert!(kills > 40, "only {kills} kills");
}

/// Functions whose crash leaves nothing, and why.
const LEAVE_NOTHING: [(&str, &str); 4] = [
    (
        "kitchen-board",
        "reads; it notes refusals as analytics does",
    ),
    ("serve-menu", "reads"),
    ("show-receipt", "reads"),
    ("track-session", "reads"),
];

/// Swept in a test of its own (`sweeper.rs`): nothing but its schedule sets it off.
const ALONE: &str = "sweep";

/// Operations that are asked for by `POST` and leave nothing, and why.
const LEAVES_NOTHING: [(&str, &str); 1] = [("makeReceiptLink", "the link is signed, and not kept")];

/// Threat 3. Nothing that writes is left out of the sweep.
#[test]
fn threat_03_every_operation_and_function_that_writes_is_swept() {
    let swept = || {
        Write::ASKED
            .iter()
            .chain(&Write::ALONE)
            .chain(Write::FOLLOWING.into_iter().flatten())
    };
    let text = std::fs::read(root().join("docs/openapi.json")).unwrap();
    let document: Value = serde_json::from_slice(&text).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|methods| methods.as_object().unwrap());
    let writing = operations.filter(|(method, _)| !matches!(method.as_str(), "get" | "head"));
    let writing: BTreeSet<_> = writing
        .map(|(_, operation)| operation["operationId"].as_str().unwrap())
        .filter(|id| !LEAVES_NOTHING.iter().any(|(name, _)| name == id))
        .collect();
    let known: BTreeSet<_> = swept().filter_map(|write| write.operation()).collect();
    assert_eq!(
        writing, known,
        "operations that write, and those of the sweep"
    );

    let folders = std::fs::read_dir(root().join("functions")).unwrap();
    let functions: BTreeSet<String> = folders
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let known = swept().map(|write| write.function());
    let known = known.chain(LEAVE_NOTHING.map(|(function, _)| function));
    let known = known.chain([ALONE]);
    let known: BTreeSet<String> = known.map(str::to_owned).collect();
    assert_eq!(functions, known, "functions, and those of the sweep");
}

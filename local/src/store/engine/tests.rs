//! Calls that came together, and when whoever made them is told.

use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::store::{fixture::File, log::Log, operations::Operation};

/// What became of calls that all were there before the thread began.
struct Done {
    /// What each was told: the answer, or the engine's word; `None` for nothing.
    told: Vec<Option<Result<Value, String>>>,
    /// How often the disk was waited for.
    waits: u64,
    ended: Result<(), StoreError>,
}

/// Runs these calls, an operation and its body each, on a file, with the log of the store at `store`.
fn run(calls: &[(&str, Value)], file: &File, store: &Path) -> Done {
    let (ask, jobs) = mpsc::channel();
    let (alive, _ended) = oneshot::channel();
    let log = Log::of(Some(store.to_owned()));
    let commits = log.commits();
    let current = Arc::new(Current::new(file.db.clone(), log, ask));
    let tellers = calls.iter().map(|(operation, body)| {
        let operation = Operation::of(&format!("DynamoDB_20120810.{operation}")).unwrap();
        let (teller, told) = oneshot::channel();
        let asked = operation.read(body.to_string().as_bytes()).unwrap();
        current.ask(Job::Call(asked, teller));
        told
    });
    let tellers: Vec<_> = tellers.collect();
    current.ask(Job::Stop);
    let open: Open = Box::new(|| Err(StoreError::Stopped));
    let engine = Engine {
        current,
        open,
        jobs,
        alive,
    };
    let ended = engine.start().unwrap().join().unwrap();
    let told = tellers.into_iter().map(|mut told| {
        let ran = told.try_recv().ok()?;
        let written = ran.and_then(|answer| answer()).map_err(|it| it.to_string());
        Some(written.map(|body| serde_json::from_slice(&body).unwrap()))
    });
    Done {
        told: told.collect(),
        waits: *commits.borrow(),
        ended,
    }
}

fn put(name: usize) -> (&'static str, Value) {
    let item = json!({"pk": {"S": name.to_string()}});
    ("PutItem", json!({"TableName": "items", "Item": item}))
}

#[test]
fn calls_that_came_together_share_one_wait_for_the_disk() {
    let file = File::with_view("NEW_IMAGE");
    let mut calls: Vec<_> = (0..TOGETHER - 1).map(put).collect();
    let key = json!({"pk": {"S": "7"}});
    calls.push(("GetItem", json!({"TableName": "items", "Key": key})));
    let done = run(&calls, &file, &file.path);
    done.ended.unwrap();
    assert_eq!(done.waits, 1);
    let item = done.told.last().unwrap().clone().unwrap().unwrap();
    assert_eq!(item["Item"]["pk"]["S"], "7");
    assert!(done.told.iter().all(|told| matches!(told, Some(Ok(_)))));
}

#[test]
fn nobody_waits_behind_a_queue_that_does_not_end() {
    let file = File::with_view("NEW_IMAGE");
    let calls: Vec<_> = (0..3 * TOGETHER).map(put).collect();
    let done = run(&calls, &file, &file.path);
    done.ended.unwrap();
    assert_eq!(done.waits, 3);
}

#[test]
fn a_token_that_comes_eight_times_at_one_moment_is_one_transaction() {
    let file = File::with_view("NEW_IMAGE");
    let add = json!({
        "TableName": "items",
        "Key": {"pk": {"S": "count"}},
        "UpdateExpression": "ADD c :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    });
    let body = json!({"ClientRequestToken": "t", "TransactItems": [{"Update": add}]});
    let mut calls = vec![("TransactWriteItems", body); 8];
    let key = json!({"pk": {"S": "count"}});
    calls.push(("GetItem", json!({"TableName": "items", "Key": key})));
    let done = run(&calls, &file, &file.path);
    let mut told: Vec<_> = done
        .told
        .into_iter()
        .map(|it| it.unwrap().unwrap())
        .collect();
    assert_eq!(told.pop().unwrap()["Item"]["c"]["N"], "1");
    assert!(told.iter().all(|answer| *answer == json!({})));
}

#[test]
fn nobody_is_told_of_what_the_disk_did_not_take() {
    let file = File::with_view("NEW_IMAGE");
    let key = json!({"pk": {"S": "0"}});
    let get = ("GetItem", json!({"TableName": "items", "Key": key}));
    let calls = [get.clone(), put(0), get];
    let done = run(&calls, &file, Path::new("/nowhere/store.db"));
    assert!(matches!(done.ended, Err(StoreError::Disk(_))));
    // Who asked before there was anything to wait for has an answer; who wrote, or would have read
    // what was written, has none.
    assert!(done.told[0].is_some());
    assert!(done.told[1].is_none() && done.told[2].is_none());
}

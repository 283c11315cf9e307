//! What is on the disk before anybody is told of it.

use std::{fs, path::Path, time::Duration};

use dynoxide::Database;
use serde_json::{Value, from_value, json};
use tokio::time::timeout;

use super::*;
use crate::store::{fixture, opening};

/// How long something is watched that must not happen.
const A_WHILE: Duration = Duration::from_millis(50);

/// A store in this folder, as the stack opens one.
fn store(folder: &Path) -> Database {
    let db = opening::open(&folder.join("store.db")).unwrap();
    let made = from_value(fixture::create_table("NEW_IMAGE")).unwrap();
    // One that is there already stays.
    let _ = db.create_table(made);
    db
}

/// Writes two items in one transaction.
fn pair(db: &Database, name: &str) {
    let items = ["left", "right"].map(|side| {
        let item = json!({"pk": {"S": format!("{name}-{side}")}, "note": {"S": "x".repeat(300)}});
        json!({"Put": {"TableName": "items", "Item": item}})
    });
    let pair = json!({"TransactItems": items});
    db.transact_write_items(from_value(pair).unwrap()).unwrap();
}

fn is_there(db: &Database, name: &str, side: &str) -> bool {
    let key: Value = json!({"pk": {"S": format!("{name}-{side}")}});
    let get = json!({"TableName": "items", "Key": key});
    db.get_item(from_value(get).unwrap())
        .unwrap()
        .item
        .is_some()
}

#[test]
fn a_cut_at_any_byte_after_the_last_wait_takes_nothing_that_was_told_and_no_half() {
    let folder = tempfile::tempdir().unwrap();
    let (file, wal) = (
        folder.path().join("store.db"),
        folder.path().join("store.db-wal"),
    );
    let db = store(folder.path());
    let log = Log::of(Some(file.clone()));
    for name in ["told-1", "told-2"] {
        log.begin();
        pair(&db, name);
        log.end(true);
    }
    log.wait().unwrap();
    let told = fs::metadata(&wal).unwrap().len();
    // Committed, and nobody waited for the disk or was told.
    pair(&db, "cut-1");
    pair(&db, "cut-2");
    let all = fs::metadata(&wal).unwrap().len();
    assert!(all > told, "{all} {told}");

    let mut kept = std::collections::BTreeSet::new();
    for cut in (told..=all).step_by(997).chain([all]) {
        let copy = tempfile::tempdir().unwrap();
        fs::copy(&file, copy.path().join("store.db")).unwrap();
        let log = fs::read(&wal).unwrap();
        let length = usize::try_from(cut).unwrap();
        fs::write(copy.path().join("store.db-wal"), &log[..length]).unwrap();
        let db = store(copy.path());
        for name in ["told-1", "told-2", "cut-1", "cut-2"] {
            let sides = ["left", "right"].map(|side| is_there(&db, name, side));
            assert_eq!(sides[0], sides[1], "half of {name} at {cut} of {all}");
            assert!(
                sides[0] || name.starts_with("cut"),
                "{name} at {cut} of {all}"
            );
            if sides[0] {
                kept.insert((name, cut));
            }
        }
    }
    // The cuts were between, before and behind those that nobody waited for.
    let times = |name| kept.iter().filter(|(kept, _)| *kept == name).count();
    assert!(times("told-1") > times("cut-1"));
    assert!(times("cut-1") > times("cut-2"));
    assert!(times("cut-2") > 0);
}

#[tokio::test]
async fn nobody_is_told_before_the_disk_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let db = store(folder.path());
    let log = Log::of(Some(folder.path().join("store.db")));
    // Nothing is due, so nobody waits.
    log.on_disk().await;
    log.begin();
    pair(&db, "a");
    log.end(true);
    assert!(timeout(A_WHILE, log.on_disk()).await.is_err());
    // One wait is for all that was begun before it.
    log.begin();
    pair(&db, "b");
    log.end(true);
    let mut commits = log.commits();
    log.wait().unwrap();
    log.on_disk().await;
    assert!(commits.has_changed().unwrap());
    commits.borrow_and_update();
    // What came to nothing is no commit, and nobody waits for it for long.
    log.begin();
    log.end(false);
    log.wait().unwrap();
    log.on_disk().await;
    assert!(!commits.has_changed().unwrap());
    // A write that is under way while the log is waited for has a wait of its own.
    log.begin();
    assert!(timeout(A_WHILE, log.on_disk()).await.is_err());
    assert!(!log.is_settled());
    log.end(true);
    log.wait().unwrap();
    log.on_disk().await;
    assert!(log.is_settled());
}

#[tokio::test]
async fn a_disk_that_fails_tells_nobody_anything() {
    let log = Log::of(Some("/nowhere/store.db".into()));
    log.begin();
    log.end(true);
    let failed = log.wait().unwrap_err();
    assert_eq!(failed.kind(), io::ErrorKind::NotFound);
    assert!(timeout(A_WHILE, log.on_disk()).await.is_err());
    // Nor does the wait with which the store ends.
    log.wait().unwrap_err();
    assert!(timeout(A_WHILE, log.on_disk()).await.is_err());
}

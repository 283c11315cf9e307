//! The embedded store: by the unmodified SDK, over restarts and kills.

mod kill;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::{
    Client,
    config::{BehaviorVersion, Region, retry::RetryConfig},
    error::SdkError,
    types::{AttributeValue, Put, TransactWriteItem},
};
use salver_local::{
    store::{Store, StoreError, StoreOptions},
    template::{Index, Key, Table},
};
use tokio::task::JoinSet;

/// The table of these tests, like Salver's own.
pub(crate) fn table() -> Table {
    Table {
        id: "Items".into(),
        name: "items".into(),
        attributes: ["pk", "sk", "gsi1pk"]
            .map(|key| (key.to_owned(), "S".to_owned()))
            .into(),
        key: Key {
            partition: "pk".into(),
            sort: Some("sk".into()),
        },
        indexes: vec![Index {
            name: "gsi1".into(),
            key: Key {
                partition: "gsi1pk".into(),
                sort: None,
            },
            projection: "ALL".into(),
            include: Vec::new(),
        }],
        ttl_attribute: Some("expires_at".into()),
        stream_view: Some("NEW_AND_OLD_IMAGES".into()),
    }
}

pub(crate) fn options(folder: &Path) -> StoreOptions {
    StoreOptions {
        path: folder.join("store.db"),
        region: "eu-west-1".into(),
        account: "000000000000".into(),
        ttl_interval: Duration::from_secs(3600),
    }
}

pub(crate) async fn open(folder: &Path) -> Store {
    Store::start(options(folder), &[table()]).await.unwrap()
}

pub(crate) fn client(store: &Store) -> Client {
    client_at(store.endpoint(), store.access_key())
}

/// A client with this access key.
pub(crate) fn client_at(endpoint: &str, key: &str) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(Credentials::new(key, "local", None, None, "test"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .retry_config(RetryConfig::disabled())
        .endpoint_url(endpoint);
    Client::from_conf(config.build())
}

pub(crate) fn s(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) async fn put(client: &Client, pk: &str, sk: &str, value: &str) {
    let put = client.put_item().table_name("items");
    let put = put
        .item("pk", s(pk))
        .item("sk", s(sk))
        .item("value", s(value));
    put.send().await.unwrap();
}

async fn value(client: &Client, pk: &str, sk: &str) -> Option<String> {
    let get = client.get_item().table_name("items").consistent_read(true);
    let item = get
        .key("pk", s(pk))
        .key("sk", s(sk))
        .send()
        .await
        .unwrap()
        .item?;
    item["value"].as_s().ok().cloned()
}

#[tokio::test]
async fn the_sdk_reads_back_what_it_wrote_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    put(&client(&store), "a", "1", "first").await;
    store.health().await.unwrap();
    store.stop().await;
    assert!(store.health().await.is_err());
    drop(store);

    let store = open(folder.path()).await;
    let client = client(&store);
    assert_eq!(value(&client, "a", "1").await.as_deref(), Some("first"));
    let again = client.put_item().table_name("items");
    let again = again.item("pk", s("a")).item("sk", s("1"));
    let refused = again
        .condition_expression("attribute_not_exists(pk)")
        .send();
    let error = refused.await.unwrap_err().into_service_error();
    assert!(error.is_conditional_check_failed_exception(), "{error}");
}

#[tokio::test]
async fn the_file_is_private_and_for_one_store_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    put(&client(&store), "a", "1", "x").await;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
    }
    let second = Store::start(options(folder.path()), &[table()]).await;
    assert!(matches!(second, Err(StoreError::InUse { .. })));
    drop(store);
}

#[tokio::test]
async fn broken_stores_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("store.db");
    std::fs::write(
        &file,
        b"this is no database, whatever it is called".repeat(100),
    )
    .unwrap();
    let damaged = Store::start(options(folder.path()), &[table()])
        .await
        .err()
        .unwrap();
    assert!(matches!(damaged, StoreError::Damaged { .. }), "{damaged}");
    assert!(damaged.to_string().contains(file.to_str().unwrap()));

    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()).await);
    let mut other = table();
    other.key.sort = None;
    // The first store's thread may still be closing the file.
    let differs = loop {
        match Store::start(options(folder.path()), &[other.clone()]).await {
            Err(StoreError::InUse { .. }) => tokio::task::yield_now().await,
            Err(error) => break error,
            Ok(_) => panic!("a table without a sort key is not the same"),
        }
    };
    assert!(
        differs.to_string().contains("the key should be"),
        "{differs}"
    );

    let missing = folder.path().join("nowhere");
    let unwritable = Store::start(options(&missing), &[table()])
        .await
        .err()
        .unwrap();
    assert!(
        matches!(unwritable, StoreError::NotWritable { .. }),
        "{unwritable}"
    );
}

#[tokio::test]
async fn the_sweep_deletes_what_is_over_and_says_who_did() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let client = client(&store);
    for (pk, expires_at) in [("old", "1000"), ("new", "9999999999")] {
        let put = client.put_item().table_name("items");
        let put = put
            .item("pk", s(pk))
            .item("sk", s("x"))
            .item("value", s("v"));
        let put = put.item("expires_at", AttributeValue::N(expires_at.into()));
        put.send().await.unwrap();
    }
    assert_eq!(store.sweep_ttl().await.unwrap(), 1);
    assert_eq!(value(&client, "old", "x").await, None);
    assert!(value(&client, "new", "x").await.is_some());
    let records = store.read_stream("items", 0, 100).await.unwrap();
    let deletion = records.last().unwrap().event();
    assert_eq!(deletion["eventName"], "REMOVE");
    assert_eq!(
        deletion["userIdentity"],
        serde_json::json!({"type": "Service", "principalId": "dynamodb.amazonaws.com"})
    );
}

#[tokio::test]
async fn the_sweep_runs_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path());
    options.ttl_interval = Duration::from_millis(10);
    let store = Store::start(options, &[table()]).await.unwrap();
    let client = client(&store);
    let put = client.put_item().table_name("items");
    let put = put
        .item("pk", s("old"))
        .item("sk", s("x"))
        .item("value", s("v"));
    let put = put.item("expires_at", AttributeValue::N("1000".into()));
    put.send().await.unwrap();
    while value(&client, "old", "x").await.is_some() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_backup_is_a_store_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    put(&client(&store), "a", "1", "kept").await;
    let copy = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().to_owned(), copy.path().to_owned());
    let copying = tokio::task::spawn_blocking(move || salver_local::backup::copy(&from, &to));
    copying.await.unwrap().unwrap();
    put(&client(&store), "a", "1", "later").await;

    let restored = open(copy.path()).await;
    let client = client(&restored);
    assert_eq!(value(&client, "a", "1").await.as_deref(), Some("kept"));
}

#[tokio::test]
async fn every_commit_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).await;
    let client = client(&store);
    let mut commits = store.commits();
    for round in 0..20 {
        commits.borrow_and_update();
        put(&client, "a", "1", &round.to_string()).await;
        commits.changed().await.unwrap();
    }
    // Reads and refused writes are not commits.
    commits.borrow_and_update();
    value(&client, "a", "1").await;
    let refused = client.put_item().table_name("items");
    let refused = refused.item("pk", s("a")).item("sk", s("1"));
    let refused = refused.condition_expression("attribute_not_exists(pk)");
    refused.send().await.unwrap_err();
    assert!(!commits.has_changed().unwrap());
}

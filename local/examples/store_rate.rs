//! How many transactions a second the store's endpoint makes, by the SDK from this process:
//! `cargo run --profile stack --example store_rate -- [rounds [items]]`. Each has seven puts of
//! 0.7 KB, as many as an order had items until 2026-11-29, or as many as are asked for. To compare
//! two builds, run them in turns.

#![expect(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "a measurement, which fails by panicking"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_credential_types::Credentials;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::types::{AttributeValue, Put, TransactWriteItem};
use salver_local::store::{Store, StoreOptions};
use salver_local::template::{Key, Table};

const ROUND: Duration = Duration::from_secs(2);
const ITEMS: usize = 7;
const BYTES: usize = 700;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut numbers = std::env::args().skip(1).map(|it| it.parse().unwrap());
    let rounds = numbers.next().unwrap_or(3);
    let items = numbers.next().unwrap_or(ITEMS);
    let folder = tempfile::tempdir().unwrap();
    let options = StoreOptions {
        path: folder.path().join("store.db"),
        region: "eu-central-1".to_owned(),
        account: "000000000000".to_owned(),
        ttl_interval: Duration::from_secs(600),
    };
    let store = Store::start(options, &[table()]).await.unwrap();
    let client = Arc::new(client(&store));
    for round in 0..rounds {
        for clients in [1, 8, 32] {
            let until = Instant::now() + ROUND;
            let tasks: Vec<_> = (0..clients)
                .map(|task| {
                    let client = Arc::clone(&client);
                    tokio::spawn(async move {
                        let mut made = 0_u32;
                        while Instant::now() < until {
                            put(&client, &format!("{round}-{clients}-{task}-{made}"), items).await;
                            made += 1;
                        }
                        made
                    })
                })
                .collect();
            let mut made = 0;
            for task in tasks {
                made += task.await.unwrap();
            }
            println!(
                "{clients:>2} clients: {} a second",
                f64::from(made) / ROUND.as_secs_f64()
            );
        }
    }
    store.stop().await;
}

async fn put(client: &Client, name: &str, items: usize) {
    let items = (0..items).map(|at| {
        let put = Put::builder()
            .table_name("items")
            .item("pk", AttributeValue::S(format!("{name}-{at}")))
            .item("text", AttributeValue::S("x".repeat(BYTES)))
            .build()
            .unwrap();
        TransactWriteItem::builder().put(put).build()
    });
    let asked = client
        .transact_write_items()
        .set_transact_items(Some(items.collect()));
    asked.send().await.unwrap();
}

fn client(store: &Store) -> Client {
    let keys = Credentials::new(store.access_key(), "secret", None, None, "bench");
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .endpoint_url(store.endpoint())
        .credentials_provider(keys)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

fn table() -> Table {
    Table {
        id: "Items".to_owned(),
        name: "items".to_owned(),
        attributes: BTreeMap::from([("pk".to_owned(), "S".to_owned())]),
        key: Key {
            partition: "pk".to_owned(),
            sort: None,
        },
        indexes: Vec::new(),
        ttl_attribute: None,
        stream_view: Some("NEW_AND_OLD_IMAGES".to_owned()),
    }
}

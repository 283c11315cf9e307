//! The store that the tests run against: the embedded one, or another that is named.

use std::net::TcpListener;
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};
use dynoxide::Database;
use salver::store::keys;
use tokio::sync::oneshot;

use crate::wire::Wire;

/// Names a store beside the embedded one: another program's endpoint, which all tests
/// share. `cargo xtask test --only store-twice` sets it.
pub(super) const ANOTHER: &str = "SALVER_STORE_ENDPOINT";

/// Serves a fresh store in memory from a thread of its own, as the one-machine stack does.
pub(super) fn serve(stopped: oneshot::Receiver<()>) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            let database = Database::memory().unwrap();
            let ended = async { drop(stopped.await) };
            tokio::select! {
                served = dynoxide::server::serve_with_shutdown(listener, database, std::future::pending()) => {
                    served.unwrap();
                }
                () = ended => {}
            }
        });
    });
    format!("http://{address}")
}

pub(super) fn client(endpoint: &str, wire: &Wire) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-west-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(endpoint)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(1)))
        .interceptor(wire.clone())
        .build();
    Client::from_conf(config)
}

fn key(name: &str, kind: KeyType) -> KeySchemaElement {
    KeySchemaElement::builder()
        .attribute_name(name)
        .key_type(kind)
        .build()
        .unwrap()
}

/// The table as `infra/template.yaml` has it.
pub(super) async fn create_table(client: &Client, table: &str) {
    let template = include_str!("../../../../infra/template.yaml");
    let mut request = client.create_table().table_name(table);
    for (name, kind) in [
        (keys::PK, KeyType::Hash),
        (keys::SK, KeyType::Range),
        (keys::GSI_PK, KeyType::Hash),
        (keys::GSI_SK, KeyType::Range),
    ] {
        for line in [
            format!("- {{AttributeName: {name}, AttributeType: S}}"),
            format!("- {{AttributeName: {name}, KeyType: {}}}", kind.as_str()),
        ] {
            assert!(
                template.contains(&line),
                "the template has another table: {line}"
            );
        }
        let attribute = AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S)
            .build()
            .unwrap();
        request = request.attribute_definitions(attribute);
    }
    let index = GlobalSecondaryIndex::builder()
        .index_name(keys::OPEN_INDEX)
        .key_schema(key(keys::GSI_PK, KeyType::Hash))
        .key_schema(key(keys::GSI_SK, KeyType::Range))
        .projection(
            Projection::builder()
                .projection_type(ProjectionType::All)
                .build(),
        )
        .build()
        .unwrap();
    request
        .key_schema(key(keys::PK, KeyType::Hash))
        .key_schema(key(keys::SK, KeyType::Range))
        .global_secondary_indexes(index)
        .billing_mode(BillingMode::PayPerRequest)
        .send()
        .await
        .unwrap();
}

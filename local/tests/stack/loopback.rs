//! The ports beside the site's: what a page in a browser on this machine gets from them, which is
//! nothing, and whom the store believes.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::{Client, error::ProvideErrorMetadata};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::{
    lifecycle,
    store::{client, client_at, put, s},
    support::{Served, start},
};

/// What a page sends along whether it wants to or not, and what it cannot send truly.
const OF_A_PAGE: [(&str, &str); 5] = [
    ("origin", "https://elsewhere.example"),
    ("origin", "null"),
    ("sec-fetch-site", "cross-site"),
    // A name of the page's own that leads to 127.0.0.1.
    ("host", "rebound.example"),
    ("host", "localhost"),
];

fn assert_closed(response: &Response, status: u16, what: &str) {
    assert_eq!(response.status(), status, "{what}");
    let names = response.headers().keys();
    let mut opening = names.filter(|name| name.as_str().starts_with("access-control-"));
    assert_eq!(opening.next(), None, "{what}");
}

/// A table with one item, and how it is asked.
struct Asker {
    served: Served,
    client: Client,
}

impl Asker {
    async fn new() -> Self {
        let served = start().await;
        let client = client(served.store());
        let put = client.put_item().table_name("local-Items");
        let put = put.item("pk", s("staff")).item("sk", s("hash"));
        put.item("value", s("secret")).send().await.unwrap();
        Self { served, client }
    }

    /// What the SDK sends to overwrite the item, but with this key.
    fn write(&self, key: &str) -> RequestBuilder {
        self.ask(Method::POST, "/", "PutItem", key)
    }

    fn ask(&self, method: Method, path: &str, operation: &str, key: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.served.store_endpoint());
        let scope = format!("Credential={key}/20260101/local/dynamodb/aws4_request");
        let item = json!({"pk": {"S": "staff"}, "sk": {"S": "hash"}, "value": {"S": "mine"}});
        let request = self.served.client.request(method, url);
        request
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header(
                "authorization",
                format!("AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=0"),
            )
            .body(json!({"TableName": "local-Items", "Item": item}).to_string())
    }

    async fn value(&self) -> String {
        let get = self.client.get_item().table_name("local-Items");
        let get = get.key("pk", s("staff")).key("sk", s("hash"));
        let item = get.send().await.unwrap().item.unwrap();
        item["value"].as_s().unwrap().clone()
    }
}

#[tokio::test]
async fn threat_36_a_page_reads_and_writes_nothing_of_the_store_even_with_its_key() {
    let asker = Asker::new().await;
    let key = asker.served.store().access_key().to_owned();
    for (name, value) in OF_A_PAGE {
        let response = asker.write(&key).header(name, value).send().await.unwrap();
        assert_closed(&response, 403, value);
        assert_eq!(response.text().await.unwrap(), "Forbidden");
    }
    let preflight = asker.ask(Method::OPTIONS, "/", "PutItem", &key);
    let preflight = preflight
        .header("origin", "https://elsewhere.example")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization");
    assert_closed(&preflight.send().await.unwrap(), 403, "a preflight");
    assert_eq!(asker.value().await, "secret");
    // Nothing but those marks was wrong with it.
    assert_closed(&asker.write(&key).send().await.unwrap(), 200, "the key");
    assert_eq!(asker.value().await, "mine");
    asker.served.stop().await;
}

#[tokio::test]
async fn the_store_asks_for_the_key_of_this_run() {
    let asker = Asker::new().await;
    let key = asker.served.store().access_key().to_owned();
    assert_eq!(key.len(), 32);
    for wrong in ["local", "", &key[..31], &format!("{key}0"), &"0".repeat(32)] {
        let response = asker.write(wrong).send().await.unwrap();
        assert_closed(&response, 400, wrong);
        let body: Value = response.json().await.unwrap();
        let kind = body["__type"].as_str().unwrap();
        assert!(kind.ends_with("#UnrecognizedClientException"), "{body}");
    }
    for header in [
        format!("Basic {key}"),
        format!("AWS4-HMAC-SHA256 {key}"),
        key.clone(),
    ] {
        let mut request = asker.write(&key).build().unwrap();
        let value = header.parse().unwrap();
        request.headers_mut().insert("authorization", value);
        let response = asker.served.client.execute(request).await.unwrap();
        assert_closed(&response, 400, &header);
    }
    let mut request = asker.write(&key).build().unwrap();
    request.headers_mut().remove("authorization");
    let response = asker.served.client.execute(request).await.unwrap();
    assert_closed(&response, 400, "no key");

    let stranger = client_at(asker.served.store_endpoint(), "local");
    let get = stranger.get_item().table_name("local-Items");
    let get = get.key("pk", s("staff")).key("sk", s("hash"));
    let refused = get.send().await.unwrap_err();
    assert_eq!(refused.code(), Some("UnrecognizedClientException"));
    assert_eq!(asker.value().await, "secret");

    // The next run has another key.
    let folder = asker.served.stop().await;
    let again = crate::store::open(folder.path()).await;
    assert_ne!(again.access_key(), key);
    put(&client(&again), "a", "1", "with the new one").await;
}

#[tokio::test]
async fn the_store_takes_only_calls_that_somebody_needs() {
    let asker = Asker::new().await;
    let key = asker.served.store().access_key();
    for method in ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let response = asker.ask(method.clone(), "/", "PutItem", key).send().await;
        assert_closed(&response.unwrap(), 404, method.as_str());
    }
    for path in ["/item", "//", "/?Action=PutItem", "/shell"] {
        let response = asker.ask(Method::POST, path, "PutItem", key).send().await;
        assert_closed(&response.unwrap(), 404, path);
    }
    for operation in [
        "DeleteTable",
        "CreateTable",
        "ListTables",
        "UpdateTable",
        "Put",
    ] {
        let response = asker.ask(Method::POST, "/", operation, key).send().await;
        let response = response.unwrap();
        assert_closed(&response, 400, operation);
        let body: Value = response.json().await.unwrap();
        let kind = body["__type"].as_str().unwrap();
        assert!(kind.ends_with("#UnknownOperationException"), "{body}");
    }
    assert_eq!(asker.value().await, "secret");
    asker.served.stop().await;
}

#[tokio::test]
async fn threat_36_a_page_that_knows_the_secret_paths_is_refused_all_the_same() {
    let served = start().await;
    let (_, text) = served.text("/api/do/environment").await;
    let variables: Value = serde_json::from_str(&text).unwrap();
    let variable = |name: &str| variables[name].as_str().unwrap();
    let runtime = variable("AWS_LAMBDA_RUNTIME_API");
    let runtime = format!("{runtime}/2018-06-01/runtime/invocation/none/response");
    let connection = format!("{}/@connections/none", variable("SOCKET_ENDPOINT"));
    for (url, otherwise) in [(runtime, 400), (connection, 410)] {
        for (name, value) in OF_A_PAGE {
            let request = served.client.post(&url).header(name, value);
            assert_closed(&request.send().await.unwrap(), 403, value);
        }
        let response = served.client.post(&url).send().await.unwrap();
        assert_closed(&response, otherwise, &url);
    }
    served.stop().await;
}

/// The ports on which a process listens.
fn listening(pid: u32) -> BTreeSet<u16> {
    let files = std::fs::read_dir(format!("/proc/{pid}/fd")).unwrap();
    let files = files.filter_map(|file| std::fs::read_link(file.ok()?.path()).ok());
    let files: BTreeSet<_> = files.map(|it| it.to_string_lossy().into_owned()).collect();
    let mut ports = BTreeSet::new();
    for table in ["tcp", "tcp6"] {
        let table = std::fs::read_to_string(format!("/proc/{pid}/net/{table}")).unwrap();
        for line in table.lines().skip(1) {
            let words: Vec<_> = line.split_whitespace().collect();
            let is_own = files.contains(&format!("socket:[{}]", words[9]));
            if words[3] == "0A" && is_own {
                let port = words[1].rsplit(':').next().unwrap();
                ports.insert(u16::from_str_radix(port, 16).unwrap());
            }
        }
    }
    ports
}

#[tokio::test]
async fn threat_36_every_port_of_the_stack_but_the_site_s_refuses_pages() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = lifecycle::run(&folder.path().join("data"));
    let mut ports = listening(process.child.id());
    let site: u16 = process.url.rsplit(':').next().unwrap().parse().unwrap();
    assert!(ports.remove(&site), "{ports:?}");
    // Store, Runtime API and `@connections`; nothing else, such as a server of the engine's own.
    assert_eq!(ports.len(), 3, "{ports:?}");
    let client = reqwest::Client::new();
    for port in ports {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            for (name, value) in OF_A_PAGE {
                let request = client.request(method.clone(), format!("http://127.0.0.1:{port}/"));
                let response = request.header(name, value).send().await.unwrap();
                assert_closed(&response, 403, value);
            }
        }
    }
    process.signal("-TERM");
    assert!(process.child.wait().unwrap().success());
}

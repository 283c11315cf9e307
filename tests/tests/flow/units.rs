//! What the embedded store says that a call costs, held to the real service's rules with items
//! of known size. The benchmarks' prices stand on it.

use salver_tests::{Stack, StoreProxy, Units, item_size};
use serde_json::{Value, json};

/// Somebody who asks the store through a proxy that meters.
struct Asker {
    proxy: StoreProxy,
    at: String,
    table: String,
    stack: Stack,
}

impl Asker {
    async fn new() -> Self {
        let proxy = StoreProxy::metering();
        let stack = Stack::start_behind(&proxy).await;
        let (endpoint, table) = stack.endpoint();
        let store = endpoint.strip_prefix("http://").unwrap();
        Self {
            at: format!("{}/{store}/asker", proxy.url),
            table,
            proxy,
            stack,
        }
    }

    /// What a call costs: halves of read units, write units, and the index's share of these.
    async fn cost(&self, operation: &str, body: Value) -> (u64, u64, u64) {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = client.post(&self.at);
        let request = request.header("x-amz-target", format!("DynamoDB_20120810.{operation}"));
        let request = request
            .header("content-type", "application/x-amz-json-1.0")
            .header("authorization", self.stack.authorization());
        let request = request.header("x-amz-date", "20260101T000000Z");
        let answer = request.body(body.to_string()).send().await.unwrap();
        let text = answer.text().await.unwrap();
        let mut trips = self.proxy.trips();
        trips.retain(|trip| trip.call.function == "asker");
        assert_eq!(trips.len(), 1);
        let Units {
            read_halves,
            write,
            of_index,
        } = trips[0].units;
        assert_ne!((read_halves, write), (0, 0), "{operation}: {text}");
        (read_halves, write, of_index)
    }

    async fn write(&self, operation: &str, mut body: Value) -> (u64, u64) {
        body["TableName"] = self.table.as_str().into();
        let (_, write, of_index) = self.cost(operation, body).await;
        (write, of_index)
    }

    async fn put(&self, item: &Value) -> (u64, u64) {
        self.write("PutItem", json!({"Item": item})).await
    }

    async fn transact(&self, mut actions: Value) -> (u64, u64) {
        for action in actions.as_array_mut().unwrap() {
            let action = action.as_object_mut().unwrap().values_mut().next().unwrap();
            action["TableName"] = self.table.as_str().into();
        }
        let body = json!({"TransactItems": actions});
        let (_, write, of_index) = self.cost("TransactWriteItems", body).await;
        (write, of_index)
    }

    async fn read(&self, operation: &str, mut body: Value) -> u64 {
        body["TableName"] = self.table.as_str().into();
        self.cost(operation, body).await.0
    }
}

fn key(sk: &str) -> Value {
    json!({"pk": {"S": "units"}, "sk": {"S": sk}})
}

/// An item of exactly so many bytes, with more attributes.
fn with(sk: &str, bytes: usize, more: &Value) -> Value {
    let mut item = key(sk);
    for (name, value) in more.as_object().unwrap() {
        item[name] = value.clone();
    }
    item["pad"] = json!({"S": ""});
    let left = bytes - item_size(&item);
    item["pad"] = json!({"S": "x".repeat(left)});
    assert_eq!(item_size(&item), bytes);
    item
}

fn item(sk: &str, bytes: usize) -> Value {
    with(sk, bytes, &json!({}))
}

/// An item that is in the index, at a place of it.
fn open(sk: &str, bytes: usize, place: &str) -> Value {
    let at = json!({"gsi1pk": {"S": "units"}, "gsi1sk": {"S": place}});
    with(sk, bytes, &at)
}

async fn single_writes(store: &Asker) {
    // 1 KB is one unit, a byte more is two; what is overwritten counts when it is larger.
    assert_eq!(store.put(&item("a", 1024)).await, (1, 0));
    assert_eq!(store.put(&item("b", 1025)).await, (2, 0));
    assert_eq!(store.put(&item("b", 100)).await, (2, 0));
    assert_eq!(store.put(&item("b", 2049)).await, (3, 0));
    let grow = json!({
        "Key": key("a"), "UpdateExpression": "SET m = :m",
        "ExpressionAttributeValues": {":m": {"S": ""}},
    });
    assert_eq!(store.write("UpdateItem", grow).await, (2, 0));
    let remove = |sk: &str| store.write("DeleteItem", json!({"Key": key(sk)}));
    assert_eq!(remove("b").await, (3, 0));
    assert_eq!(remove("nothing").await, (1, 0));
    // Kinds of values: at the edge by our count, at the edge by the store's.
    let kinds = json!({
        "n": {"N": "-123.45"}, "price": {"N": "35000"}, "no": {"BOOL": false}, "nil": {"NULL": true},
        "bytes": {"B": "AQIDBA=="}, "set": {"SS": ["one", "two"]},
        "list": {"L": [{"S": "ü"}, {"M": {"deep": {"N": "7"}}}]},
    });
    assert_eq!(store.put(&with("kinds", 2048, &kinds)).await, (2, 0));
    assert_eq!(store.put(&with("more kinds", 2049, &kinds)).await, (3, 0));
}

async fn index(store: &Asker) {
    // The index costs what it stores: coming, changing, moving (twice) and leaving.
    assert_eq!(store.put(&open("o", 1024, "1")).await, (2, 1));
    assert_eq!(store.put(&open("o", 1025, "1")).await, (4, 2));
    assert_eq!(store.put(&open("o", 1025, "2")).await, (6, 4));
    assert_eq!(store.put(&item("o", 100)).await, (4, 2));
    assert_eq!(store.put(&item("o", 100)).await, (1, 0));
}

async fn transactions(store: &Asker) {
    // Items cost double, the index does not.
    let two = json!([{"Put": {"Item": item("t", 1025)}}, {"Put": {"Item": open("u", 1024, "1")}}]);
    assert_eq!(store.transact(two).await, (7, 1));
    let exists = "attribute_exists(pk)";
    let check = json!([
        {"ConditionCheck": {"Key": key("t"), "ConditionExpression": exists}},
        {"Put": {"Item": item("v", 10 + 50)}},
    ]);
    assert_eq!(store.transact(check).await, (4 + 2, 0));
}

async fn refusals(store: &Asker) {
    let refused = |item: Value, condition: &str| {
        let body = json!({
            "Item": item, "ConditionExpression": condition,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        });
        store.write("PutItem", body)
    };
    let (absent, exists) = ("attribute_not_exists(pk)", "attribute_exists(pk)");
    // `t` has 1,025 bytes.
    assert_eq!(refused(item("t", 100), absent).await, (2, 0));
    assert_eq!(refused(item("t", 2049), absent).await, (3, 0));
    assert_eq!(refused(item("new", 100), exists).await, (1, 0));
    let cancelled = json!([
        {"Put": {"Item": item("t", 100), "ConditionExpression": absent,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}},
        {"Put": {"Item": open("w", 100, "1")}},
    ]);
    assert_eq!(store.transact(cancelled).await, (4 + 2, 0));
}

async fn reads(store: &Asker) {
    store.put(&item("r", 4096)).await;
    store.put(&item("s", 4097)).await;
    let get = |sk: &str, consistent: bool| {
        store.read(
            "GetItem",
            json!({"Key": key(sk), "ConsistentRead": consistent}),
        )
    };
    assert_eq!([get("r", true).await, get("r", false).await], [2, 1]);
    assert_eq!([get("s", true).await, get("s", false).await], [4, 2]);
    assert_eq!([get("none", true).await, get("none", false).await], [2, 1]);
    // A batch rounds each item, also one that is not there; a query rounds their sum.
    let keys = [key("t"), key("u"), key("none")];
    let batch = json!({"RequestItems": {&store.table: {"Keys": keys, "ConsistentRead": true}}});
    assert_eq!(store.cost("BatchGetItem", batch).await, (6, 0, 0));
    let of = |prefix: &str, consistent: bool| {
        let body = json!({
            "KeyConditionExpression": "pk = :pk and begins_with(sk, :sk)",
            "ExpressionAttributeValues": {":pk": {"S": "units"}, ":sk": {"S": prefix}},
            "ConsistentRead": consistent,
        });
        store.read("Query", body)
    };
    for number in 1..=3 {
        store.put(&item(&format!("q{number}"), 1400)).await;
    }
    assert_eq!([of("q", true).await, of("q", false).await], [4, 2]);
    assert_eq!([of("none", true).await, of("none", false).await], [2, 1]);
    let indexed = json!({
        "IndexName": "gsi1", "KeyConditionExpression": "gsi1pk = :pk",
        "ExpressionAttributeValues": {":pk": {"S": "units"}},
    });
    assert_eq!(store.read("Query", indexed).await, 1);
}

#[tokio::test]
async fn units_are_counted_as_the_service_bills_them() {
    let store = Asker::new().await;
    single_writes(&store).await;
    index(&store).await;
    transactions(&store).await;
    refusals(&store).await;
    reads(&store).await;
}

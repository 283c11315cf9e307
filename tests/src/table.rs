//! The table as it lies there: what nobody may change without being allowed to, what a
//! thief would find, and the clock of the windows in it.
//!
//! Over the store's own wire: the product has no scan, and shall not get one for tests.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use salver::domain::order::Order;
use salver::service::order::record;
use salver::store::unpack;
use serde_json::{Value, json};

use crate::stack::Stack;

/// Every item by its key, in the store's wire form.
pub type Dump = BTreeMap<String, Value>;

/// The key of an item in a [`Dump`].
fn name(item: &Value) -> String {
    let part = |name: &str| item[name]["S"].as_str().unwrap().to_owned();
    format!("{} {}", part("pk"), part("sk"))
}

impl Stack {
    async fn ask(&self, operation: &str, body: &Value) -> Value {
        let mut body = body.clone();
        body["TableName"] = self.endpoint().1.into();
        let target = format!("DynamoDB_20120810.{operation}");
        self.call(&target, &body).await
    }

    /// One call of the store, past any proxy.
    pub(crate) async fn call(&self, target: &str, body: &Value) -> Value {
        let (endpoint, _) = self.endpoint();
        let request = reqwest::Client::builder().no_proxy().build().unwrap();
        let request = request
            .post(endpoint)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", target)
            .header("authorization", self.authorization())
            .header("x-amz-date", "20260101T000000Z")
            .body(body.to_string());
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{target}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// The whole table.
    pub async fn dump(&self) -> Dump {
        let items = self.read("Scan", json!({"ConsistentRead": true})).await;
        items.into_iter().map(|item| (name(&item), item)).collect()
    }

    /// The items whose key begins so: with a whole partition and a space, `TOPIC#x CONN#`, it
    /// costs these items only, else a look at the whole table.
    pub async fn items(&self, prefix: &str) -> Vec<Value> {
        let Some((partition, sort)) = prefix.split_once(' ') else {
            let dump = self.dump().await.into_iter();
            let found = dump.filter(|(key, _)| key.starts_with(prefix));
            return found.map(|(_, item)| item).collect();
        };
        let mut request = json!({
            "ConsistentRead": true,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": partition}},
        });
        if !sort.is_empty() {
            request["KeyConditionExpression"] = "pk = :pk and begins_with(sk, :sk)".into();
            request["ExpressionAttributeValues"][":sk"] = json!({"S": sort});
        }
        self.read("Query", request).await
    }

    /// All pages of a read.
    async fn read(&self, operation: &str, mut request: Value) -> Vec<Value> {
        let mut items = Vec::new();
        loop {
            let mut page = self.ask(operation, &request).await;
            items.append(page["Items"].as_array_mut().unwrap());
            match page.get("LastEvaluatedKey") {
                Some(key) => request["ExclusiveStartKey"] = key.clone(),
                None => return items,
            }
        }
    }

    /// Sets an attribute of an item that is there, for what has no endpoint yet and for
    /// what would take hours; `value` in wire form, `{"N": "1"}`.
    pub async fn set(&self, item: &Value, attribute: &str, value: Value) {
        let request = json!({
            "Key": {"pk": item["pk"], "sk": item["sk"]},
            "UpdateExpression": "SET #a = :v",
            "ConditionExpression": "attribute_exists(pk)",
            "ExpressionAttributeNames": {"#a": attribute},
            "ExpressionAttributeValues": {":v": value},
        });
        self.ask("UpdateItem", &request).await;
    }

    /// Takes an item away, for a test that begins without it.
    pub async fn remove(&self, pk: &str, sk: &str) {
        let request = json!({"Key": {"pk": {"S": pk}, "sk": {"S": sk}}});
        self.ask("DeleteItem", &request).await;
    }

    /// Lets parties that sit down from now on order without end, for what orders as fast as
    /// it can.
    ///
    /// # Panics
    /// When the branch is not there.
    pub async fn lift_limits(&self) {
        let most = json!({"N": u32::MAX.to_string()});
        let limits = json!({"M": {
            "orders_per_session": most, "orders_per_window": most, "lines_per_order": {"N": "40"},
            "lines_per_session": most,
        }});
        self.set_profile("limits", limits).await;
    }

    /// Lets the branch accept each order as it comes.
    pub async fn accept_at_once(&self) {
        self.set_profile("auto_accept", json!({"BOOL": true})).await;
    }

    async fn set_profile(&self, field: &str, value: Value) {
        let profiles = self.items("BRANCH#").await;
        let profile = profiles.iter().find(|item| item["sk"]["S"] == "PROFILE");
        self.set(profile.unwrap(), field, value).await;
    }

    /// The record of who did what, oldest first, as plain JSON: its entries, and the steps that
    /// orders hold themselves.
    pub async fn record(&self) -> Vec<Value> {
        let mut entries = Vec::new();
        for (key, item) in self.dump().await {
            if key.starts_with("AUDIT#") {
                entries.push(plain_item(&item));
            } else if key.contains(" ORDER#") {
                entries.extend(steps_of(&item));
            }
        }
        // Of a branch, of its brand, and of nobody: their IDs sort by time.
        entries.sort_by(|one, other| one["id"].as_str().cmp(&other["id"].as_str()));
        entries
    }

    /// The branch's record since yesterday.
    pub async fn recent_record(&self) -> Vec<Value> {
        self.recent_record_of(&self.branch).await
    }

    /// The record since yesterday of a branch, or of a brand as `BRAND#{brand}`.
    pub async fn recent_record_of(&self, whose: &str) -> Vec<Value> {
        let now = salver::api::clock::now();
        let mut entries = Vec::new();
        for at in [now - jiff::SignedDuration::from_hours(24), now] {
            let day = at.strftime("%Y-%m-%d");
            let prefix = format!("AUDIT#{whose}#{day} ");
            entries.extend(self.items(&prefix).await);
        }
        entries.iter().map(plain_item).collect()
    }
}

/// The entries that the steps of an order stand for.
fn steps_of(item: &Value) -> Vec<Value> {
    let packed = STANDARD.decode(item["packed"]["B"].as_str().unwrap());
    let order = unpack(&packed.unwrap()).unwrap();
    let mut order: Value = serde_json::from_str(&order).unwrap();
    order["version"] = plain(&item["version"]);
    let order: Order = serde_json::from_value(order).unwrap();
    let entries = record(&order).into_iter();
    let entries = entries.map(|entry| serde_json::to_value(entry).unwrap());
    entries.collect()
}

fn plain_item(item: &Value) -> Value {
    let fields = item.as_object().unwrap().iter();
    fields
        .map(|(name, value)| (name.clone(), plain(value)))
        .collect()
}

/// A value without its type tags.
fn plain(value: &Value) -> Value {
    let (kind, inner) = value.as_object().unwrap().iter().next().unwrap();
    match kind.as_str() {
        "M" => plain_item(inner),
        "L" => inner.as_array().unwrap().iter().map(plain).collect(),
        "N" => inner.as_str().unwrap().parse().unwrap_or(Value::Null),
        "NULL" => Value::Null,
        _ => inner.clone(),
    }
}

/// What differs between two dumps, by key: the items before and after.
pub fn changes(before: &Dump, after: &Dump) -> BTreeMap<String, (Value, Value)> {
    let keys = before.keys().chain(after.keys());
    let both = keys.map(|key| {
        let of = |dump: &Dump| dump.get(key).cloned().unwrap_or_default();
        (key.clone(), (of(before), of(after)))
    });
    both.filter(|(_, (before, after))| before != after)
        .collect()
}

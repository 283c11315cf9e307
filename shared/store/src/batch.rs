//! One round trip for several items.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use serde::de::DeserializeOwned;

use super::client::Store;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::keys::{Key, PK, SK};

/// Keys that one `BatchGetItem` takes.
const MAX_KEYS: usize = 100;
/// How often keys that the store left over are asked for again.
const MAX_ROUNDS: u32 = 5;

/// What came back of a batch, by key.
#[derive(Debug, Default)]
pub(super) struct Found(HashMap<Key, Item>);

impl Found {
    /// Takes an item out.
    pub(super) fn take_item(&mut self, key: &Key) -> Option<Item> {
        self.0.remove(key)
    }

    /// Takes an item out as its type.
    pub(super) fn take<T: DeserializeOwned>(&mut self, key: &Key) -> Result<Option<T>, StoreError> {
        self.0.remove(key).map(read_item).transpose()
    }
}

fn key_of(item: &Item) -> Option<Key> {
    match (item.get(PK), item.get(SK)) {
        (Some(AttributeValue::S(pk)), Some(AttributeValue::S(sk))) => Some(Key {
            pk: pk.clone(),
            sk: sk.clone(),
        }),
        _ => None,
    }
}

impl Store {
    /// Reads items by key, strongly consistent; what is not there is left out.
    pub(super) async fn batch_get(&self, keys: &[Key]) -> Result<Found, StoreError> {
        let mut found = Found::default();
        // DynamoDB refuses a batch that asks for one key twice.
        let keys: Vec<_> = keys.iter().collect::<BTreeSet<_>>().into_iter().collect();
        for chunk in keys.chunks(MAX_KEYS) {
            let mut left: Vec<_> = chunk.iter().map(|key| key.attributes()).collect();
            let mut round = 0;
            while !left.is_empty() {
                if round == MAX_ROUNDS {
                    return Err(StoreError::Unavailable(
                        "the batch stayed incomplete".into(),
                    ));
                }
                if round > 0 {
                    super::retry::pause(round + 2).await;
                }
                round += 1;
                left = self.batch_round(left, &mut found).await?;
            }
        }
        Ok(found)
    }

    async fn batch_round(
        &self,
        keys: Vec<Item>,
        found: &mut Found,
    ) -> Result<Vec<Item>, StoreError> {
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .consistent_read(true)
            .build()
            .map_err(|e| StoreError::Sdk(Box::new(e)))?;
        let answer = self
            .client()
            .batch_get_item()
            .request_items(self.table(), wanted)
            .send()
            .await?;
        for item in answer.responses.unwrap_or_default().into_values().flatten() {
            if let Some(key) = key_of(&item) {
                found.0.insert(key, item);
            }
        }
        let left = answer
            .unprocessed_keys
            .unwrap_or_default()
            .remove(self.table());
        Ok(left.map(|keys| keys.keys).unwrap_or_default())
    }
}

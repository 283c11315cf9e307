//! A table with the small restaurant of the fixtures, of one test alone.

mod said;
mod server;

use std::net::TcpListener;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
pub use said::{Party, answer, arrival, by, deed, empty_cart, hungry, new_order};
use salver::auth::secret;
use salver::domain::audit::{AuditEntry, Record};
use salver::domain::check::{Check, Mode};
use salver::domain::id::CheckId;
use salver::store::{Branch, Item, Joining, Store, keys, read_item, write_item};
use salver_demo::fixtures::{branch, guest_with_token, now, seated, seed, stock};
use salver_demo::seed::Seeder;
use server::{ANOTHER, client, create_table, serve};
use tokio::sync::oneshot;

use crate::wire::Wire;

/// A store with a branch and 40 free tables.
pub struct World {
    /// The table through the SDK.
    pub store: Store,
    /// What writes whatever a test wants to be there.
    pub seeder: Seeder,
    /// What goes over the wire.
    pub wire: Wire,
    client: Client,
    table: String,
    /// Ends the server when it is dropped.
    _stop: oneshot::Sender<()>,
}

impl World {
    pub async fn new() -> Self {
        let (stop, stopped) = oneshot::channel();
        let endpoint = match std::env::var(ANOTHER) {
            Ok(endpoint) => endpoint,
            Err(_) => serve(stopped),
        };
        Self::at(&endpoint, stop).await
    }

    /// One whose server ends with it.
    pub async fn embedded() -> Self {
        let (stop, stopped) = oneshot::channel();
        Self::at(&serve(stopped), stop).await
    }

    /// One with nothing in it, whose server ends with it.
    pub async fn empty() -> Self {
        let (stop, stopped) = oneshot::channel();
        Self::bare(&serve(stopped), stop).await
    }

    async fn at(endpoint: &str, stop: oneshot::Sender<()>) -> Self {
        let world = Self::bare(endpoint, stop).await;
        world.seeder.seed(&seed(40)).await.unwrap();
        world
    }

    async fn bare(endpoint: &str, stop: oneshot::Sender<()>) -> Self {
        let wire = Wire::default();
        let client = client(endpoint, &wire);
        let table = format!("salver-{}", secret::random().unwrap());
        create_table(&client, &table).await;
        let store = Store::new(client.clone(), &table);
        let seeder = Seeder::new(client.clone(), &table);
        Self {
            store,
            seeder,
            wire,
            client,
            table,
            _stop: stop,
        }
    }

    /// The same table from a process that remembers nothing.
    pub fn cold(&self) -> Store {
        Store::new(self.client.clone(), &self.table)
    }

    /// The same from a process whose calls nobody answers while the listener is there.
    pub fn silent(&self) -> (Store, TcpListener) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let client = client(&endpoint, &self.wire);
        (Store::new(client, &self.table), listener)
    }

    /// The branch as its stock names it, which the store remembers from then on.
    pub async fn known(&self) -> Branch {
        let stock = self.store.stock(&branch()).await.unwrap().unwrap();
        let known = self.store.branch(&branch(), &stock).await.unwrap();
        known.unwrap()
    }

    /// Seats a party of `phones` guests at a table.
    pub async fn party(&self, table: u32, mode: Mode, phones: u32) -> Party {
        let (table, check) = seated(table, mode);
        assert!(
            self.store
                .open_check(&table, &check, &deed())
                .await
                .unwrap()
        );
        let mut guests = Vec::new();
        for number in 1..=phones {
            let check = self.check(&check.id).await;
            let (guest, token) = guest_with_token(&check, number);
            let joined = self
                .store
                .join(&check, arrival(&guest), &[], &deed())
                .await
                .unwrap();
            assert_eq!(joined, Joining::Joined);
            guests.push((guest, token));
        }
        Party {
            id: check.id.clone(),
            check,
            guests,
        }
    }

    pub async fn check(&self, id: &CheckId) -> Check {
        self.store.check(id).await.unwrap().unwrap()
    }

    /// Lets a party order without end.
    pub async fn unlimited(&self, id: &CheckId) {
        let mut check = self.check(id).await;
        check.version += 1;
        check.terms.limits.orders_per_session = u32::MAX;
        check.terms.limits.lines_per_session = u32::MAX;
        check.terms.limits.orders_per_window = u32::MAX;
        assert!(self.store.save_check(&check, &deed()).await.unwrap());
    }

    /// The branch's audit entries of the day of the fixtures, oldest first.
    pub async fn record(&self) -> Vec<AuditEntry> {
        self.record_of(&Record::from(&branch())).await
    }

    /// The audit entries of the day of the fixtures in a record, oldest first.
    pub async fn record_of(&self, record: &Record) -> Vec<AuditEntry> {
        let day = now().strftime("%Y-%m-%d").to_string();
        let partition = match record {
            Record::Branch(branch) => keys::audit(branch, &day, "").pk,
            Record::Brand(brand) => keys::brand_audit(brand, &day, "").pk,
            Record::Nobody => keys::nobodys_audit(&day, "").pk,
        };
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true);
        let found = query
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(partition))
            .send()
            .await
            .unwrap();
        let items = found.items.unwrap_or_default().into_iter();
        items.map(|item| read_item(item).unwrap()).collect()
    }

    /// What was done at the branch on that day, by name, in the order of the names.
    pub async fn deeds(&self) -> Vec<String> {
        let entries = self.record().await.into_iter();
        let name = |entry: AuditEntry| serde_json::to_value(entry.what).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| name(entry).as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    }

    /// Another branch of the brand, which sells its menu.
    pub async fn branch_of_brand(&self, id: &str) {
        let (brand, id) = (stock().brand_id, id.parse().unwrap());
        let named = serde_json::json!({"id": id, "name": id});
        let listed = write_item(&keys::brand_branch(&brand, &id), &named);
        self.put(listed.unwrap()).await;
        let sold = write_item(&keys::stock(&id), &stock());
        self.put(sold.unwrap()).await;
    }

    /// All that is in the table.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test looks at all that it wrote"
    )]
    pub async fn items(&self) -> Vec<Item> {
        let mut pages = self
            .client
            .scan()
            .table_name(&self.table)
            .into_paginator()
            .items()
            .send();
        let mut items = Vec::new();
        while let Some(item) = pages.next().await {
            items.push(item.unwrap());
        }
        items
    }

    /// The SDK's client and the table's name, for requests that no code of the store makes.
    pub fn raw(&self) -> (&Client, &str) {
        (&self.client, &self.table)
    }

    /// Writes an item as no code of the store would.
    pub async fn put(&self, item: Item) {
        let put = self.client.put_item().table_name(&self.table);
        put.set_item(Some(item)).send().await.unwrap();
    }

    /// Removes what TTL may have removed by then, at the latest.
    pub async fn sweep(&self, at: Timestamp) {
        for item in self.items().await {
            let ends = item.get(keys::EXPIRES_AT);
            let ends = ends.map(|ends| ends.as_n().unwrap().parse::<i64>().unwrap());
            if ends.is_some_and(|ends| ends <= at.as_second()) {
                self.remove(&item).await;
            }
        }
    }

    /// Removes the item that has this one's key.
    pub async fn remove(&self, item: &Item) {
        let key = [keys::PK, keys::SK].map(|name| (name.to_owned(), item[name].clone()));
        let remove = self.client.delete_item().table_name(&self.table);
        let removed = remove.set_key(Some(key.into())).send().await;
        removed.unwrap();
    }

    /// Asserts that the account is what its orders say, and gives it back.
    pub async fn recounted(&self, id: &CheckId) -> Check {
        let party = self.store.party(id).await.unwrap().unwrap();
        let sum: i64 = party.orders.iter().map(|o| o.total.minor).sum();
        assert_eq!(
            party.check.total.minor, sum,
            "the check is the sum of its orders"
        );
        assert_eq!(
            usize::try_from(party.check.order_count).unwrap(),
            party.orders.len()
        );
        let lines: usize = party.orders.iter().map(|o| o.lines.len()).sum();
        assert_eq!(usize::try_from(party.check.line_count).unwrap(), lines);
        party.check
    }
}

/// Runs `tasks` at the same time and gives back what they said, in their order.
pub async fn together<T, F>(tasks: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = tasks.into_iter().collect();
    let start = Arc::new(tokio::sync::Barrier::new(tasks.len()));
    let started: Vec<_> = tasks
        .into_iter()
        .map(|task| {
            let start = Arc::clone(&start);
            tokio::spawn(async move {
                start.wait().await;
                task.await
            })
        })
        .collect();
    let mut said = Vec::new();
    for task in started {
        said.push(task.await.unwrap());
    }
    said
}

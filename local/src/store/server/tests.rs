//! What a panic of the engine leaves of the store.

use super::*;
use crate::store::fixture::create_table;
use dynoxide::{Database, storage_backend::Clock};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Panics once, when a write to a stream or a sweep asks for the time and it is armed.
#[derive(Default)]
struct PanicOnce(AtomicBool);

impl Clock for PanicOnce {
    fn now_unix_secs(&self) -> u64 {
        let armed = self.0.swap(false, Ordering::SeqCst);
        assert!(!armed, "a panic inside the engine");
        1
    }
    fn now_unix_secs_f64(&self) -> f64 {
        self.now_unix_secs();
        1.0
    }
}

/// A server on an engine in memory, and what makes that panic.
struct Fixture {
    server: Server,
    clock: Arc<PanicOnce>,
    opened: Arc<AtomicUsize>,
}

impl Fixture {
    fn new() -> Self {
        let (clock, opened) = (Arc::new(PanicOnce::default()), Arc::default());
        let (shared, count) = (Arc::clone(&clock), Arc::<AtomicUsize>::clone(&opened));
        let open: Open = Box::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
            let db = Database::memory_with_clock(Arc::clone(&shared) as Arc<dyn Clock>)?;
            db.create_table(serde_json::from_value(create_table("NEW_IMAGE")).unwrap())?;
            Ok(db)
        });
        let server = Server::start(open, Log::of(None));
        Self {
            server: server.unwrap(),
            clock,
            opened,
        }
    }

    /// Asks the endpoint to write an item: the status.
    async fn put(&self, client: &reqwest::Client) -> u16 {
        let key = self.server.key.as_str();
        let signed = format!("AWS4-HMAC-SHA256 Credential={key}/20260101");
        let request = client
            .post(&self.server.endpoint)
            .header("authorization", signed)
            .header("x-amz-target", "DynamoDB_20120810.PutItem")
            .body(r#"{"TableName": "items", "Item": {"pk": {"S": "a"}}}"#);
        request.send().await.unwrap().status().as_u16()
    }

    /// Waits for the engine that comes after a panic.
    async fn opened_again(&self) {
        while self.opened.load(Ordering::SeqCst) < 2
            || self.server.current.with(Database::table_count).is_err()
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn stop(self) {
        let stop = tokio::task::spawn_blocking(|| self.server.stop());
        stop.await.unwrap();
        assert_eq!(self.opened.load(Ordering::SeqCst), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_in_the_engine_opens_the_store_again() {
    let fixture = Fixture::new();
    fixture.clock.0.store(true, Ordering::SeqCst);
    let current = Arc::clone(&fixture.server.current);
    let panicked = tokio::task::spawn_blocking(move || current.with(Database::sweep_ttl)).await;
    assert!(panicked.is_err());
    // Nobody has noticed yet; the next call does.
    assert_eq!(fixture.put(&reqwest::Client::new()).await, 500);
    fixture.opened_again().await;
    assert_eq!(fixture.put(&reqwest::Client::new()).await, 200);
    fixture.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_at_which_the_engine_panics_is_answered_and_the_connection_stays() {
    let fixture = Fixture::new();
    let client = reqwest::Client::new();
    let mut commits = fixture.server.current.log.commits();
    assert_eq!(fixture.put(&client).await, 200);
    assert!(commits.has_changed().unwrap());
    commits.borrow_and_update();
    fixture.clock.0.store(true, Ordering::SeqCst);
    assert_eq!(fixture.put(&client).await, 500);
    fixture.opened_again().await;
    assert_eq!(fixture.put(&client).await, 200);
    fixture.stop().await;
}

//! What the stack asks of a table's stream, in process.

use std::sync::{Arc, PoisonError};

use super::{Store, StoreError, record::StreamRecord, tail::Tail};

impl Store {
    /// The stream's ARN; it changes when the table is made anew.
    ///
    /// # Errors
    /// [`StoreError::NoStream`].
    pub fn stream_arn(&self, table: &str) -> Result<&str, StoreError> {
        Ok(&self.stream(table)?.arn)
    }

    /// The names of the tables that have a stream.
    pub fn stream_tables(&self) -> impl Iterator<Item = &str> {
        self.streams().keys().map(String::as_str)
    }

    /// The shard's ID: a table has one shard here.
    #[must_use]
    pub fn shard_id(table: &str) -> String {
        dynoxide::streams::shard_id(table)
    }

    /// The position of the newest record, 0 in an empty stream.
    ///
    /// # Errors
    /// [`StoreError::NoStream`], or what SQLite says.
    pub async fn stream_end(&self, table: &str) -> Result<i64, StoreError> {
        self.at_tail(table, |tail| tail.end()).await
    }

    /// At most `limit` records after `position`, oldest first.
    ///
    /// # Errors
    /// [`StoreError::NoStream`], or what SQLite says.
    pub async fn read_stream(
        &self,
        table: &str,
        position: i64,
        limit: usize,
    ) -> Result<Vec<Arc<StreamRecord>>, StoreError> {
        self.at_tail(table, move |tail| tail.read(position, limit))
            .await
    }

    async fn at_tail<T: Send + 'static>(
        &self,
        table: &str,
        work: impl FnOnce(&mut Tail) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let tail = Arc::clone(&self.stream(table)?.tail);
        let store = self.clone();
        // SQLite blocks.
        let read = tokio::task::spawn_blocking(move || {
            let done = work(&mut tail.lock().unwrap_or_else(PoisonError::into_inner));
            // The lock of the file is held for as long as it is read.
            drop(store);
            done
        })
        .await
        .map_err(|_| StoreError::Stopped)?;
        // Nobody acts on what a power cut could still take back.
        self.0.current.log.on_disk().await;
        read
    }

    /// Forgets records that every reader has passed; see [`Store::read_stream`] for `position`.
    /// Those made at `created_before` (epoch seconds) or later stay. Says how many went.
    ///
    /// # Errors
    /// What SQLite says.
    pub async fn trim_stream(
        &self,
        table: &str,
        position: i64,
        created_before: i64,
    ) -> Result<usize, StoreError> {
        let table = table.to_owned();
        self.upkeep(move |upkeep| upkeep.trim(&table, position, created_before))
            .await
    }
}

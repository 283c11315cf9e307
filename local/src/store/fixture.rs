//! What the tests of this module work on: the engine on a file with one table.

use std::path::PathBuf;

use dynoxide::Database;
use serde_json::{Value, from_value, json};
use tempfile::TempDir;

/// A file with a table `items` whose stream is on.
pub(super) struct File {
    dir: TempDir,
    pub(super) path: PathBuf,
    pub(super) db: Database,
}

impl File {
    /// A new one; its stream's records have this view.
    pub(super) fn with_view(view: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("store.db");
        let db = Database::new(path.to_str().unwrap()).unwrap();
        db.create_table(from_value(create_table(view)).unwrap())
            .unwrap();
        Self { dir, path, db }
    }

    pub(super) fn put(&self, item: Value) {
        let put = json!({"TableName": "items", "Item": item});
        self.db.put_item(from_value(put).unwrap()).unwrap();
    }

    pub(super) fn put_many(&self, count: usize) {
        for index in 0..count {
            self.put(json!({"pk": {"S": index.to_string()}}));
        }
    }

    /// Ends the engine and leaves the file, for as long as the folder is kept.
    pub(super) fn close(self) -> (TempDir, PathBuf) {
        drop(self.db);
        (self.dir, self.path)
    }
}

/// The request for a table `items` whose stream's records have this view.
pub(super) fn create_table(view: &str) -> Value {
    json!({
        "TableName": "items",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": view},
    })
}

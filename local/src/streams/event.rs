//! The event of a batch.

use std::sync::Arc;

use crate::store::StreamRecord;

/// What the function is sent: the records as they are, in one list.
pub(super) fn event(records: &[Arc<StreamRecord>]) -> String {
    let records: Vec<&str> = records.iter().map(|record| record.json.as_str()).collect();
    format!("{{\"Records\":[{}]}}", records.join(","))
}

//! The operations of DynamoDB that the store takes over the wire: those on items, and those that
//! read streams. Tables are the template's; nobody makes, changes or deletes one from outside.

use dynoxide::Database;
use serde::{Serialize, de::DeserializeOwned};

use super::body::{unreadable, written};
use super::tokens::Tokens;

/// What the service calls its two interfaces in `X-Amz-Target`.
const INTERFACES: [&str; 2] = ["DynamoDB_20120810.", "DynamoDBStreams_20120810."];

/// One operation: takes a request's body to the answer's.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    /// Whether what it does may be a commit.
    pub(super) writes: bool,
    run: fn(&Database, &Tokens, &[u8]) -> dynoxide::Result<Vec<u8>>,
}

/// An operation by the engine's method of that name.
macro_rules! operation {
    ($method:ident, writes: $writes:literal) => {
        Operation {
            writes: $writes,
            run: |db, _, body| call(body, |request| db.$method(request)),
        }
    };
}

impl Operation {
    /// The operation that `X-Amz-Target` names; `None` for what is not taken.
    pub(super) fn of(target: &str) -> Option<Self> {
        let name = INTERFACES.iter().find_map(|it| target.strip_prefix(it))?;
        Some(match name {
            "GetItem" => operation!(get_item, writes: false),
            "BatchGetItem" => operation!(batch_get_item, writes: false),
            "TransactGetItems" => operation!(transact_get_items, writes: false),
            "Query" => operation!(query, writes: false),
            "Scan" => operation!(scan, writes: false),
            "PutItem" => operation!(put_item, writes: true),
            "UpdateItem" => operation!(update_item, writes: true),
            "DeleteItem" => operation!(delete_item, writes: true),
            "BatchWriteItem" => operation!(batch_write_item, writes: true),
            "TransactWriteItems" => Operation {
                writes: true,
                run: |db, tokens, body| tokens.transact(db, body),
            },
            "ExecuteStatement" => operation!(execute_statement, writes: true),
            "BatchExecuteStatement" => operation!(batch_execute_statement, writes: true),
            "ExecuteTransaction" => operation!(execute_transaction, writes: true),
            "ListStreams" => operation!(list_streams, writes: false),
            "DescribeStream" => operation!(describe_stream, writes: false),
            "GetShardIterator" => operation!(get_shard_iterator, writes: false),
            "GetRecords" => operation!(get_records, writes: false),
            _ => return None,
        })
    }

    /// Does it.
    ///
    /// # Errors
    /// What the engine says, and a body that is no such request.
    pub(super) fn run(
        self,
        db: &Database,
        tokens: &Tokens,
        body: &[u8],
    ) -> dynoxide::Result<Vec<u8>> {
        (self.run)(db, tokens, body)
    }
}

fn call<Q: DeserializeOwned, A: Serialize>(
    body: &[u8],
    run: impl FnOnce(Q) -> dynoxide::Result<A>,
) -> dynoxide::Result<Vec<u8>> {
    let request = serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
    written(&run(request)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::fixture::File;

    #[test]
    fn only_items_and_streams_are_taken() {
        for (target, taken) in [
            ("DynamoDB_20120810.GetItem", true),
            ("DynamoDB_20120810.TransactWriteItems", true),
            ("DynamoDBStreams_20120810.GetRecords", true),
            ("DynamoDB_20120810.CreateTable", false),
            ("DynamoDB_20120810.DeleteTable", false),
            ("DynamoDB_20120810.ListTables", false),
            ("DynamoDB_20120810.UpdateTimeToLive", false),
            ("DynamoDB_20120810.getitem", false),
            ("GetItem", false),
            ("", false),
        ] {
            assert_eq!(Operation::of(target).is_some(), taken, "{target}");
        }
    }

    /// What a body comes to: the answer, or the error's type and message.
    fn run(operation: &str, body: &str) -> String {
        let file = File::with_view("NEW_IMAGE");
        let operation = Operation::of(&format!("DynamoDB_20120810.{operation}")).unwrap();
        match operation.run(&file.db, &Tokens::default(), body.as_bytes()) {
            Ok(answer) => String::from_utf8(answer).unwrap(),
            Err(error) => format!("{} {error}", error.error_type().rsplit('#').next().unwrap()),
        }
    }

    #[test]
    fn a_body_that_is_no_request_is_the_caller_s_fault() {
        for (body, expected) in [
            ("", "SerializationException"),
            ("{\"TableName\":", "SerializationException"),
            ("[1]", "ValidationException"),
            ("{}", "ValidationException"),
            (
                r#"{"TableName": "items", "Item": {"pk": {"N": "abc"}}}"#,
                "ValidationException",
            ),
            (
                r#"{"TableName": "items", "Item": {"pk": {"NULL": false}}}"#,
                "ValidationException",
            ),
        ] {
            let said = run("PutItem", body);
            assert!(said.starts_with(expected), "{body}: {said}");
            assert!(!said.contains("VALIDATION"), "{body}: {said}");
        }
        assert_eq!(
            run(
                "PutItem",
                r#"{"TableName": "items", "Item": {"pk": {"S": "a"}}}"#
            ),
            "{}"
        );
    }
}

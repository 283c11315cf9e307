//! The operations of DynamoDB that the store takes over the wire: those on items, and those that
//! read streams. Tables are the template's; nobody makes, changes or deletes one from outside.

use dynoxide::Database;
use serde::{Serialize, de::DeserializeOwned};

use super::body::{Answer, unreadable, written};
use super::job::Asked;
use super::tokens::{Tokens, Transaction};

/// What the service calls its two interfaces in `X-Amz-Target`.
const INTERFACES: [&str; 2] = ["DynamoDB_20120810.", "DynamoDBStreams_20120810."];

/// One operation: takes a request's body to what is to be done.
#[derive(Clone, Copy)]
pub(super) struct Operation(fn(&[u8]) -> dynoxide::Result<Asked>);

/// An operation by the engine's method of that name.
macro_rules! operation {
    ($method:ident, writes: $writes:literal) => {
        Operation(|body| call($writes, body, |db, request| db.$method(request)))
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
            "TransactWriteItems" => Operation(|body| {
                let transaction = Transaction::read(body)?;
                Ok(Asked {
                    writes: true,
                    run: Box::new(|db, tokens| tokens.transact(db, transaction)),
                })
            }),
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

    /// Reads a request.
    ///
    /// # Errors
    /// When the body is no such request.
    pub(super) fn read(self, body: &[u8]) -> dynoxide::Result<Asked> {
        (self.0)(body)
    }
}

fn call<Q, A>(
    writes: bool,
    body: &[u8],
    run: impl FnOnce(&Database, Q) -> dynoxide::Result<A> + Send + 'static,
) -> dynoxide::Result<Asked>
where
    Q: DeserializeOwned + Send + 'static,
    A: Serialize + Send + 'static,
{
    let request: Q = serde_json::from_slice(body).map_err(|error| unreadable(&error))?;
    let run = move |db: &Database, _: &mut Tokens| {
        let answer = run(db, request)?;
        Ok(Box::new(move || written(&answer)) as Answer)
    };
    Ok(Asked {
        writes,
        run: Box::new(run),
    })
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
        let asked = operation.read(body.as_bytes());
        let ran = asked.and_then(|asked| (asked.run)(&file.db, &mut Tokens::default()));
        match ran.and_then(|answer| answer()) {
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

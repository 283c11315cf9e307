//! The embedded DynamoDB-compatible store.

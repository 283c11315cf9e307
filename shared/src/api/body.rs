//! Bodies that are no JSON.

/// What an operation without a body takes, and one without an answer answers.
#[derive(Debug)]
pub struct Nothing;

/// A body that is a file and no JSON of a known form, as it is sent or answered.
#[derive(Debug)]
pub struct File;

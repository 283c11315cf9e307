//! Bodies that are no JSON.

/// What an operation without a body takes, and one without an answer answers.
#[derive(Debug)]
pub struct Nothing;

/// An answer that is a file and no JSON.
#[derive(Debug)]
pub struct File;

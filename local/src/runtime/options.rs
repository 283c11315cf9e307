//! What the runtime is told: how to run functions, and which.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use super::account::Account;

/// Timings and sizes of the host; the default is Lambda's manner.
#[derive(Clone, Debug)]
pub struct Options {
    /// Most processes per function.
    pub workers: usize,
    /// Invocations that one process takes at a time (`AWS_LAMBDA_MAX_CONCURRENCY`). Above 1 a
    /// crash fails all that the process had taken, so 1 is the faithful setting.
    pub concurrency: usize,
    /// Most invocations that wait for one function; more are throttled.
    pub queue: usize,
    /// How long a process may take to its first poll.
    pub start_timeout: Duration,
    /// First wait of the restart back-off.
    pub restart_base: Duration,
    /// Longest wait of the restart back-off.
    pub restart_cap: Duration,
    /// Region and account that the functions see.
    pub account: Account,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            workers: 4,
            concurrency: 1,
            queue: 1000,
            start_timeout: Duration::from_secs(10),
            restart_base: Duration::from_millis(100),
            restart_cap: Duration::from_secs(5),
            account: Account::default(),
        }
    }
}

/// One function to run.
#[derive(Clone, Debug)]
pub struct FunctionSpec {
    /// Logical ID, by which it is invoked.
    pub id: String,
    /// The function's name.
    pub name: String,
    pub handler: String,
    /// The binary.
    pub program: PathBuf,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// Memory in MB, told to the function.
    pub memory: u32,
    /// Environment variables besides those that Lambda sets; they win over Lambda's.
    pub environment: BTreeMap<String, String>,
}

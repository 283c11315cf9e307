//! What the engine's thread is asked.

use dynoxide::Database;
use tokio::sync::oneshot;

use super::{body::Answer, tokens::Tokens};

/// What a call came to.
pub(super) type Ran = dynoxide::Result<Answer>;

/// One thing to do.
pub(super) enum Job {
    /// To run a call, and to tell what it came to once the disk has it.
    Call(Asked, oneshot::Sender<Ran>),
    /// To wait for the disk: something was written elsewhere.
    Settle,
    /// To see whether the engine is still good.
    Look,
    /// To end.
    Stop,
}

/// What is left to do of a request that was read.
pub(super) struct Asked {
    /// Whether what it does may be a commit.
    pub(super) writes: bool,
    pub(super) run: Box<Run>,
}

type Run = dyn FnOnce(&Database, &mut Tokens) -> Ran + Send;

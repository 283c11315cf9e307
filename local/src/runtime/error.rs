//! How an invocation fails, as Lambda tells it.

use bytes::Bytes;
use serde_json::json;

/// Why an invocation gave no result.
#[derive(Clone, Debug, thiserror::Error)]
pub enum InvokeError {
    /// The function itself reported an error; the payload is its `{errorType, errorMessage}`.
    #[error("the function reported an error: {}", String::from_utf8_lossy(payload))]
    FunctionError {
        /// The error document exactly as the function sent it.
        payload: Bytes,
    },
    /// The function did not answer within its time-out and its worker was killed.
    #[error("the function timed out after {seconds} s")]
    TimedOut {
        /// The function's time-out, in seconds.
        seconds: u64,
    },
    /// The worker ended after it had taken the invocation and before it answered.
    #[error("the function's process ended: {status}")]
    Crashed {
        /// How the process ended, for people (`exit status: 1`, `signal: 9 (SIGKILL)`).
        status: String,
    },
    /// The answer is larger than Lambda carries (6 MB).
    #[error("the function's answer is too large: {size} bytes")]
    ResponseTooLarge {
        /// Size of the answer, in bytes.
        size: usize,
    },
    /// The event is larger than Lambda carries (6 MB).
    #[error("the event is too large: {size} bytes")]
    RequestTooLarge {
        /// Size of the event, in bytes.
        size: usize,
    },
    /// Too many invocations wait for this function already; try again later.
    #[error("too many invocations of the function are waiting")]
    Throttled,
    /// No worker could be started: the binary is missing or it fails before its first poll.
    #[error("the function cannot be started: {reason}")]
    NotReady {
        /// What went wrong, for people.
        reason: String,
    },
    /// The template has no such function.
    #[error("there is no function {name:?}")]
    UnknownFunction {
        /// The logical ID that was asked for.
        name: String,
    },
    /// The stack is stopping.
    #[error("the stack is stopping")]
    Stopping,
}

impl InvokeError {
    /// The error type that Lambda would report.
    #[must_use]
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::FunctionError { .. } => "Unhandled",
            Self::TimedOut { .. } => "Sandbox.Timedout",
            Self::Crashed { .. } => "Runtime.ExitError",
            Self::ResponseTooLarge { .. } => "Function.ResponseSizeTooLarge",
            Self::RequestTooLarge { .. } => "RequestTooLargeException",
            Self::Throttled => "TooManyRequestsException",
            Self::NotReady { .. } => "Runtime.InitError",
            Self::UnknownFunction { .. } => "ResourceNotFoundException",
            Self::Stopping => "ServiceException",
        }
    }

    /// The error document that a caller of Lambda's `Invoke` would see.
    #[must_use]
    pub fn payload(&self) -> Bytes {
        match self {
            Self::FunctionError { payload } => payload.clone(),
            other => Bytes::from(
                json!({"errorType": other.error_type(), "errorMessage": other.to_string()})
                    .to_string(),
            ),
        }
    }

    /// True when the function was never called, so that trying again cannot do its work twice.
    #[must_use]
    pub fn was_not_started(&self) -> bool {
        matches!(
            self,
            Self::Throttled | Self::NotReady { .. } | Self::Stopping | Self::RequestTooLarge { .. }
        )
    }
}

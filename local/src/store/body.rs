//! Bodies of requests and answers.

use dynoxide::DynoxideError;
use serde::Serialize;

/// Writes an answer out, which the engine need not wait for.
pub(super) type Answer = Box<dyn FnOnce() -> dynoxide::Result<Vec<u8>> + Send>;

/// An answer as its body.
pub(super) fn written(answer: &impl Serialize) -> dynoxide::Result<Vec<u8>> {
    serde_json::to_vec(answer)
        .map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}

/// The engine's request types say of what they refuse which error it is, as the first word of
/// their message. Its own HTTP server words the rest as the service does; here it is only
/// sorted, because no SDK sends what it would be said of.
pub(super) fn unreadable(error: &serde_json::Error) -> DynoxideError {
    let text = error.to_string();
    match text.split_once(':') {
        Some((kind, message)) if kind.starts_with("VALIDATION") => {
            DynoxideError::ValidationException(message.to_owned())
        }
        Some((kind, message)) if kind.starts_with("SERIALIZATION") => {
            DynoxideError::SerializationException(message.to_owned())
        }
        _ if error.is_data() => DynoxideError::ValidationException(text),
        _ => DynoxideError::SerializationException(String::new()),
    }
}

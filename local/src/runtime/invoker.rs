//! The handle by which gateways and triggers call functions.

use std::{future::Future, sync::Arc};

use bytes::Bytes;
use futures::{FutureExt, future::BoxFuture};

use super::InvokeError;

type Call = dyn Fn(String, Bytes) -> BoxFuture<'static, Result<Bytes, InvokeError>> + Send + Sync;

/// Calls functions. A clone is cheap and calls the same functions.
#[derive(Clone)]
pub struct Invoker(Arc<Call>);

impl Invoker {
    /// An invoker that answers with `call(function, payload)`.
    ///
    /// The stack's own comes from the Runtime API host; this one lets a gateway or a
    /// trigger run without processes.
    pub fn from_fn<F, A>(call: F) -> Self
    where
        F: Fn(String, Bytes) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Bytes, InvokeError>> + Send + 'static,
    {
        Self(Arc::new(move |function, payload| {
            call(function, payload).boxed()
        }))
    }

    /// Calls the function with this logical ID and waits for its answer, as
    /// Lambda's `Invoke` with `RequestResponse` does.
    ///
    /// Dropping the future gives the answer up; the function still runs to its end.
    ///
    /// # Errors
    /// See [`InvokeError`].
    pub async fn invoke(&self, function: &str, payload: Bytes) -> Result<Bytes, InvokeError> {
        (self.0)(function.to_owned(), payload).await
    }
}

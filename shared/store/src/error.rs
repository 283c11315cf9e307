use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BoxError, ProvideErrorMetadata, SdkError};

/// Why the store could not do what was asked. Nothing was written unless said so.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Throttled, timed out or not reachable: trying again may help. A write may have
    /// happened when its answer was lost; idempotency records settle that.
    #[error("the store is not available")]
    Unavailable(#[source] BoxError),
    /// Others changed the same items each time that we tried.
    #[error("the items changed under every try")]
    Contended,
    /// The store refused a request that should be right.
    #[error("the store refused the request")]
    Sdk(#[source] BoxError),
    /// An item is not what it should be.
    #[error("the item {key} cannot be read")]
    Corrupt {
        /// Which item.
        key: String,
        /// What is wrong with it.
        #[source]
        source: BoxError,
    },
}

/// Codes that a retry may cure.
const PASSING: [&str; 8] = [
    "ThrottlingException",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "InternalServerError",
    "ServiceUnavailable",
    "LimitExceededException",
    "TransactionInProgressException",
    "ReplicatedWriteConflictException",
];

impl<E> From<SdkError<E, HttpResponse>> for StoreError
where
    E: std::error::Error + ProvideErrorMetadata + Send + Sync + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let passing = match &error {
            // A 5xx need not come from the service itself, and so need not carry a code.
            SdkError::ServiceError(service) => match service.err().code() {
                Some(code) => PASSING.contains(&code),
                None => service.raw().status().is_server_error(),
            },
            SdkError::ConstructionFailure(_) => false,
            _ => true,
        };
        if passing {
            Self::Unavailable(error.into())
        } else {
            Self::Sdk(error.into())
        }
    }
}

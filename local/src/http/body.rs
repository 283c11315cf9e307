//! Reads a request's body within the gateway's limit.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use hyper::body::Body as _;

/// API Gateway's payload limit, in bytes.
const LIMIT: usize = 10 * 1024 * 1024;
/// How much of a body that is too large is still read, so that a client that first sends all of
/// it gets to see the refusal.
const DRAIN_LIMIT: usize = 64 * 1024 * 1024;
/// How long that may take.
const DRAIN_TIME: Duration = Duration::from_secs(10);

/// Why a body cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyError {
    TooLarge,
    /// The client went away or broke the framing.
    Broken,
}

pub(super) async fn read(body: Body) -> Result<Bytes, BodyError> {
    let announced = body.size_hint().lower();
    let mut stream = body.into_data_stream();
    let mut kept = BytesMut::new();
    if announced <= LIMIT as u64 {
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| BodyError::Broken)?;
            kept.extend_from_slice(&chunk);
            if kept.len() > LIMIT {
                break;
            }
        }
        if kept.len() <= LIMIT {
            return Ok(kept.freeze());
        }
    }
    let drain = async {
        let mut size = kept.len();
        while let Some(Ok(chunk)) = stream.next().await {
            size += chunk.len();
            if size > DRAIN_LIMIT {
                break;
            }
        }
    };
    let _ = tokio::time::timeout(DRAIN_TIME, drain).await;
    Err(BodyError::TooLarge)
}

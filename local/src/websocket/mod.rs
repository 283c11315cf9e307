//! The WebSocket API and its `@connections` management API.

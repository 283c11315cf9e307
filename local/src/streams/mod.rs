//! Table streams that feed functions.

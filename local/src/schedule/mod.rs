//! Functions that run on a timer.

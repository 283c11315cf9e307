//! Salver's shared crate: everything that the functions have in common.
//!
//! | module | what | may know |
//! |---|---|---|
//! | [`domain`] | words, rules and decisions of a restaurant | nothing outside itself |
//! | [`auth`] | tokens, PIN, staff identity, roles | `domain` |
//! | [`store`] | the DynamoDB table; `store::keys` owns every key | `domain` |
//! | [`realtime`] | topics, events and what a change announces | `domain`, `store` records |
//! | [`api`] | requests, answers, problems, the OpenAPI document | all of the above |
//! | [`log`] | how a function's log begins | nothing |
//! | [`service`] | use cases of several steps: read, decide, commit | all of the above |

pub mod api;
pub mod auth;
#[cfg(feature = "demo")]
pub mod demo;
pub mod domain;
#[cfg(feature = "testing")]
pub mod fixtures;
pub mod log;
pub mod realtime;
pub mod service;
pub mod store;

//! Salver's shared crate: everything that the functions have in common.
//!
//! | module | what | may know |
//! |---|---|---|
//! | [`domain`] | words, rules and decisions of a restaurant | nothing outside itself |
//! | [`auth`] | tokens, PIN, staff identity, roles | `domain` |
//! | [`store`] | the DynamoDB table; `store::keys` owns every key | `domain` |
//! | [`realtime`] | topics, events and what a change announces | `domain`, `store` records |
//! | [`api`] | requests, answers, problems, the OpenAPI document | all of the above |

pub mod api;
pub mod auth;
#[cfg(feature = "demo")]
pub mod demo;
pub mod domain;
pub mod realtime;
pub mod store;

//! Salver's shared crate: everything that the functions have in common, and the only crate
//! of ours that they know.
//!
//! | module | what | may know |
//! |---|---|---|
//! | [`domain`] | words, rules and decisions of a restaurant; a crate | nothing that does I/O |
//! | [`menu_file`] | menus as files; a crate | `domain` |
//! | [`auth`] | tokens, PIN, passwords; a crate | `domain` |
//! | [`store`] | the DynamoDB table; `store::keys` owns every key; a crate | `domain`, `auth`'s secrets |
//! | [`log`] | a function's log | nothing |
//! | [`wire`] | requests and answers | `domain` |
//! | [`service`] | use cases: read, decide, commit | `domain`, `auth`, `store`, `messaging`, `wire`'s views |
//! | [`messaging`] | providers of messages to customers | `domain` |
//! | [`realtime`] | events and what a change announces | `wire`, `store` |
//! | [`api`] | HTTP: requests, problems, the table of operations | all of the above |

pub use salver_auth as auth;
pub use salver_domain as domain;
pub use salver_menu_file as menu_file;
pub use salver_store as store;

pub mod api;
pub mod log;
pub mod messaging;
pub mod realtime;
pub mod service;
pub mod wire;

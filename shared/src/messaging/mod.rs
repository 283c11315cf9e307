//! Those who bring messages to customers' telephones, behind one small trait.
//!
//! None of them knows a key by which it would tell a repeat: SNS has none, and neither has
//! WhatsApp. So each says in which of four ways a message ended (see [`Handed`]), and only what was
//! certainly not taken is ever handed over again by itself.

pub mod outbox;
pub mod signed;
pub mod sns;
pub mod whatsapp;

use std::fmt;

use futures::future::BoxFuture;
use jiff::Timestamp;

use crate::domain::message::{Handed, Message};
use crate::domain::message_settings::Via;

/// Brings messages to telephones.
pub trait Provider: fmt::Debug + Send + Sync {
    /// Hands one over, once. It ends within seconds, whatever happens.
    fn send<'a>(&'a self, message: &'a Message, now: Timestamp) -> BoxFuture<'a, Handed>;
}

/// The providers of a deployment; a way that has none is left to people.
#[derive(Debug, Default)]
pub struct Providers {
    pub sms: Option<Box<dyn Provider>>,
    pub whatsapp: Option<Box<dyn Provider>>,
}

impl Providers {
    /// Who brings what goes this way.
    pub fn of(&self, via: Via) -> Option<&dyn Provider> {
        match via {
            Via::Sms => self.sms.as_deref(),
            Via::Whatsapp => self.whatsapp.as_deref(),
            Via::ByHand => None,
        }
    }
}

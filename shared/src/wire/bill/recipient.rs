//! Who buys, as a bill names them.

use serde::Serialize;

use crate::domain::bill::seller::Recipient;
use crate::domain::text::{Address, RecipientName};
use crate::wire::tax::RegistrationView;

/// Who an invoice is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecipientView {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<RecipientName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Under what they pay taxes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<RegistrationView>,
}

impl From<&Recipient> for RecipientView {
    fn from(recipient: &Recipient) -> Self {
        Self {
            name: recipient.name.clone(),
            address: recipient.address.clone(),
            registration: recipient.registration.as_ref().map(RegistrationView::from),
        }
    }
}

//! What a branch tells its customers, and by what.

use serde::{Deserialize, Serialize};

/// What a customer is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum MessageKind {
    OrderConfirmed,
    OutForDelivery,
    /// With a link to the bill.
    Bill,
}

/// By what a branch's messages go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Via {
    /// A person sends them from a telephone of the restaurant's own.
    #[default]
    ByHand,
    Sms,
    Whatsapp,
}

impl Via {
    /// As it stands in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by_hand",
            Self::Sms => "sms",
            Self::Whatsapp => "whatsapp",
        }
    }
}

/// What a branch tells its customers, and by what. Nothing until its manager says so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSettings {
    #[serde(default)]
    pub via: Via,
    #[serde(default)]
    pub order_confirmed: bool,
    #[serde(default)]
    pub out_for_delivery: bool,
    /// Whether a link to the bill can be sent from the till.
    #[serde(default)]
    pub bill: bool,
}

/// "Customers shall be told so." What is `None` stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChangeMessages {
    pub via: Option<Via>,
    pub order_confirmed: Option<bool>,
    pub out_for_delivery: Option<bool>,
    pub bill: Option<bool>,
}

impl MessageSettings {
    /// Whether nothing was chosen.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Whether customers are told this.
    pub fn tells(&self, kind: MessageKind) -> bool {
        match kind {
            MessageKind::OrderConfirmed => self.order_confirmed,
            MessageKind::OutForDelivery => self.out_for_delivery,
            MessageKind::Bill => self.bill,
        }
    }

    /// The settings as they shall be.
    #[must_use]
    pub fn change(&self, wish: &ChangeMessages) -> Self {
        Self {
            via: wish.via.unwrap_or(self.via),
            order_confirmed: wish.order_confirmed.unwrap_or(self.order_confirmed),
            out_for_delivery: wish.out_for_delivery.unwrap_or(self.out_for_delivery),
            bill: wish.bill.unwrap_or(self.bill),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_branch_tells_nothing_until_it_is_said() {
        let off = MessageSettings::default();
        assert!(off.is_plain());
        for kind in [
            MessageKind::OrderConfirmed,
            MessageKind::OutForDelivery,
            MessageKind::Bill,
        ] {
            assert!(!off.tells(kind));
        }
        let wish = ChangeMessages {
            out_for_delivery: Some(true),
            via: Some(Via::Sms),
            ..ChangeMessages::default()
        };
        let on = off.change(&wish);
        assert!(on.tells(MessageKind::OutForDelivery) && !on.tells(MessageKind::Bill));
        assert_eq!(on.change(&ChangeMessages::default()), on);
    }
}

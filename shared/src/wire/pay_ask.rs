//! How guests say that they will pay.

use serde::{Deserialize, Serialize};

use crate::domain::bill::asked::{AskedPayment, PayAsk, PayMethod, PayPart};
use crate::domain::money::Money;
use crate::domain::object::optional;

/// "I will pay so." The server says what it comes to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskToPayRequest {
    pub part: PayPart,
    /// Of how many equal shares theirs is one; as many as there are guests without.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 50))]
    pub of: Option<u32>,
    pub method: PayMethod,
    /// What they give more, for the staff.
    #[serde(default, deserialize_with = "optional")]
    pub tip: Option<Money>,
    /// What they saw that it comes to, without the tip.
    #[serde(default, deserialize_with = "optional")]
    pub expected_total: Option<Money>,
}

impl AskToPayRequest {
    /// What they say.
    pub fn ask(&self) -> PayAsk {
        PayAsk {
            part: self.part,
            of: self.of,
            method: self.method,
            tip: self.tip,
        }
    }
}

/// What a guest will pay, as they said it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AskedPaymentView {
    pub part: PayPart,
    /// Of a share: of how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    pub method: PayMethod,
    /// What it came to then, without the tip.
    pub amount: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<Money>,
    /// What was taken for it, once it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
}

impl From<&AskedPayment> for AskedPaymentView {
    fn from(asked: &AskedPayment) -> Self {
        Self {
            part: asked.part,
            of: asked.of,
            method: asked.method,
            amount: asked.amount,
            tip: asked.tip,
            paid: asked.paid,
        }
    }
}

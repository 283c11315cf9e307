//! What those say who bill a check and take the money.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::domain::DomainError;
use crate::domain::bill::checkout::PayAll;
use crate::domain::bill::issue::{BillWish, DiscountWish, SplitWish};
use crate::domain::bill::pay::PayWish;
use crate::domain::bill::payment::{PaidBy, Pay};
use crate::domain::bill::seller::RecipientWish;
use crate::domain::dues::account::Debtor;
use crate::domain::id::{CallId, DuesId, PrinterId};
use crate::domain::money::{BasisPoints, Money};
use crate::domain::object::{object, objects, optional};
use crate::domain::print_job::PrintWish;
use crate::domain::text::{Address, RecipientName, Reference, TaxNumber};
use crate::wire::dues::DebtorRequest;

mod back;
mod part;

use crate::wire::words::{ONLY_OF_DUE, approval};
pub use back::{ApprovalRequest, RefundRequest, VoidBillRequest};

pub use part::{DiscountKind, DiscountRequest, PiecesRequest, Shares, SplitRequest};

/// How a check is to be billed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BillCheckRequest {
    /// One bill without.
    #[serde(default, deserialize_with = "optional")]
    pub split: Option<SplitRequest>,
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 50))]
    pub discounts: Vec<DiscountRequest>,
    /// What the guests have agreed to, in hundredths of a percent; none without.
    #[cfg_attr(feature = "openapi", schema(maximum = 10_000))]
    pub service_charge_bp: Option<u32>,
    /// Places of shares, from 0, whose guests have not agreed to it.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 50))]
    pub uncharged: Vec<u32>,
    /// Who is named as the buyer; an empty one is nobody. Whoever was named on a bill that is
    /// issued anew stays without.
    #[serde(default, deserialize_with = "optional")]
    pub recipient: Option<RecipientRequest>,
    /// Whether the bills are printed in the same moment.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub print: bool,
    /// On which printer; the branch's first for bills without.
    pub printer_id: Option<PrinterId>,
}

/// Who an invoice is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecipientRequest {
    #[cfg_attr(feature = "openapi", schema(value_type = Option<RecipientName>))]
    pub name: Option<String>,
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Address>))]
    pub address: Option<String>,
    /// The number under which they pay taxes, of the kind that the branch has itself: a `GSTIN`
    /// where the branch has one.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<TaxNumber>))]
    pub tax_number: Option<String>,
}

impl TryFrom<RecipientRequest> for RecipientWish {
    type Error = DomainError;

    fn try_from(request: RecipientRequest) -> Result<Self, DomainError> {
        let address = request.address.as_deref();
        Ok(Self {
            name: RecipientName::parse(request.name.as_deref())?,
            address: Address::parse_as("recipient.address", address)?,
            tax_number: TaxNumber::parse(request.tax_number.as_deref())?,
        })
    }
}

/// Where to print, if at all.
///
/// # Errors
/// `Invalid` for a printer that nothing is printed on.
pub(super) fn print_wish(
    print: bool,
    printer: Option<&PrinterId>,
) -> Result<Option<PrintWish>, DomainError> {
    match (print, printer) {
        (false, Some(_)) => Err(DomainError::invalid("printer_id", "only beside print")),
        (false, None) => Ok(None),
        (true, printer) => Ok(Some(PrintWish {
            printer: printer.cloned(),
        })),
    }
}

impl BillCheckRequest {
    /// Where to print, if at all.
    ///
    /// # Errors
    /// `Invalid` for a printer that nothing is printed on.
    pub fn print(&self) -> Result<Option<PrintWish>, DomainError> {
        print_wish(self.print, self.printer_id.as_ref())
    }

    /// What it wishes, and with whose approval. One approval is for all of a request.
    ///
    /// # Errors
    /// `Invalid` for what cannot be; `ApprovalOver` for what is no approval, or two of them.
    pub fn parse(self) -> Result<(BillWish, Option<String>), DomainError> {
        let mut discounts = self.discounts;
        let sent = discounts.iter_mut().filter_map(|one| one.approval.take());
        let sent: BTreeSet<String> = sent.collect();
        if sent.len() > 1 {
            let message = "one approval is for all of them";
            return Err(DomainError::invalid("discounts.approval", message));
        }
        let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let wish = BillWish {
            split: self.split.map(SplitWish::try_from).transpose()?,
            uncharged: self.uncharged.into_iter().map(place).collect(),
            discounts: discounts
                .into_iter()
                .map(DiscountWish::try_from)
                .collect::<Result<_, _>>()?,
            service_charge: BasisPoints(self.service_charge_bp.unwrap_or(0)),
            recipient: self.recipient.map(RecipientWish::try_from).transpose()?,
        };
        Ok((wish, approval(sent.into_iter().next())?))
    }
}

/// "This came for the bill."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PayBillRequest {
    pub method: PaidBy,
    /// What it takes off the bill. Cash is at most what is due.
    #[serde(deserialize_with = "object")]
    pub amount: Money,
    /// What was handed over in cash; the very sum without.
    #[serde(default, deserialize_with = "optional")]
    pub tendered: Option<Money>,
    /// By what it is found elsewhere: the number of a card's slip or a transfer.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reference>))]
    pub reference: Option<String>,
    /// What it is more than the amount, for the staff.
    #[serde(default, deserialize_with = "optional")]
    pub tip: Option<Money>,
    /// It came although the bill is paid already, as a second transfer does: it is kept, and shows
    /// as credit. A bill that is paid takes nothing without.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub again: bool,
    /// Of `due`: whose account it goes on, made when the number is new. This or `account_id`.
    #[serde(default, deserialize_with = "optional")]
    pub customer: Option<DebtorRequest>,
    /// Of `due`: the account that it goes on.
    pub account_id: Option<DuesId>,
    /// The guest's call to pay that it answers: that is done with then, and is answered once.
    pub call_id: Option<CallId>,
}

impl PayBillRequest {
    /// What it wishes, and whose account it goes on where no money came.
    ///
    /// # Errors
    /// `Invalid` for what cannot be, nobody's account, an account where money came, and a guest's
    /// call where none came.
    pub fn parse(self) -> Result<(PayWish, Option<Debtor>), DomainError> {
        if self.method == PaidBy::Due && self.call_id.is_some() {
            return Err(DomainError::invalid("call_id", "only where money came"));
        }
        let debtor = match (self.method, self.customer, self.account_id) {
            (PaidBy::Due, Some(customer), None) => Some(customer.parse(self.amount.currency)?),
            (PaidBy::Due, None, Some(account)) => Some(Debtor::Account(account)),
            (PaidBy::Due, None, None) => {
                return Err(DomainError::invalid("customer", "whose account?"));
            }
            (PaidBy::Due, Some(_), Some(_)) => {
                return Err(DomainError::invalid("account_id", "this or a customer"));
            }
            (_, Some(_), _) => return Err(DomainError::invalid("customer", ONLY_OF_DUE)),
            (_, None, Some(_)) => return Err(DomainError::invalid("account_id", ONLY_OF_DUE)),
            (_, None, None) => None,
        };
        let wish = PayWish {
            pay: Pay {
                by: self.method,
                amount: self.amount,
                tip: self.tip,
                tendered: self.tendered,
            },
            reference: Reference::parse(self.reference.as_deref())?,
            again: self.again,
        };
        Ok((wish, debtor))
    }
}

/// A check is never settled on an account in one go: its bills are put on one, each by itself.
fn require_money(method: PaidBy) -> Result<(), DomainError> {
    match method {
        PaidBy::Due => {
            let message = "what goes on an account is a payment of the bill";
            Err(DomainError::invalid("method", message))
        }
        _ => Ok(()),
    }
}

/// "They have paid and go."
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckOutRequest {
    /// How all that is due is paid in this moment; all of it must be paid without.
    pub method: Option<PaidBy>,
    /// What was handed over in cash; the very sum without.
    #[serde(default, deserialize_with = "optional")]
    pub tendered: Option<Money>,
    /// By what it is found elsewhere.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reference>))]
    pub reference: Option<String>,
    /// Whether the bills are printed in the same moment, with what was paid.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub print: bool,
    /// On which printer; the branch's first for bills without.
    pub printer_id: Option<PrinterId>,
}

/// "Print the bill."
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintBillRequest {
    /// On which printer; the branch's first for bills without, or, where it has none, the browser
    /// of whoever asks, `page`.
    pub printer_id: Option<PrinterId>,
}

impl CheckOutRequest {
    /// Where to print, if at all.
    ///
    /// # Errors
    /// `Invalid` for a printer that nothing is printed on.
    pub fn print(&self) -> Result<Option<PrintWish>, DomainError> {
        print_wish(self.print, self.printer_id.as_ref())
    }

    /// How all is paid.
    ///
    /// # Errors
    /// `Invalid` for what belongs to a payment, without one.
    pub fn parse(self) -> Result<Option<PayAll>, DomainError> {
        let reference = Reference::parse(self.reference.as_deref())?;
        match self.method {
            Some(method) => {
                require_money(method)?;
                Ok(Some(PayAll {
                    by: method,
                    tendered: self.tendered,
                    reference,
                }))
            }
            None if self.tendered.is_some() || reference.is_some() => {
                Err(DomainError::invalid("method", "how was it paid?"))
            }
            None => Ok(None),
        }
    }
}

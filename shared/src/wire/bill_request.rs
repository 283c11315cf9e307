//! What those say who bill a check and take the money.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer};

use crate::domain::DomainError;
use crate::domain::bill::books::LineName;
use crate::domain::bill::checkout::PayAll;
use crate::domain::bill::discount::Cut;
use crate::domain::bill::give_back::{BackWish, RefundWish};
use crate::domain::bill::issue::{BillWish, DiscountWish, SplitWish};
use crate::domain::bill::pay::PayWish;
use crate::domain::bill::payment::{PaidBy, Pay};
use crate::domain::bill::seller::RecipientWish;
use crate::domain::dues::account::Debtor;
use crate::domain::id::{DuesId, LineId, OrderId, PrinterId};
use crate::domain::money::{BasisPoints, Money};
use crate::domain::object::{Object, object, objects, optional};
use crate::domain::print_job::PrintWish;
use crate::domain::text::{Address, Reason, RecipientName, Reference, TaxNumber};
use crate::wire::dues::DebtorRequest;

/// The longest secret of an approval that is looked at.
const MAX_APPROVAL: usize = 64;

/// A reason that must be there.
fn reason(field: &'static str, said: &str) -> Result<Reason, DomainError> {
    let reason = Reason::parse_as(field, Some(said))?;
    reason.ok_or_else(|| DomainError::invalid(field, "say why"))
}

/// The secret of an approval; one that cannot be any counts as wrong and costs no look.
fn approval(said: Option<String>) -> Result<Option<String>, DomainError> {
    match said {
        Some(secret) if secret.len() > MAX_APPROVAL => Err(DomainError::ApprovalOver),
        said => Ok(said),
    }
}

/// Pieces of a line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PiecesRequest {
    pub line_id: LineId,
    /// Needed where several orders of the check have a line of that ID.
    pub order_id: Option<OrderId>,
    /// How many.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub quantity: u32,
}

impl From<PiecesRequest> for (LineName, u32) {
    fn from(pieces: PiecesRequest) -> Self {
        let name = LineName {
            order_id: pieces.order_id,
            line_id: pieces.line_id,
        };
        (name, pieces.quantity)
    }
}

/// By what a check is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SplitKind {
    /// Pieces of lines to each share; what nobody takes makes one more.
    Item,
    /// What each guest ordered.
    Guest,
    /// So many equal shares.
    Equal,
    /// Amounts; what is left makes one more.
    Amount,
}

/// What `shares` holds.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Shares {
    /// How many, of an equal split.
    Count(u32),
    /// Of a split by item: what each share takes.
    Lines(#[serde(deserialize_with = "lists")] Vec<Vec<PiecesRequest>>),
}

fn lists<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<PiecesRequest>>, D::Error> {
    let found = Vec::<Vec<Object<PiecesRequest>>>::deserialize(deserializer)?;
    let list = |list: Vec<Object<PiecesRequest>>| list.into_iter().map(|Object(one)| one);
    Ok(found.into_iter().map(|one| list(one).collect()).collect())
}

/// How a check is split.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SplitRequest {
    pub by: SplitKind,
    /// Of an equal split how many, of one by item what each takes: at most 50.
    pub shares: Option<Shares>,
    /// Of a split by amounts.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 50))]
    pub amounts: Vec<Money>,
}

impl TryFrom<SplitRequest> for SplitWish {
    type Error = DomainError;

    fn try_from(request: SplitRequest) -> Result<Self, DomainError> {
        let wrong = |field, message: &str| Err(DomainError::invalid(field, message));
        let is_amount = request.by == SplitKind::Amount;
        if !is_amount && !request.amounts.is_empty() {
            return wrong("split.amounts", "only of a split by amounts");
        }
        let takes_shares = matches!(request.by, SplitKind::Item | SplitKind::Equal);
        if !takes_shares && request.shares.is_some() {
            return wrong("split.shares", "only of an equal split or one by item");
        }
        match (request.by, request.shares) {
            (SplitKind::Guest, _) => Ok(Self::Guests),
            (SplitKind::Amount, _) if request.amounts.is_empty() => {
                wrong("split.amounts", "at least one")
            }
            (SplitKind::Amount, _) => Ok(Self::Amounts(request.amounts)),
            (SplitKind::Equal, Some(Shares::Count(count))) => Ok(Self::Equal(count)),
            (SplitKind::Equal, _) => wrong("split.shares", "how many, 1 to 50"),
            (SplitKind::Item, Some(Shares::Lines(shares))) => {
                let share = |share: Vec<PiecesRequest>| share.into_iter().map(Into::into).collect();
                Ok(Self::Items(shares.into_iter().map(share).collect()))
            }
            (SplitKind::Item, _) => wrong("split.shares", "lists of lines, one for each share"),
        }
    }
}

/// How something is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DiscountKind {
    /// An amount, or what is left where that is less.
    Flat,
    /// A part of what is left.
    Percent,
    /// So many pieces of a line are on the house.
    Comp,
}

/// Something that is taken off.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DiscountRequest {
    pub kind: DiscountKind,
    /// Of a flat one.
    #[serde(default, deserialize_with = "optional")]
    pub amount: Option<Money>,
    /// Of a percentage, in hundredths of a percent: 10000 is all.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 10_000))]
    pub rate_bp: Option<u32>,
    /// Of pieces on the house.
    #[cfg_attr(feature = "openapi", schema(minimum = 1))]
    pub quantity: Option<u32>,
    /// Of one line; of the whole check without.
    pub line_id: Option<LineId>,
    /// Needed where several orders of the check have a line of that ID.
    pub order_id: Option<OrderId>,
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
    /// A colleague's approval, where it is more than the caller's role may.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl TryFrom<DiscountRequest> for DiscountWish {
    type Error = DomainError;

    fn try_from(request: DiscountRequest) -> Result<Self, DomainError> {
        let needed = |field| DomainError::invalid(field, "needed for this kind");
        let not_of = |there: bool, field| match there {
            true => Err(DomainError::invalid(field, "not of this kind")),
            false => Ok(()),
        };
        let kind = request.kind;
        not_of(
            kind != DiscountKind::Flat && request.amount.is_some(),
            "discounts.amount",
        )?;
        not_of(
            kind != DiscountKind::Percent && request.rate_bp.is_some(),
            "discounts.rate_bp",
        )?;
        not_of(
            kind != DiscountKind::Comp && request.quantity.is_some(),
            "discounts.quantity",
        )?;
        not_of(
            request.line_id.is_none() && request.order_id.is_some(),
            "discounts.order_id",
        )?;
        let cut = match kind {
            DiscountKind::Flat => Cut::Flat {
                minor: request
                    .amount
                    .ok_or_else(|| needed("discounts.amount"))?
                    .minor,
            },
            DiscountKind::Percent => Cut::Percent {
                rate_bp: BasisPoints(request.rate_bp.ok_or_else(|| needed("discounts.rate_bp"))?),
            },
            DiscountKind::Comp => Cut::Comp {
                pieces: request
                    .quantity
                    .ok_or_else(|| needed("discounts.quantity"))?,
            },
        };
        let order_id = request.order_id;
        Ok(Self {
            line: request
                .line_id
                .map(|line_id| LineName { order_id, line_id }),
            cut,
            currency: request.amount.map(|amount| amount.currency),
            reason: reason("discounts.reason", &request.reason)?,
        })
    }
}

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
}

impl PayBillRequest {
    /// What it wishes, and whose account it goes on where no money came.
    ///
    /// # Errors
    /// `Invalid` for what cannot be, nobody's account, and an account where money came.
    pub fn parse(self) -> Result<(PayWish, Option<Debtor>), DomainError> {
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

/// What is wrong with an account where money comes or goes.
const ONLY_OF_DUE: &str = "only of what goes on an account";

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

/// "This goes back."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundRequest {
    /// Pieces of lines; these or an amount.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 500))]
    pub lines: Vec<PiecesRequest>,
    /// So much of everything; this or lines.
    #[serde(default, deserialize_with = "optional")]
    pub amount: Option<Money>,
    /// How it goes back: the way it came. What was put on an account goes back by `due`, and is
    /// owed no more.
    pub method: PaidBy,
    /// Of `due`: the account, where the bill is on several.
    pub account_id: Option<DuesId>,
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
    /// A colleague's approval, where the caller's role may not.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl RefundRequest {
    /// What it wishes, and with whose approval.
    ///
    /// # Errors
    /// `Invalid` for lines and an amount, none of them, no reason, or an account where money goes
    /// back; `ApprovalOver`.
    pub fn parse(self) -> Result<(RefundWish, Option<String>), DomainError> {
        if self.method != PaidBy::Due && self.account_id.is_some() {
            return Err(DomainError::invalid("account_id", ONLY_OF_DUE));
        }
        let of = match (self.lines.is_empty(), self.amount) {
            (false, None) => BackWish::Lines(self.lines.into_iter().map(Into::into).collect()),
            (true, Some(amount)) => BackWish::Amount(amount),
            (false, Some(_)) => return Err(DomainError::invalid("amount", "this or lines")),
            (true, None) => return Err(DomainError::invalid("lines", "these or an amount")),
        };
        let wish = RefundWish {
            of,
            by: self.method,
            reason: reason("reason", &self.reason)?,
        };
        Ok((wish, approval(self.approval)?))
    }
}

/// "This bill does not count."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoidBillRequest {
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
    /// A colleague's approval, where the caller's role may not.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl VoidBillRequest {
    /// Why, and with whose approval.
    ///
    /// # Errors
    /// `Invalid` for no reason; `ApprovalOver`.
    pub fn parse(self) -> Result<(Reason, Option<String>), DomainError> {
        Ok((reason("reason", &self.reason)?, approval(self.approval)?))
    }
}

/// "I may, and my colleague does it."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalRequest {
    /// Of whoever approves.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub login: String,
    /// Of whoever approves.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub password: String,
    /// What it is for, for the record: "20 % off table 4".
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reason>))]
    pub what: Option<String>,
}

impl std::fmt::Debug for ApprovalRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApprovalRequest(..)")
    }
}

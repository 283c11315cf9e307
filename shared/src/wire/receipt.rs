//! A receipt as whoever paid sees it: what was charged, and nothing of who did it and why.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::bill::{BillLineView, BillTax, RecipientView};
use super::looks::LooksView;
use super::tax::RegistrationView;
use crate::domain::DomainError;
use crate::domain::address::Address;
use crate::domain::bill::books::{BillStatus, Books};
use crate::domain::bill::form::BillLine;
use crate::domain::bill::issued::{GivenRefund, IssuedBill, TakenPayment};
use crate::domain::bill::payment::PaidBy;
use crate::domain::bill::seller::Seller;
use crate::domain::bill::settlement::BillState;
use crate::domain::bill::tax::Pricing;
use crate::domain::id::BillId;
use crate::domain::looks::Brand;
use crate::domain::message_settings::Via;
use crate::domain::money::{Currency, Money};
use crate::domain::place::Place;
use crate::domain::text::{InvoiceFooter, LegalName, Phone};

/// "They want it sent."
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MakeReceiptLinkRequest {
    /// To whom; the number that is known of them without.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Phone>))]
    pub phone: Option<String>,
}

impl MakeReceiptLinkRequest {
    /// To whom.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn parse(&self) -> Result<Option<Phone>, DomainError> {
        Phone::parse_as("phone", self.phone.as_deref())
    }
}

/// A link to a receipt.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptLinkView {
    /// Its address, for whoever shall see it.
    pub url: String,
    /// Opens a draft in WhatsApp that holds it, to the number where one is known, and to whomever
    /// they choose there otherwise. Nothing is sent by itself.
    pub whatsapp: String,
    /// The number that the draft is for, as digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// By what it can be sent from here (see `sendBill`), where the branch sends bills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<Via>,
    /// Until when it opens the receipt.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

/// How far the bill of a receipt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReceiptStatus {
    /// To be paid.
    Open,
    /// Something was ordered or voided since: another bill comes.
    Stale,
    /// Another one stands under its number.
    Replaced,
    Paid,
    /// Taken back.
    Void,
    /// All of it was given back.
    Refunded,
}

impl From<BillStatus> for ReceiptStatus {
    fn from(status: BillStatus) -> Self {
        match status {
            BillStatus::Open => Self::Open,
            BillStatus::Stale => Self::Stale,
            BillStatus::Paid => Self::Paid,
            BillStatus::Void => Self::Void,
            BillStatus::Refunded => Self::Refunded,
        }
    }
}

/// What a receipt is as a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReceiptKind {
    /// With taxes and a number under which they are paid.
    TaxInvoice,
    Invoice,
}

/// Where it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReceiptPlaceKind {
    Table,
    Pickup,
    Delivery,
}

/// Where it was, by its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptPlace {
    pub kind: ReceiptPlaceKind,
    /// A table's name, the number of a pickup or a delivery.
    pub name: String,
}

impl From<&Place> for ReceiptPlace {
    fn from(place: &Place) -> Self {
        let (kind, name) = match place {
            Place::Table(table) => (ReceiptPlaceKind::Table, table.name.clone()),
            Place::Pickup(away) => (ReceiptPlaceKind::Pickup, away.number.to_string()),
            Place::Delivery(away) => (ReceiptPlaceKind::Delivery, away.number.to_string()),
        };
        Self { kind, name }
    }
}

/// Who sells, as it was when the bill was issued.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SellerView {
    /// What the restaurant is called.
    pub brand: String,
    pub branch: String,
    /// What the registers call them, where that is another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<LegalName>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    pub registrations: Vec<RegistrationView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<InvoiceFooter>,
}

impl From<&Seller> for SellerView {
    fn from(seller: &Seller) -> Self {
        let registrations = seller.registrations.iter();
        Self {
            brand: seller.brand.clone(),
            branch: seller.branch.clone(),
            legal_name: seller.legal_name.clone(),
            address: seller.address.given().cloned(),
            registrations: registrations.map(RegistrationView::from).collect(),
            footer: seller.footer.clone(),
        }
    }
}

/// A line of a receipt. One without a name is a part of all that is taxed alike, as of a check that
/// was split by amounts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptLine {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<u32>,
    /// One piece with its options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
    /// What was taken off.
    pub discount: Money,
    /// The menu's price of the pieces without what was taken off.
    pub total: Money,
}

impl ReceiptLine {
    pub(super) fn of(line: &BillLine, issued: &IssuedBill) -> Self {
        let view = BillLineView::of(line, &issued.bill);
        Self {
            name: view.name,
            quantity: view.quantity,
            unit_price: view.unit_price,
            discount: view.discount,
            total: view.total,
        }
    }
}

/// Money that came, or went back.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptPayment {
    pub method: PaidBy,
    pub amount: Money,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl From<&TakenPayment> for ReceiptPayment {
    fn from(taken: &TakenPayment) -> Self {
        Self {
            method: taken.payment.by,
            amount: taken.payment.amount,
            at: taken.at,
        }
    }
}

impl From<&GivenRefund> for ReceiptPayment {
    fn from(given: &GivenRefund) -> Self {
        Self {
            method: given.by,
            amount: given.amount,
            at: given.at,
        }
    }
}

/// What a link to a receipt opens.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptView {
    pub kind: ReceiptKind,
    /// `2026-27/12`.
    pub number: String,
    /// Which issue of the bill it is.
    pub version: u32,
    pub status: ReceiptStatus,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub issued_at: Timestamp,
    /// IANA name of the time zone by whose clock it has its date.
    pub time_zone: String,
    pub seller: SellerView,
    /// Who buys, where they are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<RecipientView>,
    pub place: ReceiptPlace,
    pub currency: Currency,
    /// Digits of its minor unit.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    pub lines: Vec<ReceiptLine>,
    /// Whether the taxes are within the lines' prices, or on top of them.
    pub prices_include_tax: bool,
    /// A row for each name and rate.
    pub taxes: Vec<BillTax>,
    /// What the menu says.
    pub subtotal: Money,
    pub discount: Money,
    pub service_charge: Money,
    /// What rounding the total added.
    pub round_off: Money,
    pub total: Money,
    /// What payments took off it.
    pub paid: Money,
    /// What is still to be paid.
    pub due: Money,
    pub refunded: Money,
    /// Oldest first.
    pub payments: Vec<ReceiptPayment>,
    /// Oldest first.
    pub refunds: Vec<ReceiptPayment>,
    pub looks: LooksView,
    /// Until when the link opens it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub expires_at: Timestamp,
}

impl ReceiptView {
    /// An issue of a bill; `seller` is who sells where the bill, of before bills said so, does not.
    ///
    /// # Errors
    /// `NotFound` for an issue that there never was.
    pub fn of(
        books: &Books,
        (id, issue): (&BillId, u32),
        (seller, brand): (Seller, Brand),
        expires_at: Timestamp,
    ) -> Result<Self, DomainError> {
        let state = books.state(id)?;
        let is_current = state.issue == issue;
        let of_issue = BillState {
            issue,
            ..state.clone()
        };
        let issued = books.issued(&of_issue)?;
        let bill = &issued.bill;
        let totals = bill.totals();
        let money = |minor| Money::new(minor, bill.currency);
        let seller = issued.seller.clone().unwrap_or(seller);
        // Money is of the issue that counts; one that was replaced never had any.
        let standing = state.standing();
        let none = Money::zero(bill.currency);
        let of_current = |money: Money| if is_current { money } else { none };
        let payments = books.payments.iter();
        let payments = payments.filter(|p| is_current && p.bill_id == *id);
        let refunds = books.refunds.iter();
        let refunds = refunds.filter(|r| is_current && r.bill_id == *id);
        let is_taxed = !totals.taxes.is_empty() && seller.tax_registration().is_some();
        Ok(Self {
            kind: match is_taxed {
                true => ReceiptKind::TaxInvoice,
                false => ReceiptKind::Invoice,
            },
            number: issued.number.to_string(),
            version: issue,
            status: match is_current {
                true => books.status(state).into(),
                false => ReceiptStatus::Replaced,
            },
            issued_at: issued.issued_at,
            time_zone: seller.time_zone.name().to_owned(),
            recipient: issued.recipient.as_ref().map(RecipientView::from),
            place: (&issued.place).into(),
            currency: bill.currency,
            currency_digits: bill.currency.digits(),
            lines: bill
                .lines
                .iter()
                .map(|line| ReceiptLine::of(line, issued))
                .collect(),
            prices_include_tax: bill.basis.pricing == Pricing::Inclusive,
            taxes: BillTax::all(bill),
            subtotal: money(totals.subtotal),
            discount: money(totals.discount),
            service_charge: money(totals.service_charge),
            round_off: money(totals.round_off),
            total: bill.total(),
            paid: of_current(standing.paid),
            due: of_current(standing.due),
            refunded: of_current(state.refunded),
            payments: payments.map(ReceiptPayment::from).collect(),
            refunds: refunds.map(ReceiptPayment::from).collect(),
            seller: SellerView::from(&seller),
            looks: brand.into(),
            expires_at,
        })
    }
}

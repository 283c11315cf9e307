//! A branch and how it works.

use serde::{Deserialize, Serialize};

use super::looks::LooksView;
use super::tax::TaxNote;
use super::zone::known_or_none;
use crate::domain::DomainError;
use crate::domain::address::Address;
use crate::domain::bill::coin::Coin;
use crate::domain::bill::number::InvoicePrefix;
use crate::domain::branch::Profile;
use crate::domain::business_day::{ClosingHour, TimeZone};
use crate::domain::hours::{ClosedDay, OpeningHours, OpeningTime};
use crate::domain::id::{BranchId, BrandId};
use crate::domain::invoice::{CallingCode, ChangeInvoice};
use crate::domain::looks::Brand;
use crate::domain::message_settings::{ChangeMessages, Via};
use crate::domain::money::Currency;
use crate::domain::name::Name;
use crate::domain::settings::{ChangeLimits, ChangeSettings};
use crate::domain::text::{InvoiceFooter, LegalName};
use crate::domain::upi::UpiId;

/// The chain that guests are at.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BrandName {
    pub id: BrandId,
    pub name: String,
    /// How it looks, if its owner chose anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<LooksView>,
}

impl From<Brand> for BrandName {
    fn from(brand: Brand) -> Self {
        Self {
            id: brand.id.clone(),
            name: brand.name.clone(),
            looks: LooksView::of_guests(brand),
        }
    }
}

/// The branch behind a table code.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchName {
    pub id: BranchId,
    pub name: String,
    /// Where it is, if its manager said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Of all its prices.
    pub currency: Currency,
    /// Digits of its minor unit: 2 when 35000 are 350.00.
    #[cfg_attr(feature = "openapi", schema(maximum = 4))]
    pub currency_digits: u8,
    /// IANA name.
    pub time_zone: String,
    /// Whether guests may order now.
    pub ordering_open: bool,
    /// What there is to say about taxes; nothing where nothing is taxed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tax: Option<TaxNote>,
}

/// When guests may order, by the branch's clock. A change brings all of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpeningHoursView {
    /// Times that do not overlap, in the order of the week; none of them means all day, each day.
    #[cfg_attr(feature = "openapi", schema(max_items = 28))]
    pub week: Vec<OpeningTime>,
    /// Dates on which it does not open.
    #[cfg_attr(feature = "openapi", schema(max_items = 60))]
    pub closed_on: Vec<ClosedDay>,
}

impl From<&OpeningHours> for OpeningHoursView {
    fn from(hours: &OpeningHours) -> Self {
        Self {
            week: hours.week().to_vec(),
            closed_on: hours.closed_on().collect(),
        }
    }
}

/// How a branch works, as its manager sees and changes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BranchSettings {
    /// The branch.
    pub id: BranchId,
    pub name: String,
    /// Where it is; empty while nobody has said so.
    pub address: Address,
    /// At which guests pay by UPI; empty while nobody has said so.
    pub upi_id: UpiId,
    /// The chain's name.
    pub brand: String,
    /// Of all its prices.
    pub currency: Currency,
    /// Whether orders are accepted without a person.
    pub auto_accept: bool,
    /// Minutes after which an order is urgent.
    pub urgent_minutes: u32,
    /// Minutes after which an order is critical.
    pub critical_minutes: u32,
    /// Whether guests without a camera can pick their table from a list.
    pub table_list: bool,
    /// When guests may order.
    pub opening_hours: OpeningHoursView,
    /// IANA name of the time zone of its clock.
    pub time_zone: String,
    /// The hour at which its business day ends.
    #[cfg_attr(feature = "openapi", schema(maximum = 23))]
    pub closing_hour: u8,
    /// Digits of the PIN of a table that is opened from then on.
    pub pin_length: u8,
    /// Orders of one party, in all.
    pub orders_per_session: u32,
    /// Orders within ten minutes: of a party that shares a cart, or of each phone that pays alone.
    pub orders_per_window: u32,
    /// Lines of one order.
    pub lines_per_order: u32,
    /// Lines of one party, in all.
    pub lines_per_session: u32,
    /// Who sells, as the registers have them; empty where that is the brand's name.
    pub legal_name: String,
    /// What stands before the numbers of its bills; empty for nothing.
    pub invoice_prefix: String,
    /// What stands below its invoices; empty for nothing.
    pub invoice_footer: String,
    /// Of telephone numbers that are written without one, such as `91`; empty for none.
    pub calling_code: String,
    /// By what its messages to customers go.
    pub message_via: Via,
    /// Whether the customer of a pickup or a delivery is told that the order is confirmed.
    pub message_order_confirmed: bool,
    /// Whether they are told that it is on its way.
    pub message_out_for_delivery: bool,
    /// Whether a link to the bill can be sent from the till.
    pub message_bill: bool,
    /// The smallest coin in minor units: what is paid or given back in cash is rounded to it; 1
    /// rounds nothing.
    pub smallest_coin: u32,
    /// Grows with every change.
    pub version: u64,
}

impl BranchSettings {
    /// Of a branch of this brand.
    pub fn of(profile: &Profile, brand: &Brand) -> Self {
        Self {
            id: profile.id.clone(),
            name: profile.name.clone(),
            address: profile.address.clone(),
            upi_id: profile.upi_id.clone(),
            brand: brand.name.clone(),
            currency: profile.currency,
            auto_accept: profile.auto_accept,
            urgent_minutes: profile.urgent_minutes,
            critical_minutes: profile.critical_minutes,
            table_list: profile.table_list,
            opening_hours: OpeningHoursView::from(&profile.opening_hours),
            time_zone: profile.time_zone.name().to_owned(),
            closing_hour: profile.closing_hour.hour(),
            pin_length: profile.pin_length,
            orders_per_session: profile.limits.orders_per_session,
            orders_per_window: profile.limits.orders_per_window,
            lines_per_order: profile.limits.lines_per_order,
            lines_per_session: profile.limits.lines_per_session,
            legal_name: text(profile.invoice.legal_name.as_ref().map(LegalName::as_str)),
            invoice_prefix: text(profile.invoice.prefix.as_ref().map(InvoicePrefix::as_str)),
            invoice_footer: text(profile.invoice.footer.as_ref().map(InvoiceFooter::as_str)),
            calling_code: text(
                profile
                    .invoice
                    .calling_code
                    .as_ref()
                    .map(CallingCode::as_str),
            ),
            message_via: profile.messages.via,
            message_order_confirmed: profile.messages.order_confirmed,
            message_out_for_delivery: profile.messages.out_for_delivery,
            message_bill: profile.messages.bill,
            smallest_coin: profile.smallest_coin.into(),
            version: profile.version,
        }
    }
}

fn text(said: Option<&str>) -> String {
    said.unwrap_or_default().to_owned()
}

/// "The branch shall work so." What is left out stays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeBranchRequest {
    /// What tells it from the brand's other branches.
    pub name: Option<Name>,
    /// Where it is; an empty one takes it away.
    pub address: Option<Address>,
    /// At which guests pay by UPI; an empty one takes it away.
    pub upi_id: Option<UpiId>,
    /// IANA name, by which its clocks go from the next order on.
    #[serde(default, deserialize_with = "known_or_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 60))]
    pub time_zone: Option<TimeZone>,
    /// The hour at which its business day ends. Orders that are placed already keep their day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u8>, maximum = 23))]
    pub closing_hour: Option<ClosingHour>,
    /// Whether orders are accepted without a person.
    pub auto_accept: Option<bool>,
    /// Minutes after which an order is urgent.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 240))]
    pub urgent_minutes: Option<u32>,
    /// Minutes after which an order is critical; more than `urgent_minutes`.
    #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 480))]
    pub critical_minutes: Option<u32>,
    /// Whether guests without a camera can pick their table from a list.
    pub table_list: Option<bool>,
    /// When guests may order.
    pub opening_hours: Option<OpeningHoursView>,
    /// Digits of the PIN of a table that is opened from then on.
    #[cfg_attr(feature = "openapi", schema(minimum = 4, maximum = 6))]
    pub pin_length: Option<u8>,
    /// Orders of one party, in all.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 300))]
    pub orders_per_session: Option<u32>,
    /// Orders within ten minutes: of a party that shares a cart, or of each phone that pays alone.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 60))]
    pub orders_per_window: Option<u32>,
    /// Lines of one order.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 60))]
    pub lines_per_order: Option<u32>,
    /// Lines of one party, in all.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 1000))]
    pub lines_per_session: Option<u32>,
    /// Who sells, as the registers have them; an empty one takes it away.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<LegalName>))]
    pub legal_name: Option<String>,
    /// What stands before the numbers of bills that are issued from then on: another one begins
    /// another row with 1, and one that was there before goes on with its own.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InvoicePrefix>))]
    pub invoice_prefix: Option<String>,
    /// What stands below invoices; an empty one takes it away.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<InvoiceFooter>))]
    pub invoice_footer: Option<String>,
    /// Of telephone numbers that are written without one, such as `91`; an empty one takes it away.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<CallingCode>))]
    pub calling_code: Option<String>,
    /// By what its messages to customers go.
    pub message_via: Option<Via>,
    /// Whether the customer of a pickup or a delivery is told that the order is confirmed.
    pub message_order_confirmed: Option<bool>,
    /// Whether they are told that it is on its way.
    pub message_out_for_delivery: Option<bool>,
    /// Whether a link to the bill can be sent from the till.
    pub message_bill: Option<bool>,
    /// The smallest coin in minor units, such as 5 where there is nothing below 0.05: what is paid
    /// or given back in cash is rounded to it, in a column of its own; 1 rounds nothing.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 100_000))]
    pub smallest_coin: Option<u32>,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl TryFrom<ChangeBranchRequest> for ChangeSettings {
    type Error = DomainError;
    fn try_from(request: ChangeBranchRequest) -> Result<Self, DomainError> {
        let hours = request.opening_hours;
        let legal_name = request.legal_name.as_deref();
        let legal_name = legal_name.map(|text| LegalName::parse(Some(text)));
        let footer = request.invoice_footer.as_deref();
        let footer = footer.map(|text| InvoiceFooter::parse(Some(text)));
        let prefix = request.invoice_prefix.as_deref().map(InvoicePrefix::parse);
        let calling_code = request.calling_code.as_deref().map(CallingCode::parse);
        let invoice = ChangeInvoice {
            legal_name: legal_name.transpose()?,
            prefix: prefix.transpose()?,
            footer: footer.transpose()?,
            calling_code: calling_code.transpose()?,
        };
        Ok(Self {
            invoice,
            messages: ChangeMessages {
                via: request.message_via,
                order_confirmed: request.message_order_confirmed,
                out_for_delivery: request.message_out_for_delivery,
                bill: request.message_bill,
            },
            smallest_coin: request.smallest_coin.map(Coin::try_from).transpose()?,
            name: request.name,
            address: request.address,
            upi_id: request.upi_id,
            time_zone: request.time_zone,
            closing_hour: request.closing_hour,
            auto_accept: request.auto_accept,
            urgent_minutes: request.urgent_minutes,
            critical_minutes: request.critical_minutes,
            table_list: request.table_list,
            opening_hours: hours
                .map(|hours| OpeningHours::parse(hours.week, hours.closed_on))
                .transpose()?,
            pin_length: request.pin_length,
            limits: ChangeLimits {
                orders_per_session: request.orders_per_session,
                orders_per_window: request.orders_per_window,
                lines_per_order: request.lines_per_order,
                lines_per_session: request.lines_per_session,
            },
        })
    }
}

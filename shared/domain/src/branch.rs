//! A branch: what it is, how it works, and its clock.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::address::Address;
use crate::bill::coin::Coin;
use crate::bill::number::{FinancialYear, Series};
use crate::bill::seller::Seller;
use crate::bill::tax::{TaxProfile, TaxRules};
use crate::business_day::{BusinessDay, ClosingHour, TimeZone};
use crate::hours::OpeningHours;
use crate::id::{BranchId, BrandId, PrinterId};
use crate::invoice::{InvoiceForm, called_at};
use crate::limits::{OrderLimits, Terms};
use crate::message_settings::MessageSettings;
use crate::moment::Moment;
use crate::money::Currency;
use crate::ordering::GuestOrdering;
use crate::phone_number::PhoneNumber;
use crate::price_list::Channel;
use crate::printer::{self, Printer};
use crate::settings::Settings;
use crate::stock::Stock;
use crate::text::Phone;
use crate::upi::UpiId;

/// What a branch is and how it works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub id: BranchId,
    /// Its chain.
    pub brand_id: BrandId,
    /// What the chain was called when the branch was made. What it is called, the brand says: this
    /// is for releases from before 30 November 2026, which read no profile without it.
    #[serde(rename = "brand_name")]
    pub first_brand_name: String,
    pub name: String,
    /// Where it is, if anybody has said so.
    #[serde(default, skip_serializing_if = "Address::is_empty")]
    pub address: Address,
    /// At which guests pay by UPI, if anybody has said so.
    #[serde(default, skip_serializing_if = "UpiId::is_empty")]
    pub upi_id: UpiId,
    /// Of all its prices.
    pub currency: Currency,
    /// By which its clocks go.
    pub time_zone: TimeZone,
    /// When its business day ends.
    pub closing_hour: ClosingHour,
    /// Minutes after which an order is urgent.
    pub urgent_minutes: u32,
    /// Minutes after which an order is critical.
    pub critical_minutes: u32,
    /// Whether orders are accepted without a person.
    pub auto_accept: bool,
    /// Digits of a session's PIN, 4 to 6.
    pub pin_length: u8,
    /// How much one party may order.
    #[serde(default)]
    pub limits: OrderLimits,
    /// Whether anybody may read the list of its tables with their codes.
    #[serde(default)]
    pub table_list: bool,
    /// When guests may order.
    #[serde(default, skip_serializing_if = "OpeningHours::is_always")]
    pub opening_hours: OpeningHours,
    /// How its sales are taxed.
    #[serde(default, skip_serializing_if = "TaxProfile::is_empty")]
    pub taxes: TaxProfile,
    /// What stands on its invoices, beside its registrations.
    #[serde(default, skip_serializing_if = "InvoiceForm::is_plain")]
    pub invoice: InvoiceForm,
    /// What its customers are told at their telephones.
    #[serde(default, skip_serializing_if = "MessageSettings::is_plain")]
    pub messages: MessageSettings,
    /// The smallest coin: what is paid in cash is rounded to it.
    #[serde(default, skip_serializing_if = "Coin::is_one")]
    pub smallest_coin: Coin,
    /// Its printers. Here, so that whoever takes an order knows them without another read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub printers: Vec<Printer>,
    /// Grows with every change.
    pub version: u64,
}

impl Profile {
    /// What its manager may change.
    pub fn settings(&self) -> Settings {
        Settings {
            name: self.name.clone(),
            address: self.address.clone(),
            upi_id: self.upi_id.clone(),
            time_zone: self.time_zone.clone(),
            closing_hour: self.closing_hour,
            auto_accept: self.auto_accept,
            urgent_minutes: self.urgent_minutes,
            critical_minutes: self.critical_minutes,
            table_list: self.table_list,
            opening_hours: self.opening_hours.clone(),
            pin_length: self.pin_length,
            limits: self.limits,
            invoice: self.invoice.clone(),
            messages: self.messages,
            smallest_coin: self.smallest_coin,
        }
    }

    /// What a party that sits down now depends on.
    pub fn terms(&self) -> Terms {
        Terms {
            pin_length: self.pin_length,
            limits: self.limits,
        }
    }

    /// The next version, which works so.
    #[must_use]
    pub fn with(self, settings: Settings) -> Self {
        let Settings {
            name,
            address,
            upi_id,
            time_zone,
            closing_hour,
            auto_accept,
            urgent_minutes,
            critical_minutes,
            table_list,
            opening_hours,
            pin_length,
            limits,
            invoice,
            messages,
            smallest_coin,
        } = settings;
        Self {
            name,
            address,
            upi_id,
            time_zone,
            closing_hour,
            auto_accept,
            urgent_minutes,
            critical_minutes,
            table_list,
            opening_hours,
            pin_length,
            limits,
            invoice,
            messages,
            smallest_coin,
            version: self.version + 1,
            ..self
        }
    }

    /// The next version, whose sales are taxed so.
    #[must_use]
    pub fn with_taxes(self, taxes: TaxProfile) -> Self {
        Self {
            taxes,
            version: self.version + 1,
            ..self
        }
    }

    /// The next version, with these printers.
    #[must_use]
    pub fn with_printers(self, printers: Vec<Printer>) -> Self {
        Self {
            printers,
            version: self.version + 1,
            ..self
        }
    }

    /// One of its printers.
    pub fn printer(&self, id: &PrinterId) -> Option<&Printer> {
        self.printers.iter().find(|printer| printer.id == *id)
    }

    /// One of its printers, or the browser that every branch has.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn any_printer(&self, id: &PrinterId) -> Result<Printer, DomainError> {
        match self.printer(id) {
            Some(printer) => Ok(printer.clone()),
            None if id.as_str() == printer::PAGE => Printer::page(),
            None => Err(DomainError::NotFound("printer")),
        }
    }

    /// Which printer bills go to, unless somebody names another one: the first that prints them.
    ///
    /// # Errors
    /// As [`Printer::page`].
    pub fn bill_printer(&self) -> Result<Printer, DomainError> {
        let prints_bills = self.printers.iter().find(|printer| printer.prints_bills);
        prints_bills.cloned().map_or_else(Printer::page, Ok)
    }

    /// The time on the branch's clock at `at`, as it stands on slips: `19:05`.
    pub fn wall_time(&self, at: Timestamp) -> String {
        self.clock(at).strftime("%H:%M").to_string()
    }

    /// The date on the branch's clock at `at`, as it stands on bills: `30 Nov 2026`. Months are
    /// words, since half of the world reads `11/12` the other way round.
    pub fn wall_date(&self, at: Timestamp) -> String {
        self.clock(at).strftime("%-d %b %Y").to_string()
    }

    /// How what is sold at `now` is taxed.
    pub fn tax_rules(&self, now: Timestamp) -> &TaxRules {
        self.taxes.on(self.business_day(now))
    }

    /// The year by which bills of `now` are numbered: by the date on the branch's clock, whatever
    /// its business day is.
    pub fn financial_year(&self, now: Timestamp) -> FinancialYear {
        FinancialYear::of(self.clock(now).date(), self.currency)
    }

    /// In which row the bills of `now` are numbered.
    pub fn series(&self, now: Timestamp) -> Series {
        Series {
            year: self.financial_year(now),
            prefix: self.invoice.prefix.clone(),
        }
    }

    /// Who sells, as bills name them from now on; `brand` is what the chain is called.
    pub fn seller(&self, brand: &str) -> Seller {
        Seller {
            brand: brand.to_owned(),
            branch: self.name.clone(),
            legal_name: self.invoice.legal_name.clone(),
            address: self.address.clone(),
            registrations: self.taxes.registrations.clone(),
            footer: self.invoice.footer.clone(),
            time_zone: self.time_zone.clone(),
        }
    }

    /// The number at which somebody is reached from everywhere; `None` for what is no number, or
    /// could be one of two countries.
    pub fn reaches(&self, phone: &Phone) -> Option<PhoneNumber> {
        let code = self.invoice.calling_code.as_ref();
        let whole = called_at(phone.as_str(), code).map(|digits| format!("+{digits}"));
        let whole = whole.and_then(|whole| PhoneNumber::try_from(whole).ok());
        whole.or_else(|| PhoneNumber::parse_as("phone", phone.as_str(), self.currency).ok())
    }

    /// What the branch's clock shows at `at`.
    fn clock(&self, at: Timestamp) -> DateTime {
        at.to_zoned(self.time_zone.rules()).datetime()
    }

    /// Whether guests may order at a moment.
    pub fn ordering(&self, stock: &Stock, now: Timestamp) -> GuestOrdering {
        GuestOrdering::of(stock, &self.opening_hours, &self.time_zone.rules(), now)
    }

    /// How, when and where something is ordered here. `stock` is what is to be had at `now`.
    pub fn moment<'a>(&self, channel: Channel, stock: &'a Stock, now: Timestamp) -> Moment<'a> {
        Moment {
            channel,
            now,
            zone: self.time_zone.rules(),
            stock,
        }
    }

    /// The business day that `now` belongs to.
    pub fn business_day(&self, now: Timestamp) -> BusinessDay {
        // By the clock on the wall, also on the night that it is put forward or back.
        let closing = SignedDuration::from_hours(i64::from(self.closing_hour.hour()));
        BusinessDay::of(self.clock(now).saturating_sub(closing).date())
    }

    /// When the business day of `now` ends.
    pub fn day_ends(&self, now: Timestamp) -> Timestamp {
        let clock = self.clock(now);
        let hour = i8::try_from(self.closing_hour.hour()).unwrap_or(0);
        let today = clock.date().at(hour, 0, 0, 0);
        let end = match clock < today {
            true => today,
            false => today.saturating_add(1.days()),
        };
        // Only at the calendar's ends there is no such time.
        let zoned = end.to_zoned(self.time_zone.rules());
        zoned.map_or(now, |zoned| zoned.timestamp())
    }

    /// The hour on the branch's clock at `at`, 0 to 23.
    pub fn hour(&self, at: Timestamp) -> u8 {
        self.clock(at).hour().unsigned_abs()
    }

    /// This very time a week before `now`, by the clock on the wall.
    pub fn week_before(&self, now: Timestamp) -> Timestamp {
        let then = self.clock(now).saturating_sub(7.days());
        // Only at the calendar's ends there is no such time.
        let zoned = then.to_zoned(self.time_zone.rules());
        zoned.map_or(now, |zoned| zoned.timestamp())
    }

    /// The hours of a business day in their order, from its first.
    pub fn hours(&self) -> impl Iterator<Item = u8> {
        let first = self.closing_hour.hour();
        (0..24).map(move |later| (first + later) % 24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(time_zone: &str, closing_hour: u8) -> Profile {
        Profile {
            id: "lane".parse().unwrap(),
            brand_id: "b".parse().unwrap(),
            first_brand_name: String::new(),
            name: String::new(),
            address: Address::default(),
            upi_id: UpiId::default(),
            currency: Currency::INR,
            time_zone: TimeZone::parse(time_zone).unwrap(),
            closing_hour: ClosingHour::new(closing_hour).unwrap(),
            urgent_minutes: 10,
            critical_minutes: 15,
            auto_accept: false,
            pin_length: 4,
            limits: OrderLimits::default(),
            table_list: false,
            opening_hours: OpeningHours::ALWAYS,
            taxes: TaxProfile::default(),
            invoice: InvoiceForm::default(),
            messages: MessageSettings::default(),
            smallest_coin: Coin::ONE,
            printers: Vec::new(),
            version: 1,
        }
    }

    fn day(closing_hour: u8, at: &str) -> String {
        let day = profile("Asia/Kolkata", closing_hour).business_day(at.parse().unwrap());
        day.to_string()
    }

    #[test]
    fn a_day_ends_at_the_closing_hour_that_comes_next() {
        let ends = |now: &str| {
            let ends = profile("Asia/Kolkata", 4).day_ends(now.parse().unwrap());
            ends.to_string()
        };
        // 03:59 and 04:00 in India.
        assert_eq!(ends("2026-11-28T22:29:00Z"), "2026-11-28T22:30:00Z");
        assert_eq!(ends("2026-11-28T22:30:00Z"), "2026-11-29T22:30:00Z");
        assert_eq!(ends("2026-11-28T15:00:00Z"), "2026-11-28T22:30:00Z");
    }

    #[test]
    fn a_week_before_is_the_same_time_on_the_wall() {
        // Clocks were put back on 25 October 2026: 7 days are 169 hours.
        let now = "2026-10-29T17:42:30Z".parse().unwrap();
        let then = profile("Europe/Berlin", 4).week_before(now);
        assert_eq!(then, "2026-10-22T16:42:30Z".parse().unwrap());
    }

    #[test]
    fn the_business_day_ends_at_the_closing_hour_of_the_branch() {
        // 22:29 UTC is 03:59 in Kolkata.
        assert_eq!(day(4, "2026-11-20T22:29:59Z"), "2026-11-20");
        assert_eq!(day(4, "2026-11-20T22:30:00Z"), "2026-11-21");
        assert_eq!(day(0, "2026-11-20T18:30:00Z"), "2026-11-21");
    }

    #[test]
    fn the_business_day_follows_a_changed_zone_and_a_changed_closing_hour() {
        use crate::settings::ChangeSettings;
        // 03:30 on the 21st in Kolkata, 11:00 on the 21st in Auckland.
        let at = "2026-11-20T22:00:00Z".parse().unwrap();
        let branch = profile("Asia/Kolkata", 4);
        assert_eq!(branch.business_day(at).to_string(), "2026-11-20");
        let changed = |wish: &ChangeSettings| {
            let settings = branch.settings().change(wish).unwrap();
            let next = branch.clone().with(settings);
            assert_eq!(next.version, branch.version + 1);
            (next.business_day(at).to_string(), next.hour(at))
        };
        let earlier = ChangeSettings {
            closing_hour: Some(ClosingHour::new(3).unwrap()),
            ..ChangeSettings::default()
        };
        assert_eq!(changed(&earlier), ("2026-11-21".to_owned(), 3));
        let elsewhere = ChangeSettings {
            time_zone: Some(TimeZone::parse("Pacific/Auckland").unwrap()),
            ..ChangeSettings::default()
        };
        assert_eq!(changed(&elsewhere), ("2026-11-21".to_owned(), 11));
    }

    /// In Berlin the clock goes from 2 to 3 on 2026-03-29 and from 3 to 2 on 2026-10-25.
    #[test]
    fn the_business_day_follows_the_clock_when_it_is_changed() {
        let berlin = profile("Europe/Berlin", 4);
        for (at, day, hour) in [
            ("2026-03-29T01:59:59Z", "2026-03-28", 3),
            ("2026-03-29T02:00:00Z", "2026-03-29", 4),
            ("2026-10-25T02:59:59Z", "2026-10-24", 3),
            ("2026-10-25T03:00:00Z", "2026-10-25", 4),
        ] {
            let at = at.parse().unwrap();
            let seen = (berlin.business_day(at).to_string(), berlin.hour(at));
            assert_eq!(seen, (day.to_owned(), hour));
        }
    }

    #[test]
    fn the_hours_begin_when_the_day_does() {
        let hours: Vec<_> = profile("UTC", 22).hours().collect();
        assert_eq!((hours.len(), &hours[..3]), (24, &[22, 23, 0][..]));
        assert_eq!(profile("UTC", 0).hours().next(), Some(0));
    }

    #[test]
    fn a_number_is_found_by_the_branch_s_code_or_its_currency() {
        let mut branch = profile("UTC", 4);
        let phone = |text: &str| Phone::parse_as("phone", Some(text)).unwrap().unwrap();
        let reached = |branch: &Profile, text| branch.reaches(&phone(text)).map(String::from);
        let reached_in = |text| reached(&branch, text);
        assert_eq!(reached_in("98450 12345").as_deref(), Some("+919845012345"));
        assert_eq!(reached_in("+49 30 901820").as_deref(), Some("+4930901820"));
        assert_eq!(reached_in("12345"), None);
        branch.invoice.calling_code = crate::invoice::CallingCode::parse("49").unwrap();
        let berlin = reached(&branch, "030 901820");
        assert_eq!(berlin.as_deref(), Some("+4930901820"));
    }
}

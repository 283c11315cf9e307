//! What a manager may change of how a branch works.

use std::ops::RangeInclusive;

use super::DomainError;
use super::address::Address;
use super::bill::coin::Coin;
use super::business_day::{ClosingHour, TimeZone};
use super::cart::MAX_LINES;
use super::hours::OpeningHours;
use super::invoice::{ChangeInvoice, InvoiceForm};
use super::limits::OrderLimits;
use super::message_settings::{ChangeMessages, MessageSettings};
use super::name::Name;
use super::upi::UpiId;

/// Minutes that an order may take before it is urgent.
pub const URGENT_MINUTES: RangeInclusive<u32> = 1..=240;
/// The longest time before an order is critical, in minutes.
pub const MAX_CRITICAL_MINUTES: u32 = 480;

/// Digits of a session's PIN: fewer would be guessed, more are not typed at a table.
pub const PIN_LENGTHS: RangeInclusive<u8> = 4..=6;
/// Orders of one session.
pub const ORDERS_PER_SESSION: RangeInclusive<u32> = 1..=300;
/// Orders within ten minutes, for each cart.
pub const ORDERS_PER_WINDOW: RangeInclusive<u32> = 1..=60;
/// Lines of one order: at most what a cart holds.
pub const LINES_PER_ORDER: RangeInclusive<u32> = 1..=60;
/// Lines of one session: at most what fits into an answer to a phone.
pub const LINES_PER_SESSION: RangeInclusive<u32> = 1..=1_000;
const _: () = assert!(*LINES_PER_ORDER.end() as usize == MAX_LINES);

/// How a branch works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// What tells it from the brand's other branches.
    pub name: String,
    /// Where it is, if anybody has said so.
    pub address: Address,
    /// At which guests pay by UPI, if anybody has said so.
    pub upi_id: UpiId,
    /// By which its clocks go.
    pub time_zone: TimeZone,
    /// When its business day ends.
    pub closing_hour: ClosingHour,
    /// Whether orders are accepted without a person.
    pub auto_accept: bool,
    /// Minutes after which an order is urgent.
    pub urgent_minutes: u32,
    /// Minutes after which an order is critical.
    pub critical_minutes: u32,
    /// Whether guests can pick their table from a list, which shows the tables' codes.
    pub table_list: bool,
    /// When guests may order.
    pub opening_hours: OpeningHours,
    /// Digits of a session's PIN.
    pub pin_length: u8,
    /// How much one party may order.
    pub limits: OrderLimits,
    /// What stands on its invoices, beside its registrations.
    pub invoice: InvoiceForm,
    /// What its customers are told at their telephones.
    pub messages: MessageSettings,
    /// The smallest coin: what is paid in cash is rounded to it.
    pub smallest_coin: Coin,
}

/// "The branch shall work so." What is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSettings {
    /// See [`Settings::name`].
    pub name: Option<Name>,
    /// See [`Settings::address`]. An empty one takes it away.
    pub address: Option<Address>,
    /// See [`Settings::upi_id`]. An empty one takes it away.
    pub upi_id: Option<UpiId>,
    /// See [`Settings::time_zone`]. Orders that are placed already keep their business day.
    pub time_zone: Option<TimeZone>,
    /// See [`Settings::closing_hour`]. Orders that are placed already keep their business day.
    pub closing_hour: Option<ClosingHour>,
    /// See [`Settings::auto_accept`].
    pub auto_accept: Option<bool>,
    /// See [`Settings::urgent_minutes`].
    pub urgent_minutes: Option<u32>,
    /// See [`Settings::critical_minutes`].
    pub critical_minutes: Option<u32>,
    /// See [`Settings::table_list`].
    pub table_list: Option<bool>,
    /// See [`Settings::opening_hours`].
    pub opening_hours: Option<OpeningHours>,
    /// See [`Settings::pin_length`]. Parties that sit already keep their PIN.
    pub pin_length: Option<u8>,
    /// See [`Settings::limits`]. Parties that sit already keep theirs.
    pub limits: ChangeLimits,
    /// See [`Settings::invoice`]. Bills that are issued already keep theirs.
    pub invoice: ChangeInvoice,
    /// See [`Settings::messages`]. What is on its way already is sent.
    pub messages: ChangeMessages,
    /// See [`Settings::smallest_coin`]. What was paid already stays as it was counted.
    pub smallest_coin: Option<Coin>,
}

/// "One party may order so much." What is `None` stays.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChangeLimits {
    /// See [`OrderLimits::orders_per_session`].
    pub orders_per_session: Option<u32>,
    /// See [`OrderLimits::orders_per_window`].
    pub orders_per_window: Option<u32>,
    /// See [`OrderLimits::lines_per_order`].
    pub lines_per_order: Option<u32>,
    /// See [`OrderLimits::lines_per_session`].
    pub lines_per_session: Option<u32>,
}

impl ChangeLimits {
    /// The limits as they shall be.
    fn of(self, now: OrderLimits) -> Result<OrderLimits, DomainError> {
        let next = OrderLimits {
            orders_per_session: self.orders_per_session.unwrap_or(now.orders_per_session),
            orders_per_window: self.orders_per_window.unwrap_or(now.orders_per_window),
            lines_per_order: self.lines_per_order.unwrap_or(now.lines_per_order),
            lines_per_session: self.lines_per_session.unwrap_or(now.lines_per_session),
        };
        // What stays was right once, whatever it is.
        for (field, wish, range) in [
            (
                "orders_per_session",
                self.orders_per_session,
                ORDERS_PER_SESSION,
            ),
            (
                "orders_per_window",
                self.orders_per_window,
                ORDERS_PER_WINDOW,
            ),
            ("lines_per_order", self.lines_per_order, LINES_PER_ORDER),
            (
                "lines_per_session",
                self.lines_per_session,
                LINES_PER_SESSION,
            ),
        ] {
            within(field, wish, range)?;
        }
        Ok(next)
    }
}

/// Refuses a number that is wished out of its range.
fn within<T: PartialOrd + std::fmt::Display>(
    field: &'static str,
    wish: Option<T>,
    range: RangeInclusive<T>,
) -> Result<(), DomainError> {
    match wish.is_none_or(|wish| range.contains(&wish)) {
        true => Ok(()),
        false => {
            let (least, most) = (range.start(), range.end());
            Err(DomainError::invalid(field, format!("{least} to {most}")))
        }
    }
}

impl Settings {
    /// How a new branch works until its manager says otherwise: a person accepts each order, so
    /// that nobody is surprised by the first one.
    #[must_use]
    pub fn first(name: Name, time_zone: TimeZone, closing_hour: ClosingHour) -> Self {
        Self {
            name: name.into(),
            address: Address::default(),
            upi_id: UpiId::default(),
            time_zone,
            closing_hour,
            auto_accept: false,
            urgent_minutes: 10,
            critical_minutes: 15,
            table_list: false,
            opening_hours: OpeningHours::ALWAYS,
            pin_length: *PIN_LENGTHS.start(),
            limits: OrderLimits::default(),
            invoice: InvoiceForm::default(),
            messages: MessageSettings::default(),
            smallest_coin: Coin::ONE,
        }
    }

    /// The settings as they shall be.
    ///
    /// # Errors
    /// `Invalid` when nothing is to change, when a number is out of its range, or when an order
    /// would be critical before it is urgent.
    pub fn change(&self, wish: &ChangeSettings) -> Result<Self, DomainError> {
        if *wish == ChangeSettings::default() {
            return Err(DomainError::invalid("body", "at least one setting"));
        }
        let name = wish.name.clone().map(String::from);
        let next = Self {
            name: name.unwrap_or_else(|| self.name.clone()),
            address: wish.address.clone().unwrap_or_else(|| self.address.clone()),
            upi_id: wish.upi_id.clone().unwrap_or_else(|| self.upi_id.clone()),
            time_zone: match &wish.time_zone {
                Some(zone) => zone.clone(),
                None => self.time_zone.clone(),
            },
            closing_hour: wish.closing_hour.unwrap_or(self.closing_hour),
            auto_accept: wish.auto_accept.unwrap_or(self.auto_accept),
            urgent_minutes: wish.urgent_minutes.unwrap_or(self.urgent_minutes),
            critical_minutes: wish.critical_minutes.unwrap_or(self.critical_minutes),
            table_list: wish.table_list.unwrap_or(self.table_list),
            opening_hours: match &wish.opening_hours {
                Some(hours) => hours.clone(),
                None => self.opening_hours.clone(),
            },
            pin_length: wish.pin_length.unwrap_or(self.pin_length),
            limits: wish.limits.of(self.limits)?,
            invoice: self.invoice.change(&wish.invoice),
            messages: self.messages.change(&wish.messages),
            smallest_coin: wish.smallest_coin.unwrap_or(self.smallest_coin),
        };
        within("pin_length", wish.pin_length, PIN_LENGTHS)?;
        if !URGENT_MINUTES.contains(&next.urgent_minutes) {
            let (least, most) = (URGENT_MINUTES.start(), URGENT_MINUTES.end());
            return Err(DomainError::invalid(
                "urgent_minutes",
                format!("{least} to {most}"),
            ));
        }
        if next.critical_minutes > MAX_CRITICAL_MINUTES {
            return Err(DomainError::invalid(
                "critical_minutes",
                format!("at most {MAX_CRITICAL_MINUTES}"),
            ));
        }
        if next.critical_minutes <= next.urgent_minutes {
            // The fault is with what was sent; when both were, with the second.
            return Err(match wish.critical_minutes {
                None => DomainError::invalid(
                    "urgent_minutes",
                    format!("less than critical_minutes, {}", next.critical_minutes),
                ),
                Some(_) => DomainError::invalid(
                    "critical_minutes",
                    format!("more than urgent_minutes, {}", next.urgent_minutes),
                ),
            });
        }
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::try_from(text.to_owned()).unwrap()
    }

    fn now() -> Settings {
        let zone = TimeZone::parse("Asia/Kolkata").unwrap();
        Settings::first(name("Lake Road"), zone, ClosingHour::new(4).unwrap())
    }

    fn minutes(urgent: Option<u32>, critical: Option<u32>) -> Result<(u32, u32), &'static str> {
        let wish = ChangeSettings {
            urgent_minutes: urgent,
            critical_minutes: critical,
            ..ChangeSettings::default()
        };
        match now().change(&wish) {
            Ok(next) => Ok((next.urgent_minutes, next.critical_minutes)),
            Err(DomainError::Invalid { field, .. }) => Err(field),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn thresholds_keep_their_ranges_and_their_order() {
        assert_eq!(minutes(Some(1), Some(2)), Ok((1, 2)));
        assert_eq!(minutes(Some(240), Some(480)), Ok((240, 480)));
        assert_eq!(minutes(Some(14), None), Ok((14, 15)));
        assert_eq!(minutes(None, Some(11)), Ok((10, 11)));
        assert_eq!(minutes(Some(0), None), Err("urgent_minutes"));
        assert_eq!(minutes(Some(241), Some(400)), Err("urgent_minutes"));
        assert_eq!(minutes(None, Some(481)), Err("critical_minutes"));
        assert_eq!(minutes(Some(15), None), Err("urgent_minutes"));
        assert_eq!(minutes(None, Some(10)), Err("critical_minutes"));
        assert_eq!(minutes(Some(20), Some(20)), Err("critical_minutes"));
        assert_eq!(minutes(None, None), Err("body"));
    }

    #[test]
    fn what_is_left_out_stays() {
        let wish = ChangeSettings {
            table_list: Some(true),
            ..ChangeSettings::default()
        };
        let expected = Settings {
            table_list: true,
            ..now()
        };
        assert_eq!(now().change(&wish), Ok(expected));
    }

    #[test]
    fn what_was_said_at_set_up_can_be_put_right() {
        let berlin = TimeZone::parse("europe/berlin").unwrap();
        let mill = Address::try_from("1 Mill Lane".to_owned()).unwrap();
        let wish = ChangeSettings {
            name: Some(name("Mill Lane")),
            address: Some(mill.clone()),
            time_zone: Some(berlin.clone()),
            closing_hour: Some(ClosingHour::new(0).unwrap()),
            ..ChangeSettings::default()
        };
        let expected = Settings {
            name: "Mill Lane".to_owned(),
            address: mill,
            time_zone: berlin,
            closing_hour: ClosingHour::new(0).unwrap(),
            ..now()
        };
        assert_eq!(now().change(&wish), Ok(expected.clone()));
        let gone = ChangeSettings {
            address: Some(Address::default()),
            ..ChangeSettings::default()
        };
        let without = Settings {
            address: Address::default(),
            ..expected.clone()
        };
        assert_eq!(expected.change(&gone), Ok(without));
    }

    #[test]
    fn caps_and_pins_keep_their_ranges() {
        let said = |pin_length: Option<u8>, limits: ChangeLimits| {
            let wish = ChangeSettings {
                pin_length,
                limits,
                ..ChangeSettings::default()
            };
            match now().change(&wish) {
                Ok(next) => Ok((next.pin_length, next.limits)),
                Err(DomainError::Invalid { field, .. }) => Err(field),
                Err(other) => panic!("{other}"),
            }
        };
        let few = ChangeLimits {
            orders_per_session: Some(1),
            orders_per_window: Some(60),
            lines_per_order: Some(60),
            lines_per_session: Some(1_000),
        };
        let limits = OrderLimits {
            orders_per_session: 1,
            orders_per_window: 60,
            lines_per_order: 60,
            lines_per_session: 1_000,
        };
        assert_eq!(said(Some(6), few), Ok((6, limits)));
        let none = ChangeLimits::default();
        assert_eq!(said(Some(3), none), Err("pin_length"));
        assert_eq!(said(Some(7), none), Err("pin_length"));
        for (wish, field) in [
            (
                ChangeLimits {
                    orders_per_session: Some(0),
                    ..none
                },
                "orders_per_session",
            ),
            (
                ChangeLimits {
                    orders_per_session: Some(301),
                    ..none
                },
                "orders_per_session",
            ),
            (
                ChangeLimits {
                    orders_per_window: Some(61),
                    ..none
                },
                "orders_per_window",
            ),
            (
                ChangeLimits {
                    lines_per_order: Some(61),
                    ..none
                },
                "lines_per_order",
            ),
            (
                ChangeLimits {
                    lines_per_session: Some(1_001),
                    ..none
                },
                "lines_per_session",
            ),
        ] {
            assert_eq!(said(None, wish), Err(field));
        }
    }

    #[test]
    fn a_new_branch_works_as_a_manager_could_have_set_it() {
        let wish = ChangeSettings {
            urgent_minutes: Some(now().urgent_minutes),
            critical_minutes: Some(now().critical_minutes),
            ..ChangeSettings::default()
        };
        assert_eq!(now().change(&wish), Ok(now()));
    }
}

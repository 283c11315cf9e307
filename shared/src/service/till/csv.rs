//! A day as a file for spreadsheets: one row for each figure, amounts as plain decimals.

use crate::domain::bill::payment::PaidBy;
use crate::domain::id::StaffId;
use crate::domain::money::Currency;
use crate::domain::till::charges::Charges;
use crate::domain::till::day::{DayRead, DayState};
use crate::domain::till::entry::TillDeed;
use crate::domain::till::figures::Noted;
use crate::domain::till::sums::Taken;

/// A file in the making.
struct Sheet<'a> {
    read: &'a DayRead,
    text: String,
}

/// The day as RFC 4180 has it, in UTF-8 with a mark by which spreadsheets know that it is.
pub fn write(read: &DayRead) -> Vec<u8> {
    let mut sheet = Sheet {
        read,
        text: "\u{FEFF}".to_owned(),
    };
    sheet.row(&[
        "part", "what", "by", "count", "amount", "tip", "rounding", "at", "person", "reason",
    ]);
    sheet.head();
    sheet.sales();
    sheet.money();
    sheet.noted();
    sheet.drawer();
    sheet.text.into_bytes()
}

/// An amount as a decimal that spreadsheets read as a number.
fn decimal(minor: i64, currency: Currency) -> String {
    let digits = usize::from(currency.digits());
    let sign = if minor < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", minor.unsigned_abs(), width = digits + 1);
    let (whole, part) = text.split_at(text.len() - digits);
    match digits {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{part}"),
    }
}

fn method(by: PaidBy) -> &'static str {
    match by {
        PaidBy::Cash => "cash",
        PaidBy::Card => "card",
        PaidBy::Upi => "upi",
        PaidBy::Due => "due",
        PaidBy::Voucher => "voucher",
    }
}

/// A text as a cell: quoted, and no formula whatever somebody typed.
fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let guard = if is_formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

impl Sheet<'_> {
    /// A row of cells that need no quotes.
    fn row(&mut self, cells: &[&str]) {
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }

    fn money_of(&self, minor: i64) -> String {
        decimal(minor, self.read.figures.currency)
    }

    fn name(&self, id: &StaffId) -> String {
        let known = self.read.names.iter().find(|person| person.id == *id);
        known.map_or_else(|| id.to_string(), |person| person.name.clone())
    }

    fn figure(&mut self, part: &str, what: &str, minor: i64) {
        let amount = self.money_of(minor);
        self.row(&[part, what, "", "", &amount, "", "", "", "", ""]);
    }

    fn head(&mut self) {
        let day = self.read.day.to_string();
        self.row(&["day", &day, "", "", "", "", "", "", "", ""]);
        let currency = self.read.figures.currency.to_string();
        self.row(&["currency", &currency, "", "", "", "", "", "", "", ""]);
        let (state, at, person, note) = match &self.read.state {
            DayState::Running(_) => ("running", String::new(), String::new(), None),
            DayState::Ended => ("not closed", String::new(), String::new(), None),
            DayState::Closed(closed) => (
                "closed",
                closed.closed_at.to_string(),
                self.name(&closed.closed_by),
                closed.note.as_ref(),
            ),
        };
        let note = note.map_or("", |note| note.as_str());
        let (person, note) = (cell(&person), cell(note));
        self.row(&["status", state, "", "", "", "", "", &at, &person, &note]);
        let bills = self.read.figures.bills.clone();
        let number = |n: &Option<crate::domain::bill::number::BillNumber>| {
            cell(&n.as_ref().map(ToString::to_string).unwrap_or_default())
        };
        let (first, last) = (number(&bills.first), number(&bills.last));
        self.row(&[
            "bills",
            "issued",
            "",
            &bills.issued.to_string(),
            "",
            "",
            "",
            "",
            "",
            "",
        ]);
        self.row(&[
            "bills",
            "voided",
            "",
            &bills.voided.to_string(),
            "",
            "",
            "",
            "",
            "",
            "",
        ]);
        self.row(&["bills", "first", &first, "", "", "", "", "", "", ""]);
        self.row(&["bills", "last", &last, "", "", "", "", "", "", ""]);
    }

    fn sales(&mut self) {
        let figures = &self.read.figures;
        let parts = [
            ("billed", figures.billed.clone()),
            ("refunded", figures.refunded.clone()),
            ("net", figures.net()),
        ];
        for (part, charges) in parts {
            self.charges(part, &charges);
        }
    }

    fn charges(&mut self, part: &str, charges: &Charges) {
        self.figure(part, "gross", charges.subtotal);
        self.figure(part, "discount", charges.discount);
        self.figure(part, "service charge", charges.service_charge);
        for tax in &charges.taxes {
            let name = cell(tax.name.as_str());
            let rate = decimal_rate(tax.rate_bp.0);
            let (taxable, amount) = (self.money_of(tax.taxable), self.money_of(tax.amount));
            let of = format!("{part} tax");
            self.row(&[&of, &name, &rate, "", &amount, "", "", "", "", ""]);
            let of = format!("{part} taxable");
            self.row(&[&of, &name, &rate, "", &taxable, "", "", "", "", ""]);
        }
        self.figure(part, "round-off", charges.round_off);
        self.figure(part, "total", charges.total);
    }

    fn money(&mut self) {
        let figures = self.read.figures.clone();
        self.taken("payments", &figures.taken);
        self.taken("accounts settled", &figures.accounts);
        self.taken("given back", &figures.given_back);
    }

    fn taken(&mut self, part: &str, rows: &[Taken]) {
        for row in rows {
            let (count, amount) = (row.count.to_string(), self.money_of(row.amount));
            let (tip, rounding) = (self.money_of(row.tip), self.money_of(row.cash_rounding));
            let by = method(row.by);
            self.row(&[part, "", by, &count, &amount, &tip, &rounding, "", "", ""]);
            if row.change != 0 {
                let change = self.money_of(row.change);
                self.row(&[part, "change given", by, "", &change, "", "", "", "", ""]);
            }
        }
    }

    fn noted(&mut self) {
        let figures = self.read.figures.clone();
        for noted in figures.float.iter().chain(&figures.noted) {
            self.one(noted);
        }
        if let DayState::Closed(closed) = &self.read.state {
            for item in &closed.carried {
                let amount = item.due.map_or_else(String::new, |due| self.money_of(due));
                let name = cell(&item.name);
                self.row(&["carried over", &name, "", "", &amount, "", "", "", "", ""]);
            }
        }
    }

    fn one(&mut self, noted: &Noted) {
        let part = match noted.deed {
            TillDeed::Opened => "float",
            TillDeed::CashIn => "cash in",
            TillDeed::CashOut => "cash out",
            TillDeed::Refunded => "refund",
            TillDeed::CreditReturned => "credit given back",
            TillDeed::AccountPaidOut => "account paid out",
            _ => "void",
        };
        let number = noted.number.as_ref().map(ToString::to_string);
        let number = cell(&number.unwrap_or_default());
        let by = noted.method.map_or("", method);
        let amount = self.money_of(noted.amount);
        let person = match &noted.approved_by {
            Some(manager) => format!("{}, {}", self.name(&noted.by), self.name(manager)),
            None => self.name(&noted.by),
        };
        let reason = noted.reason.as_ref().map_or("", |reason| reason.as_str());
        let (at, person, reason) = (noted.at.to_string(), cell(&person), cell(reason));
        self.row(&[
            part, &number, by, "", &amount, "", "", &at, &person, &reason,
        ]);
    }

    fn drawer(&mut self) {
        let drawer = self.read.figures.drawer();
        self.figure("drawer", "float", drawer.float);
        self.figure("drawer", "cash payments", drawer.payments);
        self.figure("drawer", "accounts settled", drawer.accounts);
        self.figure("drawer", "cash refunds", -drawer.refunds);
        self.figure("drawer", "cash in", drawer.cash_in);
        self.figure("drawer", "cash out", -drawer.cash_out);
        let DayState::Closed(closed) = &self.read.state else {
            self.figure("drawer", "expected", drawer.expected());
            return;
        };
        self.figure("drawer", "expected", closed.expected);
        self.figure("drawer", "counted", closed.counted);
        self.figure("drawer", "difference", closed.difference());
        for coins in &closed.coins {
            let (value, count) = (self.money_of(coins.value), coins.count.to_string());
            self.row(&["coins", &value, "", &count, "", "", "", "", "", ""]);
        }
    }
}

/// 250 as `2.50`: percent.
fn decimal_rate(rate_bp: u32) -> String {
    format!("{}.{:02}%", rate_bp / 100, rate_bp % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_a_plain_decimal_with_the_digits_of_its_currency() {
        let euro: Currency = "EUR".to_owned().try_into().unwrap();
        let yen: Currency = "JPY".to_owned().try_into().unwrap();
        let dinar: Currency = "IQD".to_owned().try_into().unwrap();
        for (minor, currency, text) in [
            (0, euro, "0.00"),
            (5, euro, "0.05"),
            (-5, euro, "-0.05"),
            (123_456, euro, "1234.56"),
            (-123_456, dinar, "-123.456"),
            (7, yen, "7"),
            (-70, yen, "-70"),
        ] {
            assert_eq!(decimal(minor, currency), text);
        }
    }

    #[test]
    fn what_somebody_typed_is_a_text_and_no_formula() {
        assert_eq!(cell("change, small"), "\"change, small\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("said \"no\""), "\"said \"\"no\"\"\"");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }
}

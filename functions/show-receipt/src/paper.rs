//! A receipt as it stands on paper.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use salver::domain::bill::payment::PaidBy;
use salver::wire::bill::{BillTax, RecipientView};
use salver::wire::receipt::{
    ReceiptKind, ReceiptLine, ReceiptPlaceKind, ReceiptStatus, ReceiptView, SellerView,
};
use salver::wire::tax::RegistrationView;
use salver_invoice::{Heads, Invoice, Line, Sum, TaxLine};

use crate::amount::{plain, rate, whole};

/// All that stands on it.
pub fn invoice(receipt: &ReceiptView) -> Invoice {
    let zone = TimeZone::get(&receipt.time_zone).unwrap_or(TimeZone::UTC);
    Invoice {
        title: title(receipt.kind).to_owned(),
        number: receipt.number.clone(),
        stamp: stamp(receipt.status).map(str::to_owned),
        seller: receipt.seller.brand.clone(),
        seller_lines: seller_lines(&receipt.seller),
        facts: facts(receipt, &zone),
        recipient: receipt
            .recipient
            .as_ref()
            .map(recipient)
            .unwrap_or_default(),
        heads: heads(receipt),
        lines: receipt.lines.iter().map(line).collect(),
        sums: sums(receipt),
        taxes: receipt.taxes.iter().map(tax).collect(),
        payments: payments(receipt, &zone),
        footer: footer(receipt),
    }
}

/// Of what a file of it is called: plain letters, digits and hyphens.
pub fn file_name(receipt: &ReceiptView) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let number: String = receipt.number.chars().map(plain).collect();
    format!("receipt-{number}.pdf")
}

fn title(kind: ReceiptKind) -> &'static str {
    match kind {
        ReceiptKind::TaxInvoice => "Tax invoice",
        ReceiptKind::Invoice => "Invoice",
    }
}

fn stamp(status: ReceiptStatus) -> Option<&'static str> {
    match status {
        ReceiptStatus::Open | ReceiptStatus::Paid => None,
        ReceiptStatus::Stale => Some("OUT OF DATE"),
        ReceiptStatus::Replaced => Some("REPLACED"),
        ReceiptStatus::Void => Some("VOID"),
        ReceiptStatus::Refunded => Some("REFUNDED"),
    }
}

fn seller_lines(seller: &SellerView) -> Vec<String> {
    let mut lines = vec![seller.branch.clone()];
    lines.extend(
        seller
            .legal_name
            .as_ref()
            .map(|name| name.as_str().to_owned()),
    );
    lines.extend(seller.address.as_ref().map(|at| at.as_str().to_owned()));
    lines.extend(seller.registrations.iter().map(registration));
    lines
}

fn registration(of: &RegistrationView) -> String {
    format!("{} {}", of.name.as_str(), of.number.as_str())
}

fn recipient(of: &RecipientView) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(of.name.as_ref().map(|name| name.as_str().to_owned()));
    lines.extend(of.address.as_ref().map(|at| at.as_str().to_owned()));
    lines.extend(of.registration.as_ref().map(registration));
    lines
}

fn time(at: Timestamp, zone: &TimeZone) -> String {
    let zoned = at.to_zoned(zone.clone());
    zoned.strftime("%-d %b %Y, %H:%M").to_string()
}

fn facts(receipt: &ReceiptView, zone: &TimeZone) -> Vec<(String, String)> {
    let place = match receipt.place.kind {
        ReceiptPlaceKind::Table => "Table",
        ReceiptPlaceKind::Pickup => "Pickup",
        ReceiptPlaceKind::Delivery => "Delivery",
    };
    vec![
        ("Number".to_owned(), receipt.number.clone()),
        ("Date".to_owned(), time(receipt.issued_at, zone)),
        (place.to_owned(), receipt.place.name.clone()),
    ]
}

fn heads(receipt: &ReceiptView) -> Heads {
    Heads {
        item: "Item".to_owned(),
        quantity: "Qty".to_owned(),
        price: "Price".to_owned(),
        amount: format!("Amount, {}", receipt.currency),
        tax: match receipt.prices_include_tax {
            true => "Tax, in the prices".to_owned(),
            false => "Tax".to_owned(),
        },
        taxable: "Taxable amount".to_owned(),
        on: "on".to_owned(),
        recipient: "Billed to".to_owned(),
        payments: "Payments".to_owned(),
    }
}

fn line(line: &ReceiptLine) -> Line {
    let off = Some(line.discount).filter(|off| off.minor > 0);
    Line {
        // A share of everything has no name of its own.
        name: line
            .name
            .clone()
            .unwrap_or_else(|| "Share of the bill".to_owned()),
        note: off.map(|off| format!("{} off", plain(off))),
        quantity: line.quantity.map(|n| n.to_string()).unwrap_or_default(),
        price: line.unit_price.map(plain).unwrap_or_default(),
        amount: plain(line.total),
    }
}

fn tax(tax: &BillTax) -> TaxLine {
    TaxLine {
        name: format!("{} {}", tax.name.as_str(), rate(tax.rate_bp)),
        taxable: plain(tax.taxable),
        amount: plain(tax.amount),
    }
}

fn sums(receipt: &ReceiptView) -> Vec<Sum> {
    let sum = |label: &str, amount: String, strong| Sum {
        label: label.to_owned(),
        amount,
        strong,
    };
    let mut sums = vec![sum("Subtotal", plain(receipt.subtotal), false)];
    if receipt.discount.minor > 0 {
        let amount = format!("-{}", plain(receipt.discount));
        sums.push(sum("Discount", amount, false));
    }
    if receipt.service_charge.minor != 0 {
        sums.push(sum("Service charge", plain(receipt.service_charge), false));
    }
    if !receipt.prices_include_tax {
        for of in &receipt.taxes {
            let TaxLine { name, amount, .. } = tax(of);
            sums.push(sum(&name, amount, false));
        }
    }
    if receipt.round_off.minor != 0 {
        sums.push(sum("Round-off", plain(receipt.round_off), false));
    }
    sums.push(sum("Total", whole(receipt.total), true));
    if receipt.due.minor > 0 && receipt.status == ReceiptStatus::Open {
        if receipt.paid.minor > 0 {
            sums.push(sum("Paid", plain(receipt.paid), false));
        }
        sums.push(sum("To pay", plain(receipt.due), false));
    }
    sums
}

fn payments(receipt: &ReceiptView, zone: &TimeZone) -> Vec<(String, String)> {
    let paid = receipt.payments.iter().map(|payment| {
        let how = format!("{}, {}", method(payment.method), time(payment.at, zone));
        (how, plain(payment.amount))
    });
    let back = receipt.refunds.iter().map(|refund| {
        let how = format!(
            "Refund, {}, {}",
            method(refund.method),
            time(refund.at, zone)
        );
        (how, format!("-{}", plain(refund.amount)))
    });
    paid.chain(back).collect()
}

fn method(by: PaidBy) -> &'static str {
    match by {
        PaidBy::Cash => "Cash",
        PaidBy::Card => "Card",
        PaidBy::Upi => "UPI",
        PaidBy::Due => "On account",
        PaidBy::Voucher => "Voucher",
    }
}

fn footer(receipt: &ReceiptView) -> Vec<String> {
    let footer = receipt.seller.footer.as_ref();
    footer
        .map(|line| line.as_str().to_owned())
        .into_iter()
        .collect()
}

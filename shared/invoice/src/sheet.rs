//! What stands on an invoice, as text that is ready to be set.

/// What it is printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Sheets.
    A4,
    /// A roll of 80 mm, of which 72 mm can be printed on.
    Roll,
}

/// What was sold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    /// What was taken off, in words.
    pub note: Option<String>,
    pub quantity: String,
    pub price: String,
    pub amount: String,
}

/// A line of the sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub label: String,
    pub amount: String,
    /// Whether it is what counts.
    pub strong: bool,
}

/// A tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxLine {
    /// With its rate: `CGST 2.5%`.
    pub name: String,
    pub taxable: String,
    pub amount: String,
}

/// The words that are on every invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    pub item: String,
    pub quantity: String,
    pub price: String,
    pub amount: String,
    pub tax: String,
    pub taxable: String,
    /// Before what a tax is of: "on".
    pub on: String,
    pub recipient: String,
    pub payments: String,
}

/// All that stands on an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// What kind of paper it is: "Tax invoice".
    pub title: String,
    /// By which it is found.
    pub number: String,
    /// In large words, what whoever reads it must know first: that it is void.
    pub stamp: Option<String>,
    /// What the seller is called by its guests.
    pub seller: String,
    /// All else of the seller.
    pub seller_lines: Vec<String>,
    /// Number, date, table: what each is called, and what it is.
    pub facts: Vec<(String, String)>,
    /// Who buys, where they are named.
    pub recipient: Vec<String>,
    pub heads: Heads,
    pub lines: Vec<Line>,
    pub sums: Vec<Sum>,
    pub taxes: Vec<TaxLine>,
    /// How it was paid, and what went back.
    pub payments: Vec<(String, String)>,
    /// What stands below.
    pub footer: Vec<String>,
}

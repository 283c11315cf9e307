//! Keys taken apart: no other file does it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use salver_domain::bill::number::{InvoicePrefix, Series};
use salver_domain::business_day::BusinessDay;
use salver_domain::id::{
    BillId, BranchId, BrandId, CallId, CheckId, DuesId, FamilyId, GuestId, LinkId, MessageId,
    OrderId, PaymentId, PhotoId, PrintJobId, PrinterId, RefundId, SectionId, StaffId, StationId,
    TableCode, TableId,
};
use salver_domain::phone_number::PhoneNumber;
use salver_domain::photo::PhotoSize;

use super::{PK, SK};

/// What an item of the table is, by its key. Whoever acts on the table's changes matches all
/// of these, so that a new kind of item is decided on there (a lint holds it). Whoever reads a
/// partition of its own passes over what it does not know, so that a release can bear what the
/// next one writes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Nothing: a key that is read to open the connection.
    Nothing,
    /// That the house is set up.
    Claim,
    /// A chain.
    Brand(BrandId),
    /// A branch in its chain's list.
    BranchOfBrand(BrandId, BranchId),
    /// A person in the list of those who work for a whole brand.
    StaffOfBrand(BrandId, StaffId),
    /// A published menu, by its version.
    Menu(BrandId, u64),
    /// A brand's menu in the making.
    Draft(BrandId),
    /// A picture of a photo.
    Photo(PhotoId, PhotoSize),
    /// How a branch works.
    Profile(BranchId),
    /// Where a branch's floor plan is.
    FloorPlan(BranchId),
    /// Which cards lie on its tables.
    PrintedCards(BranchId),
    /// What a branch's status screens show, and by which link.
    StatusScreen(BranchId),
    /// A section of the floor.
    Section(BranchId, SectionId),
    Table(BranchId, TableId),
    /// A kitchen station.
    Station(BranchId, StationId),
    /// By what a printer shows who it is, and what it said of itself.
    Printer(BranchId, PrinterId),
    /// What a printer shall print.
    PrintJob(PrintJobId),
    /// What a customer is told at their telephone.
    Message(MessageId),
    /// A person in the list of those who work at a branch.
    Staff(BranchId, StaffId),
    /// What is to be had at a branch.
    Stock(BranchId),
    /// What a branch says otherwise of its brand's menu.
    Overrides(BranchId),
    /// The counter of a business day's order numbers.
    OrderCounter(BranchId, BusinessDay),
    /// The counter of a business day's pickups and deliveries.
    AwayCounter(BranchId, BusinessDay),
    /// The counter of a financial year's bills, of those with one prefix.
    BillCounter(BranchId, Series),
    /// A person who signs in.
    Account(StaffId),
    /// What a person is at one branch.
    MembershipOfBranch(StaffId, BranchId),
    /// What a person is at each branch of a brand.
    MembershipOfBrand(StaffId, BrandId),
    /// Where a table's code leads.
    TableCode(TableCode),
    /// Whom a login leads to.
    Login(String),
    /// A sign-in with its chain of refresh tokens.
    RefreshFamily(FamilyId),
    /// A one-time link of the staff.
    StaffLink(LinkId),
    /// A party's account.
    Check(CheckId),
    /// A phone of a party.
    Guest(CheckId, GuestId),
    /// A cart of a party, by its name.
    Cart(CheckId, String),
    /// Who a pickup or a delivery is for.
    Customer(CheckId),
    Order(OrderId),
    /// A guest's call.
    Call(CallId),
    /// What moves of a check's bills.
    Settlement(CheckId),
    /// An issue of a bill.
    Bill(BillId, u32),
    /// Money that came for a bill.
    Payment(PaymentId),
    /// Money that was given back.
    Refund(RefundId),
    /// What a customer owes a branch.
    DuesAccount(DuesId),
    /// An entry of its ledger.
    DuesEntry(DuesId, u32),
    /// Whose account a telephone number leads to.
    DuesPhone(BranchId, PhoneNumber),
    /// Somebody's word that a colleague may.
    Approval,
    /// A business day of the till.
    TillDay(BranchId, BusinessDay),
    /// What of one deed counts for its business day.
    TillEntry(BranchId, BusinessDay),
    /// A request that was answered.
    IdempotencyRecord,
    /// A window in which tries are counted.
    RateWindow,
    /// The right to open one connection.
    Ticket,
    /// A connection by itself.
    Connection(String),
    /// A connection as a listener of topics of a scope.
    Listener {
        scope: String,
        connection: String,
    },
    /// How many events each topic of a scope has had.
    Sequence(String),
    /// An entry in the record of who did what, of a branch, a brand or nobody.
    AuditEntry,
    /// What of an order counts.
    Fact(BranchId, BusinessDay),
    /// The figures of a business day.
    DayFigures(BranchId, BusinessDay),
    /// Its quarters of an hour.
    Quarters(BranchId, BusinessDay),
}

impl Row {
    /// What has this key; `None` for a key that no code of ours makes.
    pub fn parse(pk: &str, sk: &str) -> Option<Self> {
        let (kind, id) = pk.split_once('#').unwrap_or((pk, ""));
        let (part, of) = sk.split_once('#').unwrap_or((sk, ""));
        match kind {
            "WARM" => Some(Self::Nothing),
            "CLAIM" => Some(Self::Claim),
            "BRAND" => Self::of_brand(id.parse().ok()?, part, of),
            "BRANCH" => Self::of_branch(id.parse().ok()?, part, of),
            "ACCOUNT" => Self::of_account(id.parse().ok()?, part, of),
            "CHECK" => Self::of_check(id.parse().ok()?, part, of),
            "CUSTOMER" => id.parse().ok().map(Self::Customer),
            "DUES" => Self::of_dues(id.parse().ok()?, part, of),
            "OWING" if part == "PHONE" => {
                let phone = PhoneNumber::try_from(of.to_owned()).ok()?;
                Some(Self::DuesPhone(id.parse().ok()?, phone))
            }
            "FIGURES" => Self::of_figures(id.parse().ok()?, part, of),
            "PHOTO" if part == "WIDTH" => {
                Some(Self::Photo(id.parse().ok()?, PhotoSize::of_width(of)?))
            }
            "PRINT" if part == "JOB" => of.parse().ok().map(Self::PrintJob),
            "MESSAGES" if part == "MESSAGE" => of.parse().ok().map(Self::Message),
            "CODE" => id.parse().ok().map(Self::TableCode),
            "LOGIN" => Some(Self::Login(id.to_owned())),
            "REFRESH" => id.parse().ok().map(Self::RefreshFamily),
            "LINK" => id.parse().ok().map(Self::StaffLink),
            "APPROVAL" => Some(Self::Approval),
            "TILL" => Self::of_till(id, part, of),
            "IDEM" => Some(Self::IdempotencyRecord),
            "RATE" => Some(Self::RateWindow),
            "TICKET" => Some(Self::Ticket),
            "AUDIT" => Some(Self::AuditEntry),
            "CONN" => Some(Self::Connection(id.to_owned())),
            "TOPIC" => match part {
                "SEQ" => Some(Self::Sequence(id.to_owned())),
                "CONN" => Some(Self::Listener {
                    scope: id.to_owned(),
                    connection: of.to_owned(),
                }),
                _ => None,
            },
            _ => None,
        }
    }

    /// What an item is; `None` for one that no code of ours writes.
    pub fn of(item: &HashMap<String, AttributeValue>) -> Option<Self> {
        let text = |name| item.get(name)?.as_s().ok();
        Self::parse(text(PK)?, text(SK)?)
    }

    fn of_brand(brand: BrandId, part: &str, of: &str) -> Option<Self> {
        match part {
            "BRAND" => Some(Self::Brand(brand)),
            "BRANCH" => Some(Self::BranchOfBrand(brand, of.parse().ok()?)),
            "STAFF" => Some(Self::StaffOfBrand(brand, of.parse().ok()?)),
            "MENU" => Some(Self::Menu(brand, of.parse().ok()?)),
            "DRAFT" => Some(Self::Draft(brand)),
            _ => None,
        }
    }

    fn of_branch(branch: BranchId, part: &str, of: &str) -> Option<Self> {
        match part {
            "PROFILE" => Some(Self::Profile(branch)),
            "PLAN" => Some(Self::FloorPlan(branch)),
            "CARDS" => Some(Self::PrintedCards(branch)),
            "SCREEN" => Some(Self::StatusScreen(branch)),
            "SECTION" => Some(Self::Section(branch, of.parse().ok()?)),
            "TABLE" => Some(Self::Table(branch, of.parse().ok()?)),
            "STATION" => Some(Self::Station(branch, of.parse().ok()?)),
            "PRINTER" => Some(Self::Printer(branch, of.parse().ok()?)),
            "STAFF" => Some(Self::Staff(branch, of.parse().ok()?)),
            "STOCK" => Some(Self::Stock(branch)),
            "OVERRIDES" => Some(Self::Overrides(branch)),
            "COUNT" => {
                let (what, of) = of.split_once('#')?;
                match what {
                    "ORDER" => Some(Self::OrderCounter(branch, of.parse().ok()?)),
                    "AWAY" => Some(Self::AwayCounter(branch, of.parse().ok()?)),
                    "BILL" => {
                        let (year, prefix) = of.split_once('#').unwrap_or((of, ""));
                        let series = Series {
                            year: year.parse().ok()?,
                            prefix: InvoicePrefix::parse(prefix).ok()?,
                        };
                        Some(Self::BillCounter(branch, series))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn of_account(account: StaffId, part: &str, of: &str) -> Option<Self> {
        match (part, of.split_once('#')) {
            ("ACCOUNT", _) => Some(Self::Account(account)),
            ("MEMBER", Some(("BRANCH", id))) => {
                Some(Self::MembershipOfBranch(account, id.parse().ok()?))
            }
            ("MEMBER", Some(("BRAND", id))) => {
                Some(Self::MembershipOfBrand(account, id.parse().ok()?))
            }
            _ => None,
        }
    }

    fn of_check(check: CheckId, part: &str, of: &str) -> Option<Self> {
        match part {
            "CHECK" => Some(Self::Check(check)),
            "GUEST" => Some(Self::Guest(check, of.parse().ok()?)),
            "CART" => Some(Self::Cart(check, of.to_owned())),
            "ORDER" => of.parse().ok().map(Self::Order),
            "CALL" => of.parse().ok().map(Self::Call),
            "SETTLEMENT" => Some(Self::Settlement(check)),
            "BILL" => {
                let (bill, issue) = of.split_once('#')?;
                Some(Self::Bill(bill.parse().ok()?, issue.parse().ok()?))
            }
            "PAYMENT" => of.parse().ok().map(Self::Payment),
            "REFUND" => of.parse().ok().map(Self::Refund),
            _ => None,
        }
    }

    fn of_till(id: &str, part: &str, of: &str) -> Option<Self> {
        match (id.split_once('#'), part) {
            (None, "DAY") => Some(Self::TillDay(id.parse().ok()?, of.parse().ok()?)),
            (Some((branch, day)), "ENTRY") => {
                Some(Self::TillEntry(branch.parse().ok()?, day.parse().ok()?))
            }
            _ => None,
        }
    }

    fn of_dues(account: DuesId, part: &str, of: &str) -> Option<Self> {
        match part {
            "DUES" => Some(Self::DuesAccount(account)),
            "ENTRY" => Some(Self::DuesEntry(account, of.parse().ok()?)),
            _ => None,
        }
    }

    fn of_figures(branch: BranchId, part: &str, of: &str) -> Option<Self> {
        match part {
            "FACT" => {
                let (day, _) = of.split_once('#')?;
                Some(Self::Fact(branch, day.parse().ok()?))
            }
            "DAY" => Some(Self::DayFigures(branch, of.parse().ok()?)),
            "QUARTERS" => Some(Self::Quarters(branch, of.parse().ok()?)),
            _ => None,
        }
    }
}

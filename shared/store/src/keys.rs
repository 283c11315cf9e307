//! Every key of the table. No other file builds one, and none but `keys/row.rs` takes one
//! apart.
//!
//! The entity chart and the access patterns stand in `docs/table.md`; the test below
//! asserts each row of it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;

use salver_domain::bill::number::Series;
use salver_domain::business_day::BusinessDay;
use salver_domain::id::{
    BillId, BranchId, BrandId, CallId, CheckId, DuesId, FamilyId, GuestId, LinkId, MessageId,
    OrderId, PaymentId, PhotoId, PrintJobId, PrinterId, RefundId, SectionId, StaffId, StationId,
    TableCode, TableId,
};
use salver_domain::phone_number::PhoneNumber;
use salver_domain::photo::PhotoSize;
use salver_domain::topic::Scope;

mod row;

pub use row::Row;

/// The sparse index of what is open.
pub const OPEN_INDEX: &str = "gsi1";
/// Partition key attribute.
pub const PK: &str = "pk";
/// Sort key attribute.
pub const SK: &str = "sk";
/// Partition key attribute of [`OPEN_INDEX`].
pub const GSI_PK: &str = "gsi1pk";
/// Sort key attribute of [`OPEN_INDEX`].
pub const GSI_SK: &str = "gsi1sk";
/// The TTL attribute, seconds since 1970.
pub const EXPIRES_AT: &str = "expires_at";

/// A primary key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The partition.
    pub pk: String,
    /// The item in it.
    pub sk: String,
}

impl Key {
    fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self {
            pk: pk.into(),
            sk: sk.into(),
        }
    }

    /// As the SDK takes it.
    pub fn attributes(&self) -> HashMap<String, AttributeValue> {
        HashMap::from([
            (PK.to_owned(), AttributeValue::S(self.pk.clone())),
            (SK.to_owned(), AttributeValue::S(self.sk.clone())),
        ])
    }
}

/// A key under which there is never anything: read once to open the connection.
pub fn nothing() -> Key {
    Key::new("WARM", "WARM")
}

/// That the house is set up: there is one such item, and whoever writes it is first.
pub fn claim() -> Key {
    Key::new("CLAIM", "CLAIM")
}

/// A chain.
pub fn brand(id: &BrandId) -> Key {
    Key::new(brand_partition(id), "BRAND")
}

/// The partition of a chain: its branches, and who works for all of it.
pub fn brand_partition(id: &BrandId) -> String {
    format!("BRAND#{id}")
}

/// A branch in its chain's list.
pub fn brand_branch(brand: &BrandId, branch: &BranchId) -> Key {
    Key::new(brand_partition(brand), branch_partition(branch))
}

/// Where the partitions of branches begin, and the branches in their chain's.
pub const BRANCH_PREFIX: &str = "BRANCH#";

/// The partition of all that a branch is made of.
pub fn branch_partition(id: &BranchId) -> String {
    format!("{BRANCH_PREFIX}{id}")
}

/// A branch's profile.
pub fn profile(branch: &BranchId) -> Key {
    Key::new(branch_partition(branch), "PROFILE")
}

/// Where a branch's floor plan is.
pub fn floor_plan(branch: &BranchId) -> Key {
    Key::new(branch_partition(branch), "PLAN")
}

/// Which cards lie on a branch's tables.
pub fn printed_cards(branch: &BranchId) -> Key {
    Key::new(branch_partition(branch), "CARDS")
}

/// What a branch's status screens show, and by which link.
pub fn status_screen(branch: &BranchId) -> Key {
    Key::new(branch_partition(branch), "SCREEN")
}

/// A section of the floor.
pub fn section(branch: &BranchId, id: &SectionId) -> Key {
    Key::new(branch_partition(branch), format!("SECTION#{id}"))
}

/// Where a branch's tables begin.
pub const TABLE_PREFIX: &str = "TABLE#";

/// A table, in its branch's partition, so that the floor is one query.
pub fn table(branch: &BranchId, id: &TableId) -> Key {
    Key::new(branch_partition(branch), format!("{TABLE_PREFIX}{id}"))
}

/// A kitchen station.
pub fn station(branch: &BranchId, id: &StationId) -> Key {
    Key::new(branch_partition(branch), format!("STATION#{id}"))
}

/// By what a printer of a branch shows who it is, and what it said of itself.
pub fn printer(branch: &BranchId, id: &PrinterId) -> Key {
    Key::new(branch_partition(branch), format!("PRINTER#{id}"))
}

/// The partition of a branch's print jobs, apart from what orders and floor are read by.
pub fn print_partition(branch: &BranchId) -> String {
    format!("PRINT#{branch}")
}

/// Where a branch's print jobs begin, the oldest first.
pub const JOB_PREFIX: &str = "JOB#";

/// What a printer shall print.
pub fn print_job(id: &PrintJobId) -> Key {
    Key::new(print_partition(&id.branch()), format!("{JOB_PREFIX}{id}"))
}

/// Index partition of what waits for a printer or is with it, by the time it was made.
pub fn print_queue(branch: &BranchId, printer: &PrinterId) -> String {
    format!("BRANCH#{branch}#PRINTER#{printer}")
}

/// The partition of what a branch tells its customers: apart, so that whoever follows the stream
/// for checks is handed no telephone number.
pub fn message_partition(branch: &BranchId) -> String {
    format!("MESSAGES#{branch}")
}

/// Where a branch's messages begin, the oldest first.
pub const MESSAGE_PREFIX: &str = "MESSAGE#";

/// What a customer is told at their telephone.
pub fn message(id: &MessageId) -> Key {
    Key::new(
        message_partition(&id.branch()),
        format!("{MESSAGE_PREFIX}{id}"),
    )
}

/// In so many partitions of the index are the messages that wait: one partition bears 1,000 writes
/// a second, and when it bears no more, what is told by the commit of an order fails that order.
pub const MESSAGE_SHARDS: u8 = 8;

/// In which of them a message is: by the last letter of its ID, which is random.
pub fn message_shard(id: &MessageId) -> u8 {
    let last = id.as_str().bytes().last().unwrap_or_default();
    last % MESSAGE_SHARDS
}

/// Index partition of the messages that wait or are being sent, of all branches, by when somebody
/// has to look at them.
pub fn waiting_messages(shard: u8) -> String {
    format!("WAITING#{shard}")
}

/// Where the staff of a branch or of a whole brand begin.
pub const STAFF_PREFIX: &str = "STAFF#";

/// A person in the list of those who work at a branch.
pub fn staff(branch: &BranchId, id: &StaffId) -> Key {
    Key::new(branch_partition(branch), format!("{STAFF_PREFIX}{id}"))
}

/// A person in the list of those who work for a whole brand.
pub fn brand_staff(brand: &BrandId, id: &StaffId) -> Key {
    Key::new(brand_partition(brand), format!("{STAFF_PREFIX}{id}"))
}

/// Where the partitions of accounts begin.
pub const ACCOUNT_PREFIX: &str = "ACCOUNT#";
/// The account itself in its partition.
pub const ACCOUNT: &str = "ACCOUNT";
/// Where an account's memberships begin.
pub const MEMBER_PREFIX: &str = "MEMBER#";

/// The partition of a person: their account and their memberships.
pub fn account_partition(id: &StaffId) -> String {
    format!("{ACCOUNT_PREFIX}{id}")
}

/// A person.
pub fn account(id: &StaffId) -> Key {
    Key::new(account_partition(id), ACCOUNT)
}

/// What a person is at one branch.
pub fn branch_membership(account: &StaffId, branch: &BranchId) -> Key {
    let sk = format!("{MEMBER_PREFIX}{}", branch_partition(branch));
    Key::new(account_partition(account), sk)
}

/// What a person is at each branch of a brand.
pub fn brand_membership(account: &StaffId, brand: &BrandId) -> Key {
    let sk = format!("{MEMBER_PREFIX}{}", brand_partition(brand));
    Key::new(account_partition(account), sk)
}

/// Where a brand's menus begin.
pub const MENU_PREFIX: &str = "MENU#";

/// A published menu of a brand. It never changes; ten digits keep versions in their order.
pub fn menu(brand: &BrandId, version: u64) -> Key {
    let sk = format!("{MENU_PREFIX}{version:010}");
    Key::new(format!("BRAND#{brand}"), sk)
}

/// A brand's menu in the making.
pub fn draft(brand: &BrandId) -> Key {
    Key::new(brand_partition(brand), "DRAFT")
}

/// A picture of a photo, by its width. It never changes, and is nobody's: whoever knows its name
/// may see it.
pub fn photo(id: &PhotoId, size: PhotoSize) -> Key {
    Key::new(format!("PHOTO#{id}"), format!("WIDTH#{}", size.width()))
}

/// What changes often beside the menu.
pub const STOCK: &str = "STOCK";

/// Availability and versions of a branch.
pub fn stock(branch: &BranchId) -> Key {
    Key::new(branch_partition(branch), STOCK)
}

/// What a branch says otherwise of its brand's menu.
pub fn overrides(branch: &BranchId) -> Key {
    Key::new(branch_partition(branch), "OVERRIDES")
}

/// The counter of a business day's order numbers.
pub fn order_counter(branch: &BranchId, day: BusinessDay) -> Key {
    Key::new(branch_partition(branch), format!("COUNT#ORDER#{day}"))
}

/// The counter of a business day's pickups and deliveries.
pub fn away_counter(branch: &BranchId, day: BusinessDay) -> Key {
    Key::new(branch_partition(branch), format!("COUNT#AWAY#{day}"))
}

/// The counter of a financial year's bills, of those with one prefix.
pub fn bill_counter(branch: &BranchId, series: &Series) -> Key {
    let year = &series.year;
    let sk = match &series.prefix {
        None => format!("COUNT#BILL#{year}"),
        Some(prefix) => format!("COUNT#BILL#{year}#{}", prefix.as_str()),
    };
    Key::new(branch_partition(branch), sk)
}

/// What a QR code's code leads to.
pub fn table_code(code: &TableCode) -> Key {
    Key::new(format!("CODE#{code}"), "CODE")
}

/// Who signs in with this login, which must be lower case.
pub fn login(login: &str) -> Key {
    Key::new(format!("LOGIN#{login}"), "LOGIN")
}

/// Where the partitions of sign-ins begin.
pub const REFRESH_PREFIX: &str = "REFRESH#";

/// One staff sign-in with its chain of refresh tokens.
pub fn refresh(family: &FamilyId) -> Key {
    Key::new(format!("{REFRESH_PREFIX}{family}"), "REFRESH")
}

/// A one-time link of the staff, by the hash of its code.
pub fn staff_link(id: &LinkId) -> Key {
    Key::new(format!("LINK#{id}"), "LINK")
}

/// Index partition of a brand's open invitations, by the time they were made.
pub fn open_invitations(brand: &BrandId) -> String {
    format!("BRAND#{brand}#INVITATIONS")
}

/// Where the partitions of checks begin.
pub const CHECK_PREFIX: &str = "CHECK#";
/// The check itself in its partition.
pub const CHECK: &str = "CHECK";
/// Where a check's guests begin.
pub const GUEST_PREFIX: &str = "GUEST#";
/// Where a check's carts begin.
pub const CART_PREFIX: &str = "CART#";
/// Where a check's orders begin.
pub const ORDER_PREFIX: &str = "ORDER#";

/// The partition of one party: check, guests, carts, orders.
pub fn check_partition(id: &CheckId) -> String {
    format!("{CHECK_PREFIX}{id}")
}

/// The account of a party; what belongs to it lies in the same partition.
pub fn check(id: &CheckId) -> Key {
    Key::new(check_partition(id), CHECK)
}

/// A guest of a check.
pub fn guest(check: &CheckId, id: &GuestId) -> Key {
    Key::new(check_partition(check), format!("{GUEST_PREFIX}{id}"))
}

/// A cart of a check.
pub fn cart(check: &CheckId, id: &str) -> Key {
    Key::new(check_partition(check), format!("{CART_PREFIX}{id}"))
}

/// Who a pickup or a delivery is for: not in the check's partition, so that whoever follows the
/// stream for checks is handed nothing of it.
pub fn customer(check: &CheckId) -> Key {
    Key::new(format!("CUSTOMER#{check}"), "CUSTOMER")
}

/// An order of its check.
pub fn order(id: &OrderId) -> Key {
    Key::new(check_partition(&id.check()), format!("{ORDER_PREFIX}{id}"))
}

/// Where a check's calls begin.
pub const CALL_PREFIX: &str = "CALL#";

/// A call of a check.
pub fn call(id: &CallId) -> Key {
    Key::new(check_partition(&id.check()), format!("{CALL_PREFIX}{id}"))
}

/// What moves of a check's bills.
pub fn settlement(check: &CheckId) -> Key {
    Key::new(check_partition(check), "SETTLEMENT")
}

/// An issue of a bill. It never changes; four digits keep issues in their order.
pub fn bill(id: &BillId, issue: u32) -> Key {
    Key::new(
        check_partition(&id.check()),
        format!("BILL#{id}#{issue:04}"),
    )
}

/// Money that came for a bill of a check.
pub fn payment(id: &PaymentId) -> Key {
    Key::new(check_partition(&id.check()), format!("PAYMENT#{id}"))
}

/// Money that was given back of a bill of a check.
pub fn refund(id: &RefundId) -> Key {
    Key::new(check_partition(&id.check()), format!("REFUND#{id}"))
}

/// The partition of what a customer owes: the account and its ledger. Not in the branch's, so that
/// whoever reads floor and tables is handed no name and number.
pub fn dues_partition(id: &DuesId) -> String {
    format!("DUES#{id}")
}

/// What a customer owes a branch.
pub fn dues_account(id: &DuesId) -> Key {
    Key::new(dues_partition(id), "DUES")
}

/// How the sort keys of entries begin, of a till's day as of a customer's account.
pub const ENTRY_PREFIX: &str = "ENTRY#";

/// An entry of a customer's ledger. It never changes; ten digits keep entries in their order.
pub fn dues_entry(id: &DuesId, number: u32) -> Key {
    Key::new(dues_partition(id), format!("{ENTRY_PREFIX}{number:010}"))
}

/// Whose account at a branch a telephone number leads to.
pub fn dues_phone(branch: &BranchId, phone: &PhoneNumber) -> Key {
    Key::new(
        format!("OWING#{branch}"),
        format!("PHONE#{}", phone.as_str()),
    )
}

/// Index partition of the accounts on which a branch is owed something, by since when.
pub fn open_dues(branch: &BranchId) -> String {
    format!("BRANCH#{branch}#DUES")
}

/// Somebody's word that a colleague may, by the hash of its secret.
pub fn approval(hash: &str) -> Key {
    Key::new(format!("APPROVAL#{hash}"), "APPROVAL")
}

/// The partition of the business days of a branch's till.
pub fn till_partition(branch: &BranchId) -> String {
    format!("TILL#{branch}")
}

/// A business day of the till: how many entries it has, and its report once it is closed.
pub fn till_day(branch: &BranchId, day: BusinessDay) -> Key {
    Key::new(till_partition(branch), format!("{DAY_PREFIX}{day}"))
}

/// The partition of what of a business day counts.
pub fn till_entries(branch: &BranchId, day: BusinessDay) -> String {
    format!("TILL#{branch}#{day}")
}

/// What of one deed counts for its business day, by the time at which it was done.
pub fn till_entry(branch: &BranchId, day: BusinessDay, at: Timestamp, id: &str) -> Key {
    let sk = format!("{ENTRY_PREFIX}{}", open_since(at, id));
    Key::new(till_entries(branch, day), sk)
}

/// Where a day's entries of a moment begin, and what is behind its last one.
pub fn till_entries_since(branch: &BranchId, day: BusinessDay, at: Timestamp) -> [Key; 2] {
    // The character that follows the `#` of the prefix.
    let behind = format!("{}$", ENTRY_PREFIX.trim_end_matches('#'));
    let first = till_entry(branch, day, at, "");
    [first, Key::new(till_entries(branch, day), behind)]
}

/// Index partition of a branch's open calls, by the time they were made.
pub fn open_calls(branch: &BranchId) -> String {
    format!("BRANCH#{branch}#CALLS")
}

/// Index partition of a branch's open checks, by opening time.
pub fn open_checks(branch: &BranchId) -> String {
    format!("BRANCH#{branch}#CHECKS")
}

/// Index partition of the sessions of a branch that were closed and not paid, by closing time.
pub fn left_checks(branch: &BranchId) -> String {
    format!("BRANCH#{branch}#LEFT")
}

/// Index partition of a branch's open orders, by the time they were placed.
pub fn open_orders(branch: &BranchId) -> String {
    format!("BRANCH#{branch}#ORDERS")
}

/// Sort key in the index: time first, so that the oldest comes first.
pub fn open_since(at: Timestamp, id: &str) -> String {
    format!("{}#{id}", at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ"))
}

/// A request that was answered once; `scope` is the caller's verified identity.
pub fn idempotency(scope: &str, key: &str) -> Key {
    Key::new(format!("IDEM#{scope}#{key}"), "IDEM")
}

/// A window in which tries are counted.
pub fn rate(what: &str, who: &str) -> Key {
    Key::new(format!("RATE#{what}#{who}"), "RATE")
}

/// A WebSocket ticket, by the hash of its secret.
pub fn ticket(hash: &str) -> Key {
    Key::new(format!("TICKET#{hash}"), "TICKET")
}

/// A connection by itself: who it is and what it listens to.
pub fn connection(id: &str) -> Key {
    Key::new(format!("CONN#{id}"), "CONN")
}

/// The partition of what is told in one go: who listens to its topics, and their numbers.
pub fn scope_partition(scope: &Scope) -> String {
    format!("TOPIC#{}", scope.as_str())
}

/// Where a scope's listeners begin.
pub const CONNECTION_PREFIX: &str = "CONN#";

/// A connection as a listener of topics of a scope.
pub fn listener(scope: &Scope, connection: &str) -> Key {
    Key::new(
        scope_partition(scope),
        format!("{CONNECTION_PREFIX}{connection}"),
    )
}

/// How many events each topic of a scope has had.
pub fn sequence(scope: &Scope) -> Key {
    Key::new(scope_partition(scope), "SEQ")
}

/// An entry in a branch's record of who did what. `day` is the UTC day of the entry, so
/// that no writer needs the branch's time zone; `id` sorts by time.
pub fn audit(branch: &BranchId, day: &str, id: &str) -> Key {
    Key::new(format!("AUDIT#{branch}#{day}"), id)
}

/// An entry in a brand's record, about what concerns no single branch.
pub fn brand_audit(brand: &BrandId, day: &str, id: &str) -> Key {
    Key::new(format!("AUDIT#BRAND#{brand}#{day}"), id)
}

/// An entry in nobody's record, about a login that no person has. No branch is called so: an
/// underscore parts IDs.
pub fn nobodys_audit(day: &str, id: &str) -> Key {
    Key::new(format!("AUDIT#NO_BODY#{day}"), id)
}

/// Where the partitions of figures begin.
pub const FIGURES_PREFIX: &str = "FIGURES#";
/// Where a branch's days begin.
pub const DAY_PREFIX: &str = "DAY#";

/// Where facts begin in that partition.
pub const FACT_PREFIX: &str = "FACT#";

/// The partition of a branch's figures and of the facts behind them.
pub fn figures_partition(branch: &BranchId) -> String {
    format!("{FIGURES_PREFIX}{branch}")
}

/// The fact of an order: by its business day and the time it was placed, none of which ever
/// changes, so that the facts are the branch's list of orders too.
pub fn fact(branch: &BranchId, day: BusinessDay, placed_at: Timestamp, order: &OrderId) -> Key {
    let since = open_since(placed_at, order.as_str());
    let of_day = facts_of(day);
    Key::new(figures_partition(branch), format!("{of_day}{since}"))
}

/// Where the facts of a business day begin; behind all of those before it.
pub fn facts_of(day: BusinessDay) -> String {
    format!("{FACT_PREFIX}{day}#")
}

/// Behind the facts of a business day.
pub fn facts_until(day: BusinessDay) -> String {
    // The character that follows the `#` of the day's facts.
    format!("{FACT_PREFIX}{day}$")
}

/// Where a day's facts of a moment begin: between two of these are the orders from the one
/// moment until before the other.
pub fn facts_since(day: BusinessDay, at: Timestamp) -> String {
    format!("{}{}", facts_of(day), open_since(at, ""))
}

/// The figures of a business day.
pub fn day_figures(branch: &BranchId, day: BusinessDay) -> Key {
    Key::new(figures_partition(branch), format!("{DAY_PREFIX}{day}"))
}

/// The quarters of an hour of a business day, as far as they are folded.
pub fn quarters(branch: &BranchId, day: BusinessDay) -> Key {
    Key::new(figures_partition(branch), format!("QUARTERS#{day}"))
}

#[cfg(test)]
#[path = "keys_docs_tests.rs"]
mod docs_tests;
#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;

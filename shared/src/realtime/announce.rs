//! What a change of the table announces: a pure function from the item before and after
//! to events and endings. Whoever writes announces nothing; what committed is announced
//! here and only here.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::event::{Audience, Ending, Entity, Event};
use crate::domain::account::{Account, Membership};
use crate::domain::bill::settlement::Settlement;
use crate::domain::bill::tax::TaxRules;
use crate::domain::business_day::BusinessDay;
use crate::domain::call::Call;
use crate::domain::cart::{Cart, FAMILY_CART, STAFF_CART};
use crate::domain::check::Check;
use crate::domain::draft::Draft;
use crate::domain::dues::entry::{DuesEntry, DuesMove};
use crate::domain::figures::counts_alike;
use crate::domain::floor_plan::FloorPlan;
use crate::domain::guest::Guest;
use crate::domain::id::{BranchId, BrandId, CheckId, DuesId};
use crate::domain::message::Message;
use crate::domain::order::Order;
use crate::domain::printer::PrinterState;
use crate::domain::sign_in::RefreshFamily;
use crate::domain::status_board::{said_by, side_of};
use crate::domain::status_screen::StatusScreen;
use crate::domain::stock::Stock;
use crate::domain::table::Table;
use crate::domain::topic::Topic;
use crate::store::{Fact, Item, LateFacts, Row, StoreError, is_sealed, read_item};
use crate::wire::call::CallView;
use crate::wire::cart::CartView;
use crate::wire::floor::FloorTable;
use crate::wire::guest::GuestView;
use crate::wire::kitchen::KitchenOrder;
use crate::wire::order::OrderView;
use crate::wire::session::SessionView;
use crate::wire::stock::StockTold;

/// What follows from one change.
#[derive(Debug, Default, PartialEq)]
pub struct Announcement {
    /// Sent first.
    pub events: Vec<Event>,
    /// Connections that end afterwards.
    pub endings: Vec<Ending>,
    /// What changed on menus, for each party that sits at their branch. Which these are, the
    /// table says when it is told.
    pub menus: Vec<MenuNews>,
}

/// Guests of a branch see something else on its menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuNews {
    pub branch: BranchId,
    /// The menu that came to count, an earlier one after a roll-back, or the same at other prices
    /// of the branch; `None` when only what is to be had is another.
    menu_version: Option<u64>,
    /// Of the branch's stock, which only grows.
    version: u64,
}

impl MenuNews {
    /// Whether who hears this needs not hear an earlier one: each makes them fetch the menu.
    pub fn covers(&self, earlier: &Self) -> bool {
        self.branch == earlier.branch
            && (self.menu_version.is_some() || earlier.menu_version.is_none())
    }

    /// What those hear who listen to `topic`.
    pub fn told(&self, topic: Topic) -> Event {
        let of = |kind| (kind, self.branch.as_str(), self.version);
        match self.menu_version {
            Some(version) => {
                let version = json!({"version": version});
                event(topic, "menu.changed", of("menu"), Some(version))
            }
            // Without data: what guests see of it is on the menu, which they fetch.
            None => event(topic, "stock.changed", of("stock"), None),
        }
    }
}

fn data<T: Serialize>(value: &T) -> Option<Value> {
    serde_json::to_value(value).ok()
}

fn event(
    topic: Topic,
    kind: &'static str,
    entity: (&'static str, &str, u64),
    data: Option<Value>,
) -> Event {
    let (entity_kind, id, version) = entity;
    let entity = Entity {
        kind: entity_kind,
        id: id.to_owned(),
        version,
    };
    Event {
        topic,
        kind,
        entity,
        data,
        audience: Audience::All,
    }
}

/// The branch whose taxes are told along with a change, where some are: with a cart and an order.
/// And the version of how it worked when that was decided.
pub fn taxed_at(new: Option<&Item>) -> Option<(BranchId, u64)> {
    let new = new?;
    let branch = match Row::of(new)? {
        Row::Cart(check, _) => check.branch(),
        Row::Order(order) => order.branch(),
        _ => return None,
    };
    let version = new
        .get("profile_version")
        .and_then(|value| value.as_n().ok());
    let version = version.and_then(|number| number.parse().ok());
    Some((branch, version.unwrap_or(0)))
}

/// What the change from `old` to `new` announces, with what is to be paid by `rules`, if they are
/// known.
///
/// # Errors
/// `Corrupt` when an item cannot be read; the record is then a case for the failure queue.
#[deny(clippy::wildcard_enum_match_arm)]
pub fn announce(
    old: Option<Item>,
    new: Option<Item>,
    rules: Option<&TaxRules>,
) -> Result<Announcement, StoreError> {
    // Nothing that guests or staff see is ever deleted but by housekeeping; a table that is taken
    // away is told by the plan, which moves with it.
    let Some(new) = new else {
        return Ok(Announcement::default());
    };
    let mut out = Announcement::default();
    let Some(row) = Row::of(&new) else {
        return Ok(out);
    };
    match row {
        Row::Check(_) => {
            let check: Check = read_item(new)?;
            // What comes already over was on nobody's screen: an import, the demo's past.
            if check.is_open() || old.is_some() {
                of_check(&mut out, Topic::session(&check.id), &check);
            }
            if check.place.table().is_none() {
                let before = old.map(read_item::<Check>).transpose()?;
                if before.as_ref().and_then(said_by) != said_by(&check) {
                    of_board(&mut out, &check.branch_id, (AWAY, check.version));
                }
            }
        }
        Row::Guest(check, _) => of_guest(&mut out, Topic::session(&check), &read_item(new)?),
        Row::Cart(check, _) => {
            // It was sealed by the close, which is told by the check; nothing comes after that.
            if !is_sealed(&new) {
                of_cart(&mut out, Topic::session(&check), &read_item(new)?, rules);
            }
        }
        Row::Order(id) => {
            let order: Order = read_item(new)?;
            if order.status.is_open() || old.is_some() {
                of_order(&mut out, Topic::session(&id.check()), &order, rules);
            }
            let before = old.map(read_item::<Order>).transpose()?;
            if before.as_ref().and_then(side_of) != side_of(&order) {
                let whose = order.place.table().map_or(AWAY, |_| TABLES);
                of_board(&mut out, &order.branch_id, (whose, order.version));
            }
        }
        Row::Call(id) => of_call(&mut out, Topic::session(&id.check()), &read_item(new)?),
        Row::Settlement(check) => of_settlement(&mut out, &check, &read_item(new)?),
        Row::RefreshFamily(_) => of_sign_in(&mut out, read_item(new)?),
        Row::Account(_) => {
            let before = old.map(read_item::<Account>).transpose()?;
            of_account(&mut out, before, &read_item(new)?);
        }
        Row::MembershipOfBranch(..) | Row::MembershipOfBrand(..) => {
            if old.is_some() {
                of_membership(&mut out, read_item(new)?);
            }
        }
        Row::Table(..) => of_table(&mut out, &read_item(new)?),
        Row::FloorPlan(branch) => of_plan(&mut out, &branch, read_item(new)?),
        Row::Message(id) => of_message(&mut out, &id.branch(), read_item(new)?),
        Row::PrintJob(job) => of_print(&mut out, &job.branch(), ("print_job", job.as_str()), &new)?,
        Row::Printer(branch, printer) => {
            let before = old.map(read_item::<PrinterState>).transpose()?;
            let state: PrinterState = read_item(new.clone())?;
            // That it asked again is nothing new.
            if before.is_none_or(|before| !before.is_as(&state)) {
                of_print(&mut out, &branch, ("printer", printer.as_str()), &new)?;
            }
        }
        Row::Stock(branch) => {
            let before = old.map(read_item::<Stock>).transpose()?;
            of_stock(&mut out, &branch, before, &read_item(new)?);
        }
        Row::Draft(brand) => of_draft(&mut out, &brand, &read_item(new)?),
        Row::Fact(branch, day) => {
            let before = old.map(read_item::<Fact>).transpose()?;
            let fact: Fact = read_item(new)?;
            let counted = before.is_none_or(|old| !counts_alike(&old.order, &fact.order));
            if counted {
                of_day(&mut out, &branch, day, fact.counted_at);
            }
        }
        // Whoever looked between a late fact and its mark has seen the figures without it.
        Row::DayFigures(branch, day) => {
            let before = old.map(read_item::<LateFacts>).transpose()?;
            let now: LateFacts = read_item(new)?;
            if before.unwrap_or_default().late < now.late {
                of_day(&mut out, &branch, day, now.counted_at);
            }
        }
        Row::StatusScreen(branch) => {
            let screen: StatusScreen = read_item(new)?;
            of_board(&mut out, &branch, (AWAY, screen.version));
            // Those that were opened by another link show nothing any more.
            out.endings.push(Ending::Screens {
                topic: Topic::board(&branch),
                link: screen.link.map(|link| link.hash),
            });
        }
        Row::DuesEntry(account, _) => of_dues(&mut out, &account, &read_item(new)?),
        // On nobody's screen, or told by what changes with it.
        Row::Nothing
        | Row::Claim
        | Row::Brand(_)
        | Row::BranchOfBrand(..)
        | Row::StaffOfBrand(..)
        | Row::Menu(..)
        | Row::Photo(..)
        | Row::Profile(_)
        | Row::PrintedCards(_)
        | Row::Section(..)
        | Row::Station(..)
        | Row::Staff(..)
        | Row::Overrides(_)
        | Row::OrderCounter(..)
        | Row::AwayCounter(..)
        | Row::BillCounter(..)
        | Row::Bill(..)
        | Row::Payment(_)
        | Row::Refund(_)
        | Row::DuesAccount(_)
        | Row::DuesPhone(..)
        | Row::Approval
        | Row::TillDay(..)
        | Row::TillEntry(..)
        | Row::Customer(_)
        | Row::TableCode(_)
        | Row::Login(_)
        | Row::IdempotencyRecord
        | Row::RateWindow
        | Row::StaffLink(_)
        | Row::Ticket
        | Row::Connection(_)
        | Row::Listener { .. }
        | Row::Sequence(_)
        | Row::AuditEntry
        | Row::Quarters(..) => {}
    }
    Ok(out)
}

fn of_check(out: &mut Announcement, session: Topic, check: &Check) {
    let open = check.is_open();
    let floor = Topic::floor(&check.branch_id);
    if check.place.table().is_none() {
        // No phone listens to a pickup or a delivery. Without data: whoever may see who it is for
        // fetches it.
        let entity = ("check", check.id.as_str(), check.version);
        out.events.push(event(floor, "check.changed", entity, None));
        return;
    }
    let kind = if open {
        "session.changed"
    } else {
        "session.closed"
    };
    let entity = ("session", check.id.as_str(), check.version);
    out.events.push(event(
        session.clone(),
        kind,
        entity,
        data(&SessionView::from(check)),
    ));
    if let Some(table) = FloorTable::of_check(check).filter(|_| open) {
        let entity = ("table", table.id.as_str(), table.version);
        out.events
            .push(event(floor, "table.changed", entity, data(&table)));
    }
    if !open {
        out.endings.push(Ending::Session(session));
    }
}

fn of_guest(out: &mut Announcement, session: Topic, guest: &Guest) {
    let entity = ("guest", guest.id.as_str(), guest.version);
    let view = data(&GuestView::from(guest));
    out.events
        .push(event(session.clone(), "guest.changed", entity, view));
    if guest.token_hash.is_empty() {
        out.endings.push(Ending::Guest(session, guest.id.clone()));
    }
}

fn of_cart(out: &mut Announcement, session: Topic, cart: &Cart, rules: Option<&TaxRules>) {
    // What staff keep is on nobody's phone; that the check moved with it is told by the check.
    if cart.id == STAFF_CART {
        return;
    }
    let audience = if cart.id == FAMILY_CART {
        Audience::All
    } else if let Ok(guest) = cart.id.parse() {
        Audience::Guest(guest)
    } else {
        // Nobody's that we know, so nobody may see it.
        return;
    };
    let entity = ("cart", cart.id.as_str(), cart.version);
    let view = match rules {
        Some(rules) => CartView::taxed(cart, rules),
        None => CartView::from(cart),
    };
    let told = event(session, "cart.changed", entity, data(&view));
    out.events.push(Event { audience, ..told });
}

fn of_order(out: &mut Announcement, session: Topic, order: &Order, rules: Option<&TaxRules>) {
    let kind = "order.changed";
    let entity = ("order", order.id.as_str(), order.version);
    let view = data(&match rules {
        Some(rules) => OrderView::taxed(order, rules),
        None => OrderView::from(order),
    });
    // No phone listens to a pickup or a delivery.
    if order.place.table().is_some() {
        out.events.push(event(session, kind, entity, view.clone()));
    }
    if order.needs_kitchen() {
        let view = data(&KitchenOrder::from(order));
        out.events
            .push(event(Topic::kitchen(&order.branch_id), kind, entity, view));
    }
    out.events
        .push(event(Topic::floor(&order.branch_id), kind, entity, view));
}

/// Numbers of pickups and deliveries on the wall, or what all of it shows.
const AWAY: &str = "away";
/// Numbers of tables' orders, which not every branch shows there.
const TABLES: &str = "tables";

/// The numbers on the wall are others. Without data: a number is made of a check and all of its
/// orders, and who may read it fetches the whole.
fn of_board(out: &mut Announcement, branch: &BranchId, (whose, version): (&str, u64)) {
    let entity = ("board", whose, version);
    let told = event(Topic::board(branch), "board.changed", entity, None);
    out.events.push(told);
}

fn of_call(out: &mut Announcement, session: Topic, call: &Call) {
    let floor = Topic::floor(&call.branch_id);
    for topic in [session, floor] {
        let entity = ("call", call.id.as_str(), call.version);
        let view = data(&CallView::from(call));
        out.events.push(event(topic, "call.changed", entity, view));
    }
}

fn of_settlement(out: &mut Announcement, check: &CheckId, settlement: &Settlement) {
    // Without data: who paid what is read by whoever may.
    for topic in [Topic::session(check), Topic::floor(&check.branch())] {
        let entity = ("bill", check.as_str(), settlement.version);
        out.events.push(event(topic, "bill.changed", entity, None));
    }
}

/// What is put on an account, or comes off by a bill, is told by the bill. Without data: whoever may
/// see names and numbers reads them.
fn of_dues(out: &mut Announcement, account: &DuesId, moved: &DuesEntry) {
    let by_itself = match moved.what {
        DuesMove::Settled { .. } | DuesMove::PaidOut { .. } => true,
        DuesMove::Charged { .. } | DuesMove::Refunded { .. } => false,
    };
    if by_itself {
        let floor = Topic::floor(&account.branch());
        let entity = ("dues", account.as_str(), u64::from(moved.number));
        out.events.push(event(floor, "dues.changed", entity, None));
    }
}

fn of_table(out: &mut Announcement, table: &Table) {
    // An occupied table is told by its check, which knows the party.
    if table.session.is_none() {
        let view = FloorTable::of(table, None);
        let entity = ("table", view.id.as_str(), view.version);
        let floor = Topic::floor(&table.branch_id);
        out.events
            .push(event(floor, "table.changed", entity, data(&view)));
    }
}

fn of_plan(out: &mut Announcement, branch: &BranchId, plan: FloorPlan) {
    // Without data: which tables there are, and where, a floor reads as a whole.
    let entity = ("plan", branch.as_str(), plan.version);
    out.events
        .push(event(Topic::floor(branch), "plan.changed", entity, None));
}

/// Without data: whoever shows a queue reads it as a whole.
fn of_print(
    out: &mut Announcement,
    branch: &BranchId,
    (kind, id): (&'static str, &str),
    item: &Item,
) -> Result<(), StoreError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let Versioned { version } = read_item(item.clone())?;
    let floor = Topic::floor(branch);
    let entity = (kind, id, version);
    out.events.push(event(floor, "print.changed", entity, None));
    Ok(())
}

/// Without data: a customer's number goes to those alone who ask for it and may.
fn of_message(out: &mut Announcement, branch: &BranchId, message: Message) {
    let entity = ("message", message.id.as_str(), message.version);
    out.events
        .push(event(Topic::floor(branch), "message.changed", entity, None));
}

fn of_draft(out: &mut Announcement, brand: &BrandId, draft: &Draft) {
    // Without data: a menu is larger than a message. It is told to those who edit it, at each
    // branch, and to nobody else: no branch's menu changes by it.
    let entity = ("draft", brand.as_str(), draft.version);
    out.events
        .push(event(Topic::menu(brand), "draft.changed", entity, None));
}

fn of_stock(out: &mut Announcement, branch: &BranchId, before: Option<Stock>, stock: &Stock) {
    let news = |menu_version| MenuNews {
        branch: branch.clone(),
        menu_version,
        version: stock.revision(),
    };
    match before {
        Some(before)
            if before.menu_version != stock.menu_version
                || before.overrides_version != stock.overrides_version =>
        {
            let menu = news(Some(stock.menu_version));
            // The kitchen, too: its stations may be others.
            for topic in [Topic::owner(branch), Topic::kitchen(branch)] {
                out.events.push(menu.told(topic));
            }
            out.menus.push(menu);
        }
        // How the branch works now may say other opening hours, which are on the menu.
        Some(before)
            if !before.looks_like(stock) || before.profile_version != stock.profile_version =>
        {
            out.events.push(news(None).told(Topic::owner(branch)));
            out.menus.push(news(None));
        }
        _ => {}
    }
    let told = StockTold::from(stock);
    for topic in [Topic::kitchen(branch), Topic::floor(branch)] {
        let entity = ("stock", branch.as_str(), stock.revision());
        out.events
            .push(event(topic, "stock.changed", entity, data(&told)));
    }
}

fn of_day(out: &mut Announcement, branch: &BranchId, day: BusinessDay, version: u64) {
    // Without data: the figures that one page shows are made of many items.
    let day = day.to_string();
    let entity = ("stats", day.as_str(), version);
    out.events
        .push(event(Topic::owner(branch), "stats.changed", entity, None));
}

fn of_sign_in(out: &mut Announcement, family: RefreshFamily) {
    if family.revoked {
        let topic = Topic::staff(&family.staff_id);
        out.endings.push(Ending::Family {
            topic,
            family: family.id,
        });
    }
}

fn of_account(out: &mut Announcement, before: Option<Account>, account: &Account) {
    let below = if account.disabled {
        u64::MAX
    } else {
        account.session_version
    };
    if before.is_some_and(|old| old.session_version < below && !old.disabled) {
        out.endings.push(Ending::Staff {
            topic: Topic::staff(&account.id),
            below,
        });
    }
}

fn of_membership(out: &mut Announcement, membership: Membership) {
    let topic = Topic::staff(&membership.account_id);
    out.endings.push(Ending::Member { topic, membership });
}

#[cfg(test)]
#[path = "announce_tests.rs"]
mod tests;

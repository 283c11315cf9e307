//! Entities as items, for whoever writes whole branches at once: a set-up, an import, a demo.
//! All else goes through the methods of [`Store`](crate::Store), which carry conditions.

use salver_domain::account::{Account, Membership};
use salver_domain::bill::books::Books;
use salver_domain::bill::number::Series;
use salver_domain::check::Check;
use salver_domain::draft::Edited;
use salver_domain::id::{BranchId, BrandId};
use salver_domain::menu::Menu;
use salver_domain::order::Order;
use salver_domain::staff::Staff;
use salver_domain::table::Table;
use salver_domain::till::close::ClosedDay;
use salver_domain::till::entry::TillEntry;

use crate::account::LoginItem;
use crate::codec::{Item, write_item};
use crate::error::StoreError;
use crate::keys;
use crate::menu_item::pack_menu;
use crate::table::CodeItem;

/// A check, listed among the open ones while it is open.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn check(check: &Check) -> Result<Item, StoreError> {
    crate::check::check_item(check)
}

/// All that is kept of a check's money.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn money(books: &Books) -> Result<Vec<Item>, StoreError> {
    let settlement = &books.settlement;
    let mut items = vec![write_item(
        &keys::settlement(&settlement.check_id),
        settlement,
    )?];
    for bill in &books.bills {
        items.push(crate::books::bill_item(bill)?);
    }
    for payment in &books.payments {
        items.push(crate::books::payment_item(payment)?);
    }
    for refund in &books.refunds {
        items.push(crate::books::refund_item(refund)?);
    }
    Ok(items)
}

/// The last number of a row of bills that is taken.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn bill_counter(branch: &BranchId, series: &Series, last: u32) -> Result<Item, StoreError> {
    crate::books::counter_item(branch, series, last)
}

/// What of a deed counts for its business day.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn till_entry(entry: &TillEntry) -> Result<Item, StoreError> {
    crate::till::entry_item(entry)
}

/// A business day that is closed.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn closed_day(closed: &ClosedDay) -> Result<Item, StoreError> {
    crate::till::closed_item(closed)
}

/// An order, listed among the open ones while it is open.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn order(order: &Order) -> Result<Item, StoreError> {
    crate::order::order_item(order)
}

/// A menu of a brand, compressed. It may only be put where there is none of its version.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn menu(brand: &BrandId, menu: &Menu) -> Result<Item, StoreError> {
    published_menu(brand, menu, None)
}

/// The same, with by whom it was published.
pub(super) fn published_menu(
    brand: &BrandId,
    menu: &Menu,
    published: Option<Edited>,
) -> Result<Item, StoreError> {
    write_item(
        &keys::menu(brand, menu.version),
        &pack_menu(menu, published)?,
    )
}

/// Where a table's code leads.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn table_code(table: &Table) -> Result<Item, StoreError> {
    let target = CodeItem {
        branch_id: table.branch_id.clone(),
        table_id: table.id.clone(),
    };
    write_item(&keys::table_code(&table.code), &target)
}

/// Where a person's login leads.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn login(account: &Account) -> Result<Item, StoreError> {
    let target = LoginItem {
        account_id: account.id.clone(),
    };
    write_item(&keys::login(&account.login), &target)
}

/// What a person is somewhere.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn membership(membership: &Membership) -> Result<Item, StoreError> {
    let account = &membership.account_id;
    let key = match &membership.branch_id {
        Some(branch) => keys::branch_membership(account, branch),
        None => keys::brand_membership(account, &membership.brand_id),
    };
    write_item(&key, membership)
}

/// A person in the list of those who work where a membership counts.
///
/// # Errors
/// Never in practice: all of it can be written.
pub fn staff(account: &Account, membership: &Membership) -> Result<Item, StoreError> {
    let key = match &membership.branch_id {
        Some(branch) => keys::staff(branch, &account.id),
        None => keys::brand_staff(&membership.brand_id, &account.id),
    };
    let staff = Staff {
        id: account.id.clone(),
        name: account.name.clone(),
        role: membership.role,
        left: membership.ended || account.disabled,
        version: membership.version,
    };
    write_item(&key, &staff)
}

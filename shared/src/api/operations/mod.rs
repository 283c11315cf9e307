//! Every operation of the API, one file for each capability.

use super::operation::Facts;

pub mod bill;
pub mod branch;
pub mod brand;
pub mod call;
pub mod cart;
pub mod check;
pub mod draft;
pub mod dues;
pub mod figures;
pub mod floor;
pub mod floor_plan;
pub mod kitchen;
pub mod looks;
pub mod menu;
pub mod menu_file;
pub mod message;
pub mod order;
pub mod own_menu;
pub mod photo;
pub mod printing;
pub mod realtime;
pub mod receipt;
pub mod session;
pub mod set_up;
pub mod site;
pub mod staff;
pub mod status_screen;
pub mod stock;
pub mod table;
pub mod tax;
pub mod team;
pub mod till;

/// All of them. No function refers to this list, so it carries only its own.
pub static ALL: &[&Facts] = &[
    &bill::BILL_CHECK.facts,
    &bill::LIST_BILLS.facts,
    &bill::PAY_BILL.facts,
    &bill::CHECK_OUT.facts,
    &bill::REFUND_BILL.facts,
    &bill::VOID_BILL.facts,
    &bill::PRINT_BILL.facts,
    &bill::APPROVE.facts,
    &branch::READ_BRANCH.facts,
    &branch::CHANGE_BRANCH.facts,
    &brand::MAKE_BRANCH.facts,
    &brand::RENAME_BRAND.facts,
    &call::CALL_WAITER.facts,
    &call::ASK_TO_PAY.facts,
    &call::TAKE_BACK_PAYMENT.facts,
    &call::MOVE_CALL.facts,
    &cart::READ_CART.facts,
    &cart::PUT_CART_LINE.facts,
    &cart::REMOVE_CART_LINE.facts,
    &cart::CLEAR_CART.facts,
    &check::OPEN_CHECK.facts,
    &check::LIST_CHECKS.facts,
    &check::READ_CHECK.facts,
    &check::MOVE_CHECK.facts,
    &check::TAKE_ORDER.facts,
    &check::PUT_SAVED_LINE.facts,
    &check::REMOVE_SAVED_LINE.facts,
    &check::HOLD_CHECK.facts,
    &check::RESUME_CHECK.facts,
    &draft::READ_DRAFT.facts,
    &draft::EDIT_DRAFT.facts,
    &draft::READ_DRAFT_CHANGES.facts,
    &menu_file::IMPORT_MENU.facts,
    &menu_file::EXPORT_MENU.facts,
    &draft::PUT_MENU_RULES.facts,
    &draft::PUBLISH_MENU.facts,
    &draft::LIST_MENU_VERSIONS.facts,
    &draft::ROLL_BACK_MENU.facts,
    &dues::LIST_DUES.facts,
    &dues::READ_DUES.facts,
    &dues::SETTLE_DUES.facts,
    &dues::CHANGE_DUES.facts,
    &figures::READ_FIGURES.facts,
    &floor::READ_FLOOR.facts,
    &floor_plan::MAKE_TABLES.facts,
    &floor_plan::CHANGE_TABLE.facts,
    &floor_plan::REMOVE_TABLE.facts,
    &floor_plan::RENAME_SECTION.facts,
    &kitchen::READ_KITCHEN.facts,
    &looks::PUT_LOOKS.facts,
    &menu::READ_MENU.facts,
    &menu::READ_TABLE_MENU.facts,
    &menu::READ_MENU_PAGE.facts,
    &menu::HEAD_MENU_PAGE.facts,
    &message::LIST_MESSAGES.facts,
    &message::MOVE_MESSAGE.facts,
    &message::SEND_BILL.facts,
    &order::LIST_ORDERS.facts,
    &order::READ_ORDER.facts,
    &order::PLACE_ORDER.facts,
    &order::MOVE_ORDER.facts,
    &order::MOVE_LINE.facts,
    &own_menu::READ_OWN_MENU.facts,
    &own_menu::CHANGE_OWN_MENU.facts,
    &photo::UPLOAD_PHOTO.facts,
    &photo::READ_PHOTO.facts,
    &photo::HEAD_PHOTO.facts,
    &printing::LIST_PRINTERS.facts,
    &printing::PUT_PRINTER.facts,
    &printing::REMOVE_PRINTER.facts,
    &printing::ISSUE_PRINTER_SECRET.facts,
    &printing::TEST_PRINTER.facts,
    &printing::LIST_PRINT_JOBS.facts,
    &printing::READ_PRINT_JOB.facts,
    &printing::MOVE_PRINT_JOB.facts,
    &printing::REPRINT.facts,
    &printing::POLL_STAR.facts,
    &printing::FETCH_FROM_STAR.facts,
    &printing::CONFIRM_TO_STAR.facts,
    &printing::ASK_EPSON.facts,
    &realtime::CREATE_TICKET.facts,
    &receipt::MAKE_RECEIPT_LINK.facts,
    &receipt::READ_RECEIPT.facts,
    &receipt::DOWNLOAD_RECEIPT.facts,
    &session::JOIN_SESSION.facts,
    &session::RESUME_SESSION.facts,
    &session::LEAVE_SESSION.facts,
    &session::RENAME_GUEST.facts,
    &session::READ_SESSION.facts,
    &session::READ_SESSION_BILLS.facts,
    &session::OPEN_TABLE.facts,
    &session::READ_PIN.facts,
    &session::ROTATE_PIN.facts,
    &session::CLOSE_SESSION.facts,
    &session::READ_PARTY.facts,
    &session::CHANGE_PARTY.facts,
    &set_up::READ_SET_UP.facts,
    &set_up::SET_UP.facts,
    &set_up::OFFER_OWNER_RESET.facts,
    &site::PUT_SITE.facts,
    &site::CONFIRM_CARDS.facts,
    &staff::SIGN_IN.facts,
    &staff::REFRESH_SIGN_IN.facts,
    &staff::LIST_OWN_BRANCHES.facts,
    &staff::SIGN_OUT.facts,
    &status_screen::READ_STATUS_BOARD.facts,
    &status_screen::READ_STATUS_SCREEN.facts,
    &status_screen::CHANGE_STATUS_SCREEN.facts,
    &status_screen::MAKE_STATUS_LINK.facts,
    &status_screen::REMOVE_STATUS_LINK.facts,
    &stock::READ_STOCK.facts,
    &stock::SET_STOCK.facts,
    &stock::SET_ORDERING.facts,
    &table::LOOK_UP_TABLE.facts,
    &table::ASK_FOR_TABLE.facts,
    &table::LIST_TABLES.facts,
    &table::MOVE_TABLE.facts,
    &table::READ_CARDS.facts,
    &table::READ_QR_CODE.facts,
    &table::REISSUE_CODE.facts,
    &tax::READ_TAXES.facts,
    &tax::PUT_TAXES.facts,
    &team::READ_TEAM.facts,
    &team::INVITE.facts,
    &team::WITHDRAW_INVITATION.facts,
    &team::CHANGE_MEMBER.facts,
    &team::PART_WITH_MEMBER.facts,
    &team::OFFER_RESET.facts,
    &team::LOOK_UP_LINK.facts,
    &team::ACCEPT_INVITATION.facts,
    &team::JOIN_WITH_ACCOUNT.facts,
    &team::RESET_PASSWORD.facts,
    &till::READ_DAY.facts,
    &till::OPEN_DAY.facts,
    &till::MOVE_CASH.facts,
    &till::CLOSE_DAY.facts,
    &till::LIST_DAYS.facts,
    &till::READ_DAY_REPORT.facts,
    &till::EXPORT_DAY.facts,
    &till::PRINT_DAY.facts,
];

/// The operation of this name.
pub fn named(name: &str) -> Option<&'static Facts> {
    ALL.iter().copied().find(|facts| facts.name == name)
}

//! Each answer as it goes out, one snapshot for each type: a page that was loaded yesterday
//! reads it tomorrow. A changed form shows as a changed file beside this one.

mod complete;
mod house;
mod menus;
mod message;
mod money;
mod party;
mod printing;
mod till;

use std::collections::BTreeMap;

use house::{
    branch_name, branch_settings, brand, brand_name, card, figures, floor, floor_table, link_made,
    link_view, looks, on_table, set_up_done, signed_in, site, status_board, status_link, taxes,
    team,
};
use menus::{
    desk, draft_view, edited, menu_import, menu_view, ordering_view, own_menu, stock_view, unpriced,
};
use message::{message_list, message_view, sent_bill};
use money::{
    asked, bills, dues_account, dues_detail, dues_list, dues_paid, given_back, money, paid,
    receipt, receipt_link, session_bills, voided_bill,
};
use party::{
    call, cart_view, check, check_view, meera, order, order_view, session, summary, topics,
};
use printing::{
    bill_job_view, print_job_detail, print_job_view, print_queue, printer_list, printer_secret,
};
use salver_demo::fixtures::{self, branch, later, menu, now, profile, waiter};
use serde::Serialize;
use serde_json::Value;

use super::bill::{ApprovalView, BillList};
use super::brand::{BranchMade, BrandView};
use super::check::{CheckDetail, CheckList, TakenOrder};
use super::draft::{DraftChanges, DraftEdited, EditedView, MenuRulesView};
use super::floor_plan::{PlannedTable, PlannedTables};
use super::guest::GuestView;
use super::kitchen::{KitchenBoard, KitchenBranch, KitchenOrder};
use super::order::{MovedOrder, OrderList};
use super::photo::PhotoKept;
use super::realtime::{CLOSE_IDENTITY_OVER, Closed, Pong, TicketView};
use super::session::{Joined, OpenedTable, PartyGuest, PartyView, PinView, Snapshot};
use super::set_up::SetUpState;
use super::site::{CardState, CardsConfirmed};
use super::staff::{OwnBranch, OwnBranches};
use super::stock::ItemStock;
use super::table::{
    CardSheet, CodedSession, CodedTable, JoinWay, ListedSection, TableList, TableLookup,
};
use crate::domain::draft::changes;
use crate::domain::role::Role;
use crate::domain::topic::Topic;
use crate::wire::published::{MenuVersionView, MenuVersions, PublishedMenu};

#[test]
fn what_the_kitchen_is_told_is_not_told_to_guests() {
    let told = |answer: Value| answer.to_string().contains("With chutney");
    let view = |answer: Result<Value, _>| told(answer.unwrap());
    assert!(view(serde_json::to_value(KitchenOrder::from(&order()))));
    assert!(view(serde_json::to_value(draft_view())));
    assert!(!view(serde_json::to_value(order_view())));
    assert!(!view(serde_json::to_value(menu_view())));
}

/// Each answer of the API, and each message of a connection that is no event.
fn all() -> BTreeMap<&'static str, Value> {
    fn json(value: impl Serialize) -> Value {
        serde_json::to_value(value).unwrap()
    }
    let guest = || GuestView::from(&meera());
    let own = OwnBranch {
        id: branch(),
        name: profile().name,
        brand: Some(brand().name),
        role: Role::Owner,
    };
    let board = KitchenBoard {
        branch: KitchenBranch::from(&profile()),
        stations: menu().stations,
        orders: vec![KitchenOrder::from(&order())],
        more_orders: 0,
        topics: topics(),
        server_time: now(),
    };
    let lookup = TableLookup {
        brand: brand_name(),
        branch: branch_name(),
        table: CodedTable {
            id: fixtures::table(1).id,
            name: fixtures::table(1).name,
            section: fixtures::table(1).section,
            status: fixtures::table(1).status,
        },
        session: CodedSession {
            open: true,
            mode: Some(check().mode),
            join: JoinWay::Pin,
            asked: false,
        },
    };
    let party = PartyView {
        session: session(),
        waiter_id: Some(waiter().id),
        guests: vec![PartyGuest::from(&meera())],
        orders: vec![order_view()],
        calls: vec![call()],
        check: summary(),
    };
    let snapshot = Snapshot {
        session: session(),
        me: guest(),
        guests: vec![guest()],
        cart: cart_view(),
        orders: vec![order_view()],
        calls: vec![call()],
        check: summary(),
        topics: topics(),
    };
    let joined = Joined {
        session: session(),
        guest: guest(),
        token: "lane_check1.g1.secret".to_owned(),
        expires_at: later(8 * 3600),
    };
    let ticket = TicketView {
        ticket: "secret".to_owned(),
        url: "wss://salver.example/realtime".to_owned(),
        expires_at: later(30),
        topics: vec![Topic::floor(&branch())],
    };
    BTreeMap::from([
        (
            "BranchMade",
            json(BranchMade {
                id: branch(),
                name: profile().name,
            }),
        ),
        (
            "BillList",
            json(BillList {
                bills: bills(),
                check: check_view(),
                print_jobs: vec![bill_job_view()],
                split: Some(crate::domain::bill::settlement::SplitKind::Guest),
                asked: vec![asked()],
                ..BillList::of(&money()).unwrap()
            }),
        ),
        ("SessionBills", json(session_bills())),
        ("Paid", json(paid())),
        ("GivenBack", json(given_back())),
        ("DayView", json(till::day())),
        ("DayList", json(till::list())),
        ("CashMoveView", json(till::cash())),
        ("VoidedBill", json(voided_bill())),
        (
            "ApprovalView",
            json(ApprovalView {
                approval: "secret".to_owned(),
                approved_by: waiter().id,
                expires_at: later(120),
            }),
        ),
        ("ReceiptView", json(receipt())),
        ("ReceiptLinkView", json(receipt_link())),
        ("BranchSettings", json(branch_settings())),
        ("BrandView", json(BrandView::from(&brand()))),
        ("OwnMenuView", json(own_menu())),
        ("CallView", json(call())),
        (
            "CardSheet",
            json(CardSheet {
                branch: branch_settings(),
                brand: BrandView::from(&brand()),
                looks: looks(),
                site: site(),
                list_url: "https://salver.example/lane".to_owned(),
                cards: vec![card()],
            }),
        ),
        (
            "CardsConfirmed",
            json(CardsConfirmed {
                cards: vec![CardState {
                    id: fixtures::table(1).id,
                    printed: on_table(),
                }],
            }),
        ),
        ("CartView", json(cart_view())),
        (
            "CheckDetail",
            json(CheckDetail {
                check: check_view(),
                orders: vec![order_view()],
                saved: cart_view(),
            }),
        ),
        (
            "CheckList",
            json(CheckList {
                checks: vec![check_view()],
                server_time: now(),
            }),
        ),
        ("CheckView", json(check_view())),
        (
            "TakenOrder",
            json(TakenOrder {
                order: Some(order_view()),
                print_jobs: vec![print_job_view()],
                saved: cart_view(),
                check: check_view(),
            }),
        ),
        (
            "Closed",
            json(Closed {
                code: CLOSE_IDENTITY_OVER,
            }),
        ),
        ("Figures", json(figures())),
        ("Floor", json(floor())),
        ("FloorSession", json(floor_table().session)),
        ("FloorTable", json(floor_table())),
        ("GuestView", json(guest())),
        ("Joined", json(joined)),
        ("KitchenBoard", json(board)),
        ("LooksView", json(looks())),
        ("MessageList", json(message_list())),
        ("MessageView", json(message_view())),
        ("SentBill", json(sent_bill())),
        ("PrintJobDetail", json(print_job_detail())),
        ("PrintJobView", json(print_job_view())),
        ("PrintQueue", json(print_queue())),
        ("PrinterList", json(printer_list())),
        ("PrinterSecret", json(printer_secret())),
        ("TaxesView", json(taxes())),
        ("StatusBoard", json(status_board())),
        ("StatusLinkMade", json(status_link())),
        ("StatusScreenView", json(status_link().screen)),
        ("MenuImport", json(menu_import())),
        ("MenuView", json(menu_view())),
        ("DraftView", json(draft_view())),
        (
            "DraftEdited",
            json(DraftEdited {
                version: 1,
                changes: changes(&desk().published, &desk().draft.menu).unwrap(),
            }),
        ),
        (
            "DraftChanges",
            json(DraftChanges {
                version: 1,
                published_version: 1,
                changes: changes(&desk().published, &desk().draft.menu).unwrap(),
                branches: 3,
                unpriced: vec![unpriced()],
            }),
        ),
        ("MenuRulesView", json(MenuRulesView { stations: true })),
        (
            "PublishedMenu",
            json(PublishedMenu {
                version: 2,
                draft_version: 2,
                branches: 3,
            }),
        ),
        (
            "MenuVersions",
            json(MenuVersions {
                current: 2,
                versions: vec![MenuVersionView {
                    version: 2,
                    published: Some(EditedView::from(&edited())),
                }],
                next: Some(2),
            }),
        ),
        ("MovedOrder", json(MovedOrder::Floor(order_view()))),
        (
            "OpenedTable",
            json(OpenedTable {
                session: session(),
                pin: "0417".to_owned(),
            }),
        ),
        (
            "OrderList",
            json(OrderList {
                orders: vec![order_view()],
                next: Some("lane_check1_order1".to_owned()),
            }),
        ),
        ("OrderView", json(order_view())),
        (
            "OwnBranches",
            json(OwnBranches {
                branches: vec![own],
                next: Some(branch()),
            }),
        ),
        ("PartyView", json(party)),
        (
            "PhotoKept",
            json(PhotoKept {
                photo: "00ff11ee".parse().unwrap(),
            }),
        ),
        (
            "PlannedTable",
            json(PlannedTable::from(&fixtures::table(1))),
        ),
        (
            "PlannedTables",
            json(PlannedTables::from(&[fixtures::table(1)][..])),
        ),
        (
            "PinView",
            json(PinView {
                pin: "0417".to_owned(),
                rotation: 2,
            }),
        ),
        (
            "Pong",
            json(Pong {
                behind: vec![Topic::floor(&branch())],
                topics: topics(),
            }),
        ),
        ("SessionView", json(session())),
        (
            "ItemStock",
            json(ItemStock {
                count: Some(3),
                market: true,
                price: Some(fixtures::inr(45_000)),
                ..stock_view().items[0].clone()
            }),
        ),
        ("OrderingView", json(ordering_view())),
        ("StockView", json(stock_view())),
        ("DuesAccountView", json(dues_account())),
        ("DuesDetail", json(dues_detail())),
        ("DuesList", json(dues_list())),
        ("DuesPaid", json(dues_paid())),
        ("SetUpDone", json(set_up_done())),
        ("SetUpState", json(SetUpState { done: true })),
        ("SiteView", json(site())),
        ("SignedIn", json(signed_in())),
        ("Snapshot", json(snapshot)),
        ("LinkMade", json(link_made())),
        ("LinkView", json(link_view())),
        ("Team", json(team())),
        ("TableCard", json(card())),
        (
            "TableList",
            json(TableList {
                brand: brand_name(),
                branch: branch_name(),
                sections: ListedSection::all(vec![fixtures::table(1)]),
            }),
        ),
        ("TableLookup", json(lookup)),
        ("TicketView", json(ticket)),
    ])
}

#[test]
fn each_answer_has_the_form_of_its_snapshot() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        for (name, answer) in all() {
            insta::assert_json_snapshot!(name, answer);
        }
    });
}

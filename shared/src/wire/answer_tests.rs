//! Each answer as it goes out, one snapshot for each type: a page that was loaded yesterday
//! reads it tomorrow. A changed form shows as a changed file beside this one.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::branch::{BranchName, BranchSettings, BrandName};
use super::brand::BranchMade;
use super::call::CallView;
use super::cart::CartView;
use super::draft::{
    DraftChanges, DraftEdited, DraftView, EditedView, MenuVersionView, MenuVersions, PublishedMenu,
};
use super::figures::{Comparison, DaySales, Figures, FiguresBranch, HourSales, ItemSales, Sales};
use super::floor::{Colleague, Floor, FloorBranch, FloorSection, FloorSession, FloorTable};
use super::floor_plan::{PlannedTable, PlannedTables};
use super::guest::GuestView;
use super::kitchen::{KitchenBoard, KitchenBranch, KitchenOrder};
use super::looks::LooksView;
use super::menu::MenuView;
use super::menu_file::MenuImport;
use super::order::{MovedOrder, OrderList, OrderView};
use super::own_menu::OwnMenuView;
use super::photo::PhotoKept;
use super::realtime::{CLOSE_IDENTITY_OVER, Closed, Pong, TicketView};
use super::session::{
    CheckSummary, Joined, OpenedTable, PartyGuest, PartyView, PinView, SessionView, Snapshot,
};
use super::set_up::{FirstBranch, SetUpDone, SetUpState};
use super::site::{CardOnTable, CardState, CardsConfirmed, FormerSite, SiteView};
use super::staff::{OwnBranch, OwnBranches, SignedIn, StaffView};
use super::stock::{ItemStock, OrderingView, StockView};
use super::table::{
    CardSheet, CodedSession, CodedTable, JoinWay, ListedSection, QrPath, TableCard, TableList,
    TableLookup,
};
use super::team::{
    LinkMade, LinkPurpose, LinkView, MemberState, OpenInvitation, Team, TeamBranch, TeamMember,
    TeamPlace,
};
use crate::domain::call::{Call, CallReason};
use crate::domain::cart::Cart;
use crate::domain::check::Check;
use crate::domain::combo::InCombo;
use crate::domain::combo_price::Picked;
use crate::domain::draft::{Draft, Edited, changes};
use crate::domain::guest::Guest;
use crate::domain::hours::OpeningHours;
use crate::domain::id::ItemId;
use crate::domain::looks::{Brand, DisplayFace, Looks};
use crate::domain::menu::Menu;
use crate::domain::order::{Order, PaymentMethod};
use crate::domain::overrides::{Change, Overrides};
use crate::domain::price_of::PriceOf;
use crate::domain::priced::PriceKind;
use crate::domain::printed::{CardMark, CardStanding};
use crate::domain::role::Role;
use crate::domain::site_origin::SiteOrigin;
use crate::domain::stock::{DayPrice, Pause, Stock, Supply};
use crate::domain::table::Table;
use crate::domain::text::{GuestName, Note, PauseWord, Phone, Reason};
use crate::domain::topic::Topic;
use crate::domain::variant::ChosenVariant;
use crate::menu_file::{Answers, ImportReport, decide, read_csv};
use crate::service::menu::Desk;
use salver_demo::fixtures::{self, branch, inr, later, line, menu, now, profile, stock, waiter};

/// A party with all that a session can say of itself.
fn check() -> Check {
    Check {
        waiter_id: Some(waiter().id),
        closed_at: Some(later(3600)),
        last_order_at: Some(now()),
        pin_locked_until: Some(later(900)),
        guest_count: 1,
        order_count: 1,
        total: inr(70_000),
        ..fixtures::check()
    }
}

fn meera() -> Guest {
    Guest {
        name: GuestName::parse(Some("Meera")).unwrap(),
        phone: Phone::parse(Some("+91 98 7654 3210")).unwrap(),
        ..fixtures::guest(&check(), 1)
    }
}

fn note() -> Option<Note> {
    Note::parse(Some("no onion")).unwrap()
}

fn reason() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

fn cart() -> Cart {
    let mut dosas = line("a", "dosa", 2, &["large", "cheese"]);
    dosas.note = note();
    fixtures::cart(&[dosas, line("b", "water", 1, &[])])
}

fn half() -> Option<ChosenVariant> {
    Some(ChosenVariant {
        id: "half".parse().unwrap(),
        name: "Half".to_owned(),
    })
}

fn cart_of_halves() -> Cart {
    let mut cart = cart();
    cart.lines[0].variant = half();
    cart.lines[1].parts = vec![Picked {
        part_id: "main".parse().unwrap(),
        part: "Main".to_owned(),
        item_id: "dosa".parse().unwrap(),
        name: "Masala Dosa".to_owned(),
        variant: half(),
        options: cart.lines[0].options.clone(),
        surcharge: inr(5_000),
    }];
    cart
}

/// `water` as a combo of what there is.
fn combo(menu: &mut Menu) {
    let parts = serde_json::json!([{"id": "main", "name": "Main", "count": 2, "choices": [
        {"item": "dosa", "variant": "half", "surcharge": 5_000}, {"item": "tikka"}]}]);
    menu.categories[1].items[0].parts = serde_json::from_value(parts).unwrap();
}

/// `dosa` in two variants, with what it says otherwise of its extras.
fn halves(menu: &mut Menu) {
    let dosa = &mut menu.categories[0].items[0];
    let variants = serde_json::json!([{"id": "half", "name": "Half", "price": 7_000},
        {"id": "full", "name": "Full", "price": 12_000}]);
    dosa.variants = serde_json::from_value(variants).unwrap();
    let extras = serde_json::json!({"group": "extras", "min": 1, "max": 2, "free": 1,
        "prices": {"cheese": 2_500}, "without": ["podi"]});
    dosa.option_groups[1] = serde_json::from_value(extras).unwrap();
}

/// A party at a table whose name another one has.
fn at_a_twin() -> Check {
    let twin = Table {
        name: fixtures::table(1).name,
        ..fixtures::table(2)
    };
    let check = fixtures::check();
    Check {
        place: check.place.among(&[twin]),
        ..check
    }
}

/// An order with all that one can say; a part of it was voided.
fn order() -> Order {
    let mut order = fixtures::order(&at_a_twin(), &cart(), 1);
    order.placed_by = meera().as_adder();
    order.note = note();
    order.reason = reason();
    order.payment_method = Some(PaymentMethod::Upi);
    order.lines[0].reason = reason();
    order.lines[0].kitchen_note = Some("With chutney".to_owned());
    order.lines[0].variant = half();
    order.lines[0].combo = Some(InCombo {
        line: "a".parse().unwrap(),
        item_id: "thali".parse().unwrap(),
        name: "Thali for One".to_owned(),
        part_id: "main".parse().unwrap(),
        part: "Main".to_owned(),
    });
    order.accepted_at = Some(later(60));
    order.estimated_ready_at = Some(later(16 * 60));
    order.ready_at = Some(later(900));
    order.party_left_at = Some(later(960));
    order
}

fn order_view() -> OrderView {
    OrderView::from(&order())
}

fn call() -> CallView {
    let id = "lane_check1_call1".parse().unwrap();
    let mut call =
        Call::open(id, &at_a_twin(), &meera(), CallReason::Water, note(), now()).unwrap();
    call.acknowledged_at = Some(later(60));
    call.resolved_at = Some(later(120));
    call.staff_id = Some(waiter().id);
    CallView::from(&call)
}

fn topics() -> BTreeMap<Topic, u64> {
    [(Topic::floor(&branch()), 7)].into()
}

fn summary() -> CheckSummary {
    CheckSummary {
        total: inr(70_000),
        order_count: 1,
    }
}

fn session() -> SessionView {
    SessionView::from(&check())
}

fn brand_name() -> BrandName {
    BrandName {
        id: profile().brand_id,
        name: profile().brand_name,
        looks: Some(looks()),
    }
}

fn looks() -> LooksView {
    LooksView::from(Brand {
        id: profile().brand_id,
        name: profile().brand_name,
        looks: Looks {
            colour: Some("#ffd24a".parse().unwrap()),
            face: DisplayFace::Classic,
            logo: Some("00ff".parse().unwrap()),
            cover: Some("0123".parse().unwrap()),
        },
        looks_version: 1,
        site: None,
        site_version: 0,
        version: 2,
    })
}

fn origin(text: &str) -> SiteOrigin {
    SiteOrigin::try_from(text.to_owned()).unwrap()
}

fn site() -> SiteView {
    SiteView {
        origin: origin("https://salver.example"),
        confirmed_at: Some(now()),
        former: vec![FormerSite {
            origin: origin("http://192.168.1.5:8080"),
            until: now(),
        }],
        version: 2,
    }
}

fn on_table() -> CardOnTable {
    CardOnTable {
        standing: CardStanding::Outdated,
        origin: Some(origin("http://192.168.1.5:8080")),
        at: Some(now()),
    }
}

fn branch_name() -> BranchName {
    let profile = profile();
    BranchName {
        id: profile.id,
        name: profile.name,
        currency: profile.currency,
        currency_digits: profile.currency.digits(),
        time_zone: "Asia/Kolkata".to_owned(),
        ordering_open: true,
    }
}

fn figures() -> Figures {
    let sales = || Sales {
        orders: 1,
        revenue: inr(70_000),
    };
    let profile = profile();
    let day: crate::domain::business_day::BusinessDay = "2026-11-20".parse().unwrap();
    Figures {
        branch: FiguresBranch {
            id: profile.id,
            name: profile.name,
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            time_zone: "Asia/Kolkata".to_owned(),
        },
        business_day: day,
        today: sales(),
        same_weekday: Comparison {
            day: "2026-11-13".parse().unwrap(),
            whole_day: sales(),
            until_now: sales(),
        },
        hours: vec![HourSales {
            hour: 19,
            today: sales(),
            before: sales(),
        }],
        days: vec![DaySales {
            day,
            sales: sales(),
        }],
        items: vec![ItemSales {
            item_id: "dosa".parse().unwrap(),
            name: "Masala Dosa".to_owned(),
            quantity: 2,
            revenue: inr(38_000),
        }],
        recent: vec![order_view()],
        topics: topics(),
        server_time: now(),
    }
}

/// With all that one may say, though nobody asks for a table at which a party sits.
fn floor_table() -> FloorTable {
    let table = FloorTable::of_check(&check()).unwrap();
    FloorTable {
        asked_at: Some(now()),
        asked_until: Some(later(600)),
        ..table
    }
}

fn floor() -> Floor {
    let profile = profile();
    let (table, mut check) = fixtures::seated(1, crate::domain::check::Mode::Family);
    // Guests stand at the other one.
    let asked = fixtures::table(2).ask(now()).unwrap().unwrap();
    check.waiter_id = Some(waiter().id);
    check.last_order_at = Some(now());
    check.pin_locked_until = Some(later(900));
    Floor {
        branch: FloorBranch {
            id: profile.id,
            name: profile.name,
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            auto_accept: profile.auto_accept,
        },
        sections: vec![FloorSection {
            id: table.section_id.clone(),
            name: table.section.clone(),
            tables: vec![
                FloorTable::of(&table, Some(&check)),
                FloorTable::of(&asked, None),
            ],
        }],
        orders: vec![order_view()],
        more_orders: 0,
        calls: vec![call()],
        waiters: vec![Colleague {
            id: waiter().id,
            name: waiter().name,
            role: Role::Waiter,
        }],
        topics: topics(),
        server_time: now(),
    }
}

fn card() -> TableCard {
    let table = fixtures::table(1);
    TableCard {
        id: table.id,
        name: table.name,
        section_id: table.section_id,
        section: table.section,
        seats: table.seats,
        code: table.code,
        url: "https://salver.example/t/CODE1".to_owned(),
        short_url: "salver.example/t/CODE1".to_owned(),
        qr: QrPath {
            size: 29,
            path: "M0 0h7v1h-7z".to_owned(),
        },
        mark: CardMark::of_hash("0123456789abcdef0123").unwrap(),
        printed: on_table(),
        version: table.version,
    }
}

fn signed_in() -> SignedIn {
    SignedIn {
        access_token: "a.b.c".to_owned(),
        expires_in: 600,
        staff: StaffView {
            id: waiter().id,
            name: waiter().name,
            role: Role::Waiter,
            branches: vec![branch()],
        },
    }
}

fn set_up_done() -> SetUpDone {
    let SignedIn {
        access_token,
        expires_in,
        staff,
    } = signed_in();
    SetUpDone {
        access_token,
        expires_in,
        staff,
        branch: FirstBranch { id: branch() },
    }
}

fn team() -> Team {
    let place = |branch, role| TeamPlace { branch, role };
    let branch = || Some(branch());
    let member = |name: &str, login: Option<&str>, places| TeamMember {
        id: name.to_lowercase().parse().unwrap(),
        name: name.to_owned(),
        login: login.map(str::to_owned),
        places,
        state: MemberState::Active,
        led: login.is_some(),
    };
    let waiter = vec![place(branch(), Role::Waiter)];
    Team {
        people: vec![
            member("Asha", Some("asha@lane.example"), waiter),
            TeamMember {
                state: MemberState::Blocked,
                ..member("Vera", None, vec![place(None, Role::Owner)])
            },
        ],
        invitations: vec![OpenInvitation {
            id: "00ff".parse().unwrap(),
            name: "Omar".to_owned(),
            role: Role::Cook,
            branches: Some(branch().into_iter().collect()),
            made_by: "vera".parse().unwrap(),
            expires_at: later(7 * 24 * 3600).as_second(),
        }],
        branches: vec![TeamBranch {
            id: fixtures::branch(),
            name: profile().name,
        }],
        roles: vec![Role::Cashier, Role::Waiter, Role::Cook, Role::Rider],
        whole_brand: false,
        next: branch(),
    }
}

fn link_made() -> LinkMade {
    LinkMade {
        id: "00ff".parse().unwrap(),
        link: "/invite#K7q4M2xhK7q4M2xh".to_owned(),
        expires_at: later(24 * 3600).as_second(),
    }
}

fn link_view() -> LinkView {
    LinkView {
        purpose: LinkPurpose::Invitation,
        name: "Omar".to_owned(),
        brand: "The Lanes".to_owned(),
        branches: vec![profile().name],
        role: Some(Role::Cook),
        login: Some("omar@lane.example".to_owned()),
    }
}

fn branch_settings() -> BranchSettings {
    let evening = serde_json::json!({"day": "friday", "opens": "17:30", "closes": "01:00"});
    let evening = serde_json::from_value(evening).unwrap();
    let holiday = "2026-12-25".to_owned().try_into().unwrap();
    let mut profile = profile();
    profile.opening_hours = OpeningHours::parse(vec![evening], [holiday]).unwrap();
    BranchSettings::from(&profile)
}

/// A happy hour counts, and water is served in the mornings at what staff say.
fn for_a_while(menu: &mut Menu) {
    let from = |value| serde_json::from_value(value).unwrap();
    menu.price_lists = serde_json::from_value(serde_json::json!([{
        "id": "happy", "name": "Happy hour", "channels": ["dine_in", "pickup"],
        "times": [{"day": "friday", "opens": "17:00", "closes": "19:30"}],
        "percent": {"basis_points": -2000, "round_to": 100, "categories": ["food"]},
        "prices": {"dosa": {"variants": {"half": 5000}}, "tikka": {"price": 30000}},
    }]))
    .unwrap();
    let morning = serde_json::json!([{"day": "friday", "opens": "07:00", "closes": "11:00"}]);
    menu.categories[1].times = from(morning.clone());
    let water = &mut menu.categories[1].items[0];
    water.times = from(morning);
    water.priced = PriceKind::Market;
}

fn menu_view() -> MenuView {
    let mut menu = menu();
    let text = || serde_json::from_value(Value::from("Said in words")).unwrap();
    let in_two = |en, hi| serde_json::from_value(serde_json::json!({"en": en, "hi": hi})).unwrap();
    menu.categories[0].description = Some(text());
    menu.categories[0].items[0].description = Some(text());
    menu.categories[0].items[0].kitchen_note = Some("With chutney".to_owned());
    menu.categories[0].items[0].photo = Some("00ff11ee".parse().unwrap());
    menu.option_groups[1].free = 2;
    halves(&mut menu);
    for_a_while(&mut menu);
    combo(&mut menu);
    menu.categories[0].name = in_two("Food", "खाना");
    menu.categories[0].items[0].name = in_two("Masala Dosa", "मसाला डोसा");
    let popular = ["dosa", "tikka"].map(|id| id.parse().unwrap());
    let view = MenuView::of(&menu, &paused_stock(), &profile(), popular.into(), now());
    MenuView {
        ordering: ordering_view(),
        ..view
    }
}

/// With all that one may say, though nothing is open, paused and closed at once.
fn ordering_view() -> OrderingView {
    OrderingView {
        closes_at: Some(later(7200)),
        opens_at: Some(later(1800)),
        ..OrderingView::from(&profile().ordering(&paused_stock(), now()))
    }
}

fn menu_import() -> MenuImport {
    let file = "Name,Category,Price,Cost\nIdli,Food,80,20\nThali,Food,\"1,299\",500\n";
    let table = read_csv(file.as_bytes()).unwrap();
    let decision = decide(&table, &menu(), &Answers::All).unwrap();
    let asked = decide(&table, &menu(), &Answers::None).unwrap();
    let report = ImportReport {
        rows: [decision.report.rows, asked.report.rows].concat(),
        ..decision.report
    };
    MenuImport::of(report, Some(&desk().draft))
}

fn edited() -> Edited {
    Edited {
        by: waiter().id,
        name: waiter().name,
        at: now(),
        branch: branch(),
    }
}

/// A draft in which something was edited and is wrong.
fn desk() -> Desk {
    let mut published = menu();
    let text = || serde_json::from_value(Value::from("Said in words")).unwrap();
    published.categories[0].description = Some(text());
    published.categories[0].items[0].description = Some(text());
    published.categories[0].items[0].kitchen_note = Some("With chutney".to_owned());
    published.categories[0].items[0].photo = Some("00ff11ee".parse().unwrap());
    published.option_groups[1].free = 2;
    halves(&mut published);
    for_a_while(&mut published);
    combo(&mut published);
    let commands = serde_json::from_value(serde_json::json!([
        {"do": "edit_item", "id": "water", "set": {"price": {"minor": 0, "currency": "INR"}}},
        {"do": "add_option", "group": "size", "id": "small", "name": "",
            "price": {"minor": 0, "currency": "INR"}},
        {"do": "edit_variant", "item": "dosa", "id": "half",
            "set": {"price": {"minor": 0, "currency": "INR"}}},
        {"do": "set_combo", "item": "water", "set": {"parts": [
            {"id": "main", "name": "Main", "choices": [{"item": "dosa", "variant": "half",
                "surcharge": {"minor": 4_000, "currency": "INR"}}]}]}},
    ]));
    let commands: Vec<_> = commands.unwrap();
    let draft = Draft::of(&published);
    Desk {
        brand: stock().brand_id,
        stock: stock(),
        draft: draft.apply(&commands, &published, edited()).unwrap(),
        published: std::sync::Arc::new(published),
    }
}

/// A branch with an own price, which does not offer something.
fn own_menu() -> OwnMenuView {
    let item_id = "dosa".parse().unwrap();
    let own = Change::Price {
        of: PriceOf::Item { item_id },
        own: Some(inr(15_000)),
    };
    let hidden = Change::Item {
        id: "tikka".parse().unwrap(),
        hidden: true,
    };
    let ours = Overrides::default().changed(&[own, hidden], &menu(), profile().currency);
    OwnMenuView::of(&menu(), &ours.unwrap(), &profile(), true)
}

fn draft_view() -> DraftView {
    let desk = desk();
    let beside = (&*desk.published, &desk.stock);
    let view = DraftView::of(&desk.draft, beside, topics(), now()).unwrap();
    DraftView {
        read_only: true,
        ..view
    }
}

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
        cart: CartView::from(&cart_of_halves()),
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
        ("BranchSettings", json(branch_settings())),
        ("OwnMenuView", json(own_menu())),
        ("CallView", json(call())),
        (
            "CardSheet",
            json(CardSheet {
                branch: branch_settings(),
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
        ("CartView", json(CartView::from(&cart_of_halves()))),
        (
            "Closed",
            json(Closed {
                code: CLOSE_IDENTITY_OVER,
            }),
        ),
        ("Figures", json(figures())),
        ("Floor", json(floor())),
        ("FloorSession", json(FloorSession::from(&check()))),
        ("FloorTable", json(floor_table())),
        ("GuestView", json(guest())),
        ("Joined", json(joined)),
        ("KitchenBoard", json(board)),
        ("LooksView", json(looks())),
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
            }),
        ),
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

/// A stock of which something is counted, something is sold out until a time, and which pauses.
fn paused_stock() -> Stock {
    let word = PauseWord::parse(Some("The kitchen rests")).unwrap();
    let pause = Pause::parse(word, Some(later(1200)), now()).unwrap();
    let until = Supply::SoldOut(Some(later(600)));
    stock()
        .with_ordering(Some(pause), now())
        .with(&"dosa".parse().unwrap(), until, now())
        .with(&"tikka".parse().unwrap(), Supply::Left(3), now())
}

fn stock_view() -> StockView {
    let mut menu = menu();
    for_a_while(&mut menu);
    let water: ItemId = "water".parse().unwrap();
    let price = DayPrice {
        price: 4_500,
        until: later(3600),
    };
    let stock = paused_stock();
    let stock = stock.with_price(&water, Some(Supply::Plenty), Some(price), now());
    let view = StockView::of(&menu, &stock, &profile(), now());
    StockView {
        ordering: ordering_view(),
        ..view
    }
}

/// The schemas of the document.
fn document() -> Value {
    serde_json::from_str(include_str!("../../../docs/openapi.json")).unwrap()
}

/// The schemas that a part of the document names, not those that they name in turn.
fn named(part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
                found.insert(name.rsplit('/').next().unwrap().to_owned());
            }
            fields.values().for_each(|part| named(part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| named(part, found)),
        _ => {}
    }
}

/// The names of the fields of a value, however deep.
fn fields_of(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.insert(name.clone());
                fields_of(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| fields_of(value, found)),
        _ => {}
    }
}

#[test]
fn no_answer_of_the_document_and_no_field_of_one_is_left_out() {
    let document = document();
    let mut answers = BTreeSet::new();
    for path in document["paths"].as_object().unwrap().values() {
        for operation in path.as_object().unwrap().values() {
            named(&operation["responses"], &mut answers);
        }
    }
    // What a problem is made of is shown where it is made.
    answers.remove("Problem");
    let all = all();
    for answer in answers {
        let shown = all.get(answer.as_str());
        let shown = shown.unwrap_or_else(|| panic!("{answer} has no snapshot"));
        let mut fields = BTreeSet::new();
        fields_of(shown, &mut fields);
        let mut schemas = BTreeSet::from([answer.clone()]);
        let mut seen = BTreeSet::new();
        while let Some(name) = schemas.pop_first() {
            let schema = &document["components"]["schemas"][&name];
            // Either of several, and a snapshot is of one.
            let either = schema.get("oneOf").or(schema.get("anyOf")).is_some();
            if either || !seen.insert(name.clone()) {
                continue;
            }
            named(schema, &mut schemas);
            for field in schema["properties"].as_object().into_iter().flatten() {
                assert!(
                    fields.contains(field.0),
                    "{answer} shows no {name}.{}",
                    field.0
                );
            }
        }
    }
}

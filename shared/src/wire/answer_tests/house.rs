//! What the restaurant says of itself: its brand, its floor, its figures, its staff.

use salver_demo::fixtures::{self, branch, gst, inr, later, now, profile, waiter};

use super::party::{call, check, order_view, topics};
use crate::auth::screen_token::ScreenToken;
use crate::domain::address::Address;
use crate::domain::bill::tax::Registration;
use crate::domain::draft::MenuRules;
use crate::domain::figures::Tally;
use crate::domain::hours::OpeningHours;
use crate::domain::looks::{Brand, DisplayFace, Looks};
use crate::domain::price_list::Channel;
use crate::domain::printed::{CardMark, CardStanding};
use crate::domain::role::Role;
use crate::domain::site_origin::SiteOrigin;
use crate::domain::status_board::{Side, Waiting};
use crate::domain::status_screen::StatusScreen;
use crate::domain::till::sums::MoneySums;
use crate::domain::topic::Topic;
use crate::domain::upi::UpiId;
use crate::wire::branch::{BranchName, BranchSettings, BrandName};
use crate::wire::figures::{
    Comparison, DaySales, Figures, FiguresBranch, HourSales, ItemSales, MoneyFigures, Sales,
};
use crate::wire::floor::{Colleague, Floor, FloorBranch, FloorSection, FloorTable};
use crate::wire::looks::LooksView;
use crate::wire::set_up::{FirstBranch, SetUpDone};
use crate::wire::site::{CardOnTable, FormerSite, SiteView};
use crate::wire::staff::{SignedIn, StaffView};
use crate::wire::status_screen::{StatusBoard, StatusLinkMade};
use crate::wire::table::{QrPath, TableCard};
use crate::wire::tax::{TaxNote, TaxesView};
use crate::wire::team::{
    LinkMade, LinkPurpose, LinkView, MemberState, OpenInvitation, Team, TeamBranch, TeamMember,
    TeamPlace,
};

pub(super) fn brand_name() -> BrandName {
    BrandName {
        id: profile().brand_id,
        name: brand().name,
        looks: Some(looks()),
    }
}

/// The chain, which was renamed once.
pub(super) fn brand() -> Brand {
    Brand {
        id: profile().brand_id,
        name: "The Lanes".to_owned(),
        name_version: 1,
        looks: Looks {
            colour: Some("#ffd24a".parse().unwrap()),
            face: DisplayFace::Classic,
            logo: Some("00ff".parse().unwrap()),
            cover: Some("0123".parse().unwrap()),
        },
        looks_version: 1,
        menu_rules: MenuRules::default(),
        site: None,
        site_version: 0,
        version: 3,
    }
}

pub(super) fn looks() -> LooksView {
    LooksView::from(brand())
}

fn origin(text: &str) -> SiteOrigin {
    SiteOrigin::try_from(text.to_owned()).unwrap()
}

pub(super) fn site() -> SiteView {
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

pub(super) fn on_table() -> CardOnTable {
    CardOnTable {
        standing: CardStanding::Outdated,
        origin: Some(origin("http://192.168.1.5:8080")),
        at: Some(now()),
    }
}

pub(super) fn taxes() -> TaxesView {
    let today = "2026-11-20".parse().unwrap();
    let number = Registration {
        name: "GSTIN".to_owned().try_into().unwrap(),
        number: "29ABCDE1234F1ZW".to_owned().try_into().unwrap(),
    };
    let taxed = profile().taxes.with(today, gst(), vec![number], today);
    let profile = profile().with_taxes(taxed.unwrap());
    TaxesView::of(&profile, &fixtures::menu(), today)
}

fn status_screen() -> StatusScreen {
    StatusScreen::first(branch()).linked("00ff".to_owned(), now())
}

pub(super) fn status_link() -> StatusLinkMade {
    let token = ScreenToken::parse("lane.secret").unwrap();
    StatusLinkMade::of(&status_screen(), &token)
}

pub(super) fn status_board() -> StatusBoard {
    let waiting = |number, side| Waiting {
        check_id: fixtures::check().id,
        kind: Channel::Pickup,
        number,
        side,
        since: now(),
        until: (side == Side::Ready).then(|| later(1800)),
    };
    let called = vec![
        (waiting(12, Side::Preparing), Some("Meera".to_owned())),
        (waiting(13, Side::Ready), None),
    ];
    let topics = [(Topic::board(&branch()), 3)].into();
    StatusBoard::of(
        (&profile(), brand(), &status_screen()),
        called,
        topics,
        now(),
    )
}

pub(super) fn branch_name() -> BranchName {
    let profile = profile();
    BranchName {
        id: profile.id,
        name: profile.name,
        address: Address::try_from("12 Lake Road\nKolkata 700029".to_owned()).ok(),
        currency: profile.currency,
        currency_digits: profile.currency.digits(),
        time_zone: "Asia/Kolkata".to_owned(),
        ordering_open: true,
        tax: TaxNote::of(&gst()),
    }
}

pub(super) fn figures() -> Figures {
    let money = || {
        let voided = Tally {
            count: 2,
            amount: 39_000,
        };
        MoneyFigures::of(
            &MoneySums::of(&super::till::entries()),
            voided,
            profile().currency,
        )
    };
    let sales = || Sales {
        orders: 1,
        amount: inr(70_000),
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
        money: money(),
        fortnight: money(),
        today: sales(),
        ordered: sales(),
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
            revenue: inr(15_800),
            net: inr(15_400),
        }],
        items: vec![ItemSales {
            item_id: "dosa".parse().unwrap(),
            name: "Masala Dosa".to_owned(),
            quantity: 2,
            amount: inr(38_000),
        }],
        recent: vec![order_view()],
        topics: topics(),
        server_time: now(),
    }
}

/// With all that one may say, though nobody asks for a table at which a party sits.
pub(super) fn floor_table() -> FloorTable {
    let mut held = check();
    held.on_hold = true;
    let table = FloorTable::of_check(&held).unwrap();
    FloorTable {
        asked_at: Some(now()),
        asked_until: Some(later(600)),
        ..table
    }
}

pub(super) fn floor() -> Floor {
    let profile = profile();
    let (table, mut check) = fixtures::seated(1, crate::domain::check::Mode::Family);
    // Guests stand at the other one.
    let asked = fixtures::table(2).ask(now()).unwrap().unwrap();
    check.waiter_id = Some(waiter().id);
    check.on_hold = true;
    check.last_order_at = Some(now());
    check.pin_locked_until = Some(later(900));
    Floor {
        branch: FloorBranch {
            id: profile.id,
            name: profile.name,
            currency: profile.currency,
            currency_digits: profile.currency.digits(),
            auto_accept: profile.auto_accept,
            upi_id: UpiId::try_from("lakeroad@okbank".to_owned()).ok(),
            smallest_coin: 5,
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
        riders: vec![Colleague {
            id: "dev".parse().unwrap(),
            name: "Dev".to_owned(),
            role: Role::Rider,
        }],
        topics: topics(),
        server_time: now(),
    }
}

pub(super) fn card() -> TableCard {
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

pub(super) fn signed_in() -> SignedIn {
    SignedIn {
        access_token: "a.b.c".to_owned(),
        expires_in: 600,
        staff: StaffView {
            id: waiter().id,
            name: waiter().name,
            role: Role::Waiter,
            brand: profile().brand_id,
            branches: vec![branch()],
        },
    }
}

pub(super) fn set_up_done() -> SetUpDone {
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

pub(super) fn team() -> Team {
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

pub(super) fn link_made() -> LinkMade {
    LinkMade {
        id: "00ff".parse().unwrap(),
        link: "/invite#K7q4M2xhK7q4M2xh".to_owned(),
        expires_at: later(24 * 3600).as_second(),
    }
}

pub(super) fn link_view() -> LinkView {
    LinkView {
        purpose: LinkPurpose::Invitation,
        name: "Omar".to_owned(),
        brand: "The Lanes".to_owned(),
        branches: vec![profile().name],
        role: Some(Role::Cook),
        login: Some("omar@lane.example".to_owned()),
    }
}

pub(super) fn branch_settings() -> BranchSettings {
    let evening = serde_json::json!({"day": "friday", "opens": "17:30", "closes": "01:00"});
    let evening = serde_json::from_value(evening).unwrap();
    let holiday = "2026-12-25".to_owned().try_into().unwrap();
    let mut profile = profile();
    profile.opening_hours = OpeningHours::parse(vec![evening], [holiday]).unwrap();
    BranchSettings::of(&profile, &brand())
}

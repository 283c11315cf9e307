//! The end of the evening, when all that an item may say has been said: parties have left and
//! paid, the menu is in two languages, guests did what staff did before.

use salver::domain::address::Address;
use salver::domain::audit::{Actor, AuditEntry, Deed};
use salver::domain::bill::asked::{AskedPayment, PayMethod, PayPart};
use salver::domain::bill::number::InvoicePrefix;
use salver::domain::bill::tax::{Registration, TaxProfile};
use salver::domain::branch::Profile;
use salver::domain::cart::PutLine;
use salver::domain::check::{Check, Mode};
use salver::domain::claims::Claims;
use salver::domain::combo::{InCombo, Pick};
use salver::domain::draft::{Draft, Edited, MenuRules};
use salver::domain::guest::Guest;
use salver::domain::hours::{ClosedDay, OpeningHours, OpeningTime, Weekday};
use salver::domain::invoice::{CallingCode, ChangeInvoice};
use salver::domain::language::{Language, Text};
use salver::domain::looks::{DisplayFace, Looks};
use salver::domain::menu::Menu;
use salver::domain::message_settings::{ChangeMessages, Via};
use salver::domain::name::Name;
use salver::domain::place::Place;
use salver::domain::price_list::{Channel, OwnPrices, Percent, PriceList};
use salver::domain::priced::PriceKind;
use salver::domain::serving_times::ServingTimes;
use salver::domain::settings::ChangeSettings;
use salver::domain::site::Site;
use salver::domain::site_origin::SiteOrigin;
use salver::domain::table::TableRef;
use salver::domain::text::{InvoiceFooter, LegalName, Reason};
use salver::domain::upi::UpiId;
use salver::domain::variant::{ChosenVariant, Variant};
use salver::domain::weight::{Weighed, Weight, WeightUnit};
use salver::store::{Connection, Drafting, Saving, Ticket};
use salver_demo::fixtures::{
    branch, check, gst, inr, later, line, menu, now, pick, profile, seated, thali, waiter,
};

use super::dues::late_dues;
use super::message::late_message;
use super::parts::{call_id, entry, meera, noted, owner, photo, records, topic};
use super::print::{late_print, printer, printers};
use super::{put, with_note};
use crate::samples::by_row;
use crate::world::World;

/// The end of the evening, when all that an item may say has been said: parties have left
/// and paid, the menu is in two languages, guests did what staff did before.
pub async fn late(world: &World) {
    let allergy = PutLine {
        allergy: Some(true),
        variant_id: Some("half".parse().unwrap()),
        ..with_note(line("d", "tikka", 1, &[]))
    };
    put(world, &check().id, &allergy).await;
    let half = Pick {
        variant: Some("half".parse().unwrap()),
        ..pick("main", "tikka", &[])
    };
    let parts = [half, pick("drink", "water", &[])];
    put(world, &check().id, &thali("e", 1, &parts)).await;
    let weighed = PutLine {
        weight: Some(weight()),
        ..line("f", "water", 1, &[])
    };
    put(world, &check().id, &weighed).await;
    late_order(world).await;
    late_call(world).await;
    late_session(world).await;
    late_menu(world).await;
    late_phone(world).await;
    late_hours(world).await;
    late_looks(world).await;
    late_address(world).await;
    late_print(world).await;
    late_message(world).await;
    late_dues(world).await;
    let guest = Actor::Guest {
        id: meera().id,
        session: check().id,
    };
    let staff = Actor::Staff {
        id: waiter().id,
        role: None,
    };
    let actors = [guest, staff, Actor::Nobody];
    for ((record, _), who) in records().into_iter().zip(actors) {
        let entry = entry("01k8a", record, Deed::GuestJoined);
        let entry = AuditEntry { who, ..entry };
        world.store.note(&entry).await.unwrap();
    }
}

/// At a table that shares its name with another one.
fn there(place: Place) -> Place {
    match place {
        Place::Table(table) => Place::Table(TableRef {
            name_shared: true,
            ..table
        }),
        place => place,
    }
}

fn weight() -> Weight {
    Weight {
        unit: WeightUnit::Gram,
        amount: 450,
    }
}

async fn late_order(world: &World) {
    let before = world.store.orders_of(&check().id).await.unwrap().remove(0);
    let mut order = before.clone();
    order.place = there(order.place);
    order.taken_by = Some(waiter().id);
    order.reason = Reason::parse(Some("no gas")).unwrap();
    order.ready_at = Some(later(900));
    order.party_left_at = Some(later(1200));
    order.printers = vec![printer().id];
    for line in &mut order.lines {
        line.allergy = true;
        line.kitchen_note = Some("In a clay cup".to_owned());
        line.variant = Some(ChosenVariant {
            id: "half".parse().unwrap(),
            name: "Half".to_owned(),
        });
        line.reason = Reason::parse(Some("burnt")).unwrap();
        line.combo = Some(InCombo {
            line: "a".parse().unwrap(),
            item_id: "thali".parse().unwrap(),
            name: "Thali for One".to_owned(),
            part_id: "main".parse().unwrap(),
            part: "Main".to_owned(),
        });
        line.weighed = Some(Weighed {
            weight: weight(),
            per: PriceKind::PerKg,
            price: inr(120_000),
        });
    }
    order.version += 1;
    let saved = world.store.save_order(&before, &order, None).await.unwrap();
    assert_eq!(saved, Saving::Saved);
}

async fn late_call(world: &World) {
    let mut call = world.store.read_call(&call_id()).await.unwrap().unwrap();
    call.place = there(call.place);
    call.reason = salver::domain::call::CallReason::Pay;
    call.payment = Some(AskedPayment {
        part: PayPart::Share,
        of: Some(3),
        method: PayMethod::Upi,
        amount: inr(12_000),
        tip: Some(inr(1_000)),
        paid: Some(inr(12_000)),
    });
    call.status = salver::domain::transitions::CallStatus::Resolved;
    call.resolved_at = Some(later(120));
    call.version += 1;
    assert!(world.store.save_call(&call).await.unwrap());
}

async fn late_session(world: &World) {
    let store = &world.store;
    let known = store.guests_of(&check().id).await.unwrap().remove(0);
    let alike = Guest {
        look_alike: true,
        ..known
    };
    let entry = noted("01k9a", Deed::GuestLeft);
    assert!(store.leave(&alike.leave(), &entry).await.unwrap());
    let check = world.check(&check().id).await;
    let check = Check {
        place: there(check.place),
        pin_locked_until: Some(later(3600)),
        // As a pickup, a delivery and one on hold have it.
        pickup_at: Some(later(1800)),
        rider_id: Some(waiter().id),
        on_hold: true,
        closed_at: Some(later(3600)),
        billed_at: Some(later(3500)),
        paid_at: Some(later(3550)),
        version: check.version + 1,
        ..check
    };
    let entry = noted("01k9b", Deed::SessionClosed);
    assert!(store.save_check(&check, &entry).await.unwrap());
    let table = store
        .table_of(&branch(), &seated(1, Mode::Family).0.id)
        .await;
    let free = table.unwrap().unwrap().vacate().unwrap();
    let entry = noted("01k9c", Deed::TableMoved);
    assert!(store.save_table(&free, &entry).await.unwrap());
    // The next guests stand there.
    let asked = free.ask(later(3700)).unwrap().unwrap();
    let entry = noted("01k9d", Deed::OpeningAsked);
    assert!(store.save_table(&asked, &entry).await.unwrap());
}

/// The menu with all that one may hold.
pub(super) fn whole_menu() -> Menu {
    let both = |english: &str, hindi: &str| {
        let texts = [("en", english), ("hi", hindi)];
        let texts = texts.map(|(tag, text)| {
            let language = Language::try_from(tag.to_owned()).unwrap();
            (language, text.to_owned())
        });
        Text::Translated(texts.into())
    };
    let mut menu = menu();
    for category in &mut menu.categories {
        category.name = both("Food", "\u{916}\u{93e}\u{928}\u{93e}");
        category.description = Some(both("All day", "\u{926}\u{93f}\u{928} \u{92d}\u{930}"));
        for item in &mut category.items {
            item.description = Some("With chutney".into());
            item.tax_class = "reduced".parse().unwrap();
            item.kitchen_note = Some("In a clay cup".to_owned());
            item.photo = Some(photo().id);
        }
    }
    let tikka = &mut menu.categories[0].items[1];
    tikka.variants = vec![half(both("Half", "\u{906}\u{927}\u{93e}"))];
    let dosa = &mut menu.categories[0].items[0];
    let extras = &mut dosa.option_groups[1];
    (extras.min, extras.max, extras.free) = (Some(1), Some(2), Some(1));
    extras.prices = [("cheese".parse().unwrap(), 2_500)].into();
    extras.without = ["podi".parse().unwrap()].into();
    let days = [Weekday::Friday, Weekday::Saturday];
    let evening: Vec<_> = days.map(evening).into();
    let evening = ServingTimes::try_from(evening).unwrap();
    menu.categories[0].times = evening.clone();
    menu.categories[0].items[0].times = evening.clone();
    menu.categories[1].items[0].priced = PriceKind::Market;
    menu.categories[1].items[0].may_be_free = true;
    menu.price_lists = vec![PriceList {
        id: "happy".parse().unwrap(),
        name: both("Happy hour", "\u{938}\u{938}\u{94d}\u{924}\u{93e}"),
        channels: [Channel::DineIn, Channel::Pickup, Channel::Delivery].into(),
        times: evening,
        percent: Some(Percent {
            basis_points: -2_000,
            round_to: 100,
            categories: Some(["food".parse().unwrap()].into()),
        }),
        prices: [
            (
                "dosa".parse().unwrap(),
                OwnPrices {
                    price: Some(9_000),
                    ..OwnPrices::default()
                },
            ),
            (
                "tikka".parse().unwrap(),
                OwnPrices {
                    price: None,
                    variants: [("half".parse().unwrap(), 15_000)].into(),
                },
            ),
        ]
        .into(),
    }];
    for group in &mut menu.option_groups {
        group.free = group.max.min(1);
    }
    let main = serde_json::json!([{"id": "main", "name": both("Main", "\u{916}\u{93e}\u{928}\u{93e}"),
        "count": 2, "choices": [{"item": "tikka", "variant": "half", "surcharge": 5_000}]}]);
    menu.categories[1].items[0].parts = serde_json::from_value(main).unwrap();
    menu
}

fn evening(day: Weekday) -> OpeningTime {
    OpeningTime {
        day,
        opens: "18:00".parse().unwrap(),
        closes: "02:00".parse().unwrap(),
    }
}

pub(super) fn half(name: Text) -> Variant {
    Variant {
        id: "half".parse().unwrap(),
        name,
        price: 18_000,
    }
}

async fn late_menu(world: &World) {
    let brand = profile().brand_id;
    let items = by_row(world.items().await);
    world.remove(&items["menu"]).await;
    world
        .seeder
        .publish_menu(&brand, &whole_menu())
        .await
        .unwrap();
    let edited = Edited {
        by: owner().id,
        name: owner().name,
        at: later(60),
        branch: branch(),
    };
    let draft = Draft::of(&whole_menu());
    let draft = draft.apply(&[], &whole_menu(), edited).unwrap();
    world.remove(&items["draft"]).await;
    let saved = world.store.save_draft(&brand, &draft, None, now());
    assert!(matches!(saved.await.unwrap(), Drafting::Saved));
}

/// The branch has opening hours by now, a holiday, an address, taxes, a form of its invoices, where it is
/// paid by UPI and what it tells its customers.
async fn late_hours(world: &World) {
    let evening = evening(Weekday::Friday);
    let holiday = ClosedDay::try_from("2026-12-25".to_owned()).unwrap();
    let change = ChangeSettings {
        opening_hours: Some(OpeningHours::parse(vec![evening], [holiday]).unwrap()),
        address: Some(Address::try_from("12 Lake Road".to_owned()).unwrap()),
        invoice: ChangeInvoice {
            legal_name: Some(LegalName::parse(Some("Saffron Foods LLP")).unwrap()),
            prefix: Some(InvoicePrefix::parse("LR-").unwrap()),
            footer: Some(InvoiceFooter::parse(Some("Come again!")).unwrap()),
            calling_code: Some(CallingCode::parse("91").unwrap()),
        },
        messages: ChangeMessages {
            via: Some(Via::Whatsapp),
            order_confirmed: Some(true),
            out_for_delivery: Some(true),
            bill: Some(true),
        },
        upi_id: UpiId::try_from("lakeroad@okbank".to_owned()).ok(),
        ..ChangeSettings::default()
    };
    let known = world.store.profile(&branch()).await.unwrap().unwrap();
    let settings = known.settings().change(&change).unwrap();
    let entry = noted("01k9e", Deed::SettingsChanged);
    let taxes = taxes(&known);
    let next = Profile {
        taxes,
        printers: printers(),
        ..known.with(settings)
    };
    assert!(world.store.save_profile(&next, None, &entry).await.unwrap());
}

/// CGST and SGST, and the number for the bills.
fn taxes(known: &Profile) -> TaxProfile {
    let number = Registration {
        name: "GSTIN".to_owned().try_into().unwrap(),
        number: "29ABCDE1234F1ZW".to_owned().try_into().unwrap(),
    };
    let today = known.business_day(now());
    let next = known.taxes.with(today, gst(), vec![number], today);
    next.unwrap()
}

/// The owner has chosen what the brand is called and how it looks.
async fn late_looks(world: &World) {
    let known = world.store.brand(&profile().brand_id).await;
    let known = known.unwrap().unwrap();
    let rules = MenuRules { stations: true };
    let name = Name::try_from("The Lanes".to_owned()).unwrap();
    let next = known.clone().under(rules).named(name).with(Looks {
        colour: Some("#9c3d1b".parse().unwrap()),
        face: DisplayFace::Classic,
        logo: Some("00ff".parse().unwrap()),
        cover: Some("0123".parse().unwrap()),
    });
    let entry = noted("01k9f", Deed::LooksChanged);
    let saved = world.store.save_brand(&known, &next, &entry).await;
    assert!(saved.unwrap());
}

/// The owner has confirmed the brand's address, and later another one; a card was printed.
async fn late_address(world: &World) {
    let origin = |text: &str| SiteOrigin::try_from(text.to_owned()).unwrap();
    let known = world.store.brand(&profile().brand_id).await;
    let known = known.unwrap().unwrap();
    let (old, new) = (
        origin("http://192.168.1.5:8080"),
        origin("https://lanes.example"),
    );
    let site = Site::after(Some(&old), None, new.clone(), later(120));
    let entry = noted("01k9g", Deed::SiteChanged);
    let next = known.clone().at(site);
    let saved = world.store.save_brand(&known, &next, &entry).await;
    assert!(saved.unwrap());
}

/// A guest's phone has the ticket and the connection that somebody of the staff had.
async fn late_phone(world: &World) {
    let store = &world.store;
    let claims = Claims::Guest {
        check_id: check().id,
        guest_id: meera().id,
    };
    let ticket = Ticket {
        claims: claims.clone(),
        topics: vec![topic()],
        batches: true,
        identity_expires_at: later(600).as_second(),
        expires_at: later(30).as_second(),
    };
    store.put_ticket("00ff", &ticket).await.unwrap();
    let before = store.connection("L0SM9cOFvHcCIhw=").await.unwrap().unwrap();
    store.disconnect(&before).await.unwrap();
    let connection = Connection { claims, ..before };
    store.connect(&connection).await.unwrap();
}

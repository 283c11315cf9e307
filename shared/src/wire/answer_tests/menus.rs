//! The menu in all its forms, and what of it is to be had.

use salver_demo::fixtures::{self, branch, inr, later, menu, now, profile, stock, waiter};
use serde_json::Value;

use super::house::brand;
use super::party::topics;
use crate::domain::draft::{Draft, Edited, MenuRules};
use crate::domain::id::ItemId;
use crate::domain::menu::Menu;
use crate::domain::overrides::{Change, Overrides};
use crate::domain::own_stations::StationChange;
use crate::domain::price_list::Channel;
use crate::domain::price_of::PriceOf;
use crate::domain::priced::PriceKind;
use crate::domain::stock::{DayPrice, Pause, Stock, Supply};
use crate::domain::text::PauseWord;
use crate::domain::unpriced::Unpriced;
use crate::menu_file::{Answers, ImportReport, decide, read_csv};
use crate::service::menu::Desk;
use crate::wire::draft::DraftView;
use crate::wire::menu::MenuView;
use crate::wire::menu_file::MenuImport;
use crate::wire::own_menu::OwnMenuView;
use crate::wire::stock::{OrderingView, StockView};
use crate::wire::unpriced::UnpricedAt;

/// `water` as a combo of what there is.
pub(super) fn combo(menu: &mut Menu) {
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

/// Something of each kind is also said in Hindi.
fn in_hindi(menu: &mut Menu) {
    let in_two = |en, hi| serde_json::from_value(serde_json::json!({"en": en, "hi": hi})).unwrap();
    menu.option_groups[0].name = in_two("Size", "आकार");
    menu.option_groups[0].options[0].name = in_two("Regular", "सामान्य");
    menu.price_lists[0].name = in_two("Happy hour", "खुशी का समय");
    let food = &mut menu.categories[0];
    food.name = in_two("Food", "खाना");
    food.items[0].name = in_two("Masala Dosa", "मसाला डोसा");
    food.items[0].description = Some(in_two("Said in words", "शब्दों में"));
    food.items[0].variants[0].name = in_two("Half", "आधा");
    menu.categories[1].items[0].parts[0].name = in_two("Main", "मुख्य");
}

pub(super) fn menu_view() -> MenuView {
    let mut menu = menu();
    let text = || serde_json::from_value(Value::from("Said in words")).unwrap();
    menu.categories[0].description = Some(text());
    menu.categories[0].items[0].description = Some(text());
    menu.categories[0].items[0].kitchen_note = Some("With chutney".to_owned());
    menu.categories[0].items[0].photo = Some("00ff11ee".parse().unwrap());
    menu.option_groups[1].free = 2;
    halves(&mut menu);
    for_a_while(&mut menu);
    combo(&mut menu);
    in_hindi(&mut menu);
    let popular = ["dosa", "tikka"].map(|id| id.parse().unwrap());
    let then = (Channel::DineIn, now());
    let view = MenuView::of(&menu, &paused_stock(), &profile(), popular.into(), then);
    MenuView {
        ordering: ordering_view(),
        ..view
    }
}

/// With all that one may say, though nothing is open, paused and closed at once.
pub(super) fn ordering_view() -> OrderingView {
    OrderingView {
        closes_at: Some(later(7200)),
        opens_at: Some(later(1800)),
        ..OrderingView::from(&profile().ordering(&paused_stock(), now()))
    }
}

pub(super) fn menu_import() -> MenuImport {
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

pub(super) fn edited() -> Edited {
    Edited {
        by: waiter().id,
        name: waiter().name,
        at: now(),
        branch: branch(),
    }
}

/// A draft in which something was edited and is wrong.
pub(super) fn desk() -> Desk {
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
    in_hindi(&mut published);
    let commands = serde_json::from_value(serde_json::json!([
        {"do": "edit_item", "id": "water", "set": {"price": {"minor": 0, "currency": "INR"}}},
        {"do": "add_option", "group": "size", "id": "small", "name": "",
            "price": {"minor": 0, "currency": "INR"}},
        {"do": "edit_variant", "item": "dosa", "id": "half",
            "set": {"price": {"minor": 0, "currency": "INR"}}},
        {"do": "edit_item", "id": "dosa", "set": {"may_be_free": true}},
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

/// A branch with an own price and a station of its own, which does not offer something.
pub(super) fn own_menu() -> OwnMenuView {
    let item_id = "dosa".parse().unwrap();
    let own = Change::Price {
        of: PriceOf::Item { item_id },
        own: Some(inr(15_000)),
    };
    let hidden = Change::Item {
        id: "tikka".parse().unwrap(),
        hidden: true,
    };
    let extra = Change::Price {
        of: PriceOf::Surcharge {
            item_id: "thali".parse().unwrap(),
            part_id: "main".parse().unwrap(),
            choice_id: "tikka".parse().unwrap(),
            variant_id: None,
        },
        own: Some(inr(7_000)),
    };
    let back = || "back".parse().unwrap();
    let added = StationChange::Add {
        id: back(),
        name: "Back kitchen".to_owned().try_into().unwrap(),
    };
    let moved = StationChange::MadeAt {
        id: "tandoor".parse().unwrap(),
        at: Some(back()),
    };
    let dish = StationChange::Item {
        id: "water".parse().unwrap(),
        at: Some(back()),
    };
    let kitchen = [added, moved, dish].map(Change::Station);
    let changes: Vec<_> = [own, hidden, extra].into_iter().chain(kitchen).collect();
    let menu = fixtures::combo_menu();
    let ours = Overrides::default().changed(&changes, &menu, profile().currency);
    OwnMenuView::of((&menu, &ours.unwrap()), (&profile(), &brand()), true)
}

pub(super) fn unpriced() -> UnpricedAt {
    let menu = desk().draft.menu;
    let of = |which: Value, leaves| Unpriced {
        which: serde_json::from_value(which).unwrap(),
        leaves,
    };
    let choice = serde_json::json!({"of": "surcharge", "item_id": "water", "part_id": "main",
        "choice_id": "dosa", "variant_id": "half"});
    let item = serde_json::json!({"of": "item", "item_id": "tikka"});
    UnpricedAt::of(&menu, profile(), vec![of(choice, false), of(item, true)])
}

pub(super) fn draft_view() -> DraftView {
    let desk = desk();
    let beside = (&*desk.published, &desk.stock);
    let view = DraftView::of(&desk.draft, MenuRules::default(), beside, topics(), now()).unwrap();
    DraftView {
        read_only: true,
        ..view
    }
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

pub(super) fn stock_view() -> StockView {
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

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use salver::domain::colour::Colour;
use salver::domain::id::PhotoId;
use salver::domain::language::Language;
use salver::domain::looks::DisplayFace;
use salver::domain::menu::{Allergen, Diet};
use salver::domain::money::{Currency, Money};
use salver::domain::palette::Palette;
use salver::domain::priced::PriceKind;
use salver::wire::looks::LooksView;
use salver::wire::price_list::{PriceListView, VariantView};
use salver::wire::stock::OrderingView;
use salver::wire::texts::{Said, Texts};
use serde_json::Value;

use super::*;

fn item(id: &str, name: &str) -> ItemView {
    ItemView {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        texts: Texts::new(),
        description: None,
        price: rupees(35_000),
        variants: Vec::new(),
        diet: Diet::Veg,
        allergens: Vec::new(),
        station: None,
        prep_minutes: 0,
        available: true,
        left: None,
        photo: None,
        option_groups: Vec::new(),
        usual_price: None,
        price_list: None,
        serves_at: None,
        ask: None,
        parts: Vec::new(),
    }
}

fn rupees(minor: i64) -> Money {
    Money::new(minor, Currency::INR)
}

fn photo() -> PhotoId {
    "0123456789abcdef0123456789abcdef".parse().unwrap()
}

fn menu(items: Vec<ItemView>) -> MenuView {
    MenuView {
        version: 3,
        language: Language::english(),
        languages: Vec::new(),
        currency: Currency::INR,
        currency_digits: 2,
        stations: Vec::new(),
        categories: vec![CategoryView {
            id: "chaat".parse().unwrap(),
            name: "Chaat".to_owned(),
            texts: Texts::new(),
            description: Some("Sour & sweet".to_owned()),
            items,
        }],
        popular: Vec::new(),
        ordering: OrderingView {
            open: true,
            word: None,
            until: None,
            opens_at: None,
            closes_at: None,
        },
        price_lists: Vec::new(),
        changes_at: None,
    }
}

fn now() -> Timestamp {
    "2026-11-29T18:00:00+05:30".parse().unwrap()
}

fn shown(menu: MenuView, looks: Option<&LooksView>) -> Rendered {
    let page = Page {
        brand: "Lanes <& Co>",
        branch: "Lake \"Road\"",
        address: Some("12 <Lake> Road\nKolkata"),
        id: "lake-road",
        zone: TimeZone::get("Asia/Kolkata").unwrap(),
        origin: Some("https://order.example.com"),
        looks,
        etag: "3-1-ab",
        now: now(),
    };
    page.render(menu).unwrap()
}

/// The rows' markup.
fn row(item: ItemView) -> String {
    let html = shown(menu(vec![item]), None).html;
    let from = html.find("<li class=\"di").unwrap();
    let to = from + html[from..].find("</li>").unwrap();
    html[from..to].to_owned()
}

/// The data blocks, in their order.
fn data(html: &str) -> Vec<Value> {
    let blocks = html.split("<script type=\"application/json\">").skip(1);
    let texts = blocks.map(|block| block.split("</script>").next().unwrap());
    texts
        .map(|text| serde_json::from_str(text).unwrap())
        .collect()
}

/// A category as it stands beside its rows, which say the rest.
fn beside_rows(category: &Value) -> Value {
    let mut category = category.clone();
    for item in category["items"].as_array_mut().unwrap() {
        let item = item.as_object_mut().unwrap();
        item.insert("name".to_owned(), "".into());
        item.retain(|field, _| field != "description" && field != "photo");
    }
    category
}

#[test]
fn what_people_typed_is_text_wherever_it_stands() {
    let evil = "</script><img src=x onerror=alert(1)>\"'&";
    let mut bad = item("bad", evil);
    bad.description = Some("<!--<script>".to_owned());
    let mut menu = menu(vec![bad]);
    menu.categories[0].name = evil.to_owned();
    let expected = serde_json::to_value(&menu).unwrap();
    let html = shown(menu, None).html;
    assert!(!html.contains("<img src=x"), "{html}");
    assert!(!html.contains("<!--"), "{html}");
    assert!(html.contains("<title>Lanes &lt;&amp; Co&gt; · Menu</title>"));
    assert!(html.contains("Lake &quot;Road&quot;</span>"));
    let address = "dir=\"auto\" translate=\"no\">12 &lt;Lake&gt; Road\nKolkata</address>";
    assert!(html.contains(address), "{html}");
    // Only the page's own scripts: two files and the data.
    assert_eq!(html.matches("<script").count(), 5);
    let data = data(&html);
    assert_eq!(data[0], beside_rows(&expected["categories"][0]));
    assert_eq!(data[0]["name"], evil);
}

#[test]
fn the_app_finds_the_whole_menu_in_the_page() {
    let mut poha = item("poha", "Poha");
    poha.description = Some("Flattened rice".to_owned());
    poha.photo = Some(photo());
    let menu = menu(vec![item("vada", "Vada"), poha]);
    let mut expected = serde_json::to_value(&menu).unwrap();
    for category in expected["categories"].as_array_mut().unwrap() {
        *category = beside_rows(category);
    }
    let html = shown(menu, None).html;
    let mut parts = data(&html);
    let mut whole = parts.pop().unwrap();
    whole["categories"] = Value::Array(parts);
    assert_eq!(whole, expected);
    assert!(html.contains("data-branch=\"lake-road\" data-etag=\"3-1-ab\""));
}

#[test]
fn a_row_says_what_holds_for_its_dish() {
    let plain = row(item("vada", "Vada"));
    assert!(plain.contains("₹350</b>"), "{plain}");
    assert!(plain.contains("class=\"more di\""), "{plain}");
    assert!(plain.contains("class=\"tile dt t0\""), "{plain}");

    let gone = row(ItemView {
        available: false,
        ..item("vada", "Vada")
    });
    assert!(gone.contains("class=\"di gone\""), "{gone}");
    assert!(gone.contains("Sold out"), "{gone}");
    assert!(!gone.contains("more di"), "{gone}");

    let market = row(ItemView {
        available: false,
        price: rupees(0),
        ask: Some(PriceKind::Market),
        ..item("crab", "Crab")
    });
    assert!(market.contains("Market price: ask us"), "{market}");
    assert!(!market.contains("<b"), "{market}");
    assert!(!market.contains("Sold out"), "{market}");

    let later = row(ItemView {
        available: false,
        serves_at: Some(now() + SignedDuration::from_hours(14)),
        ..item("idli", "Idli")
    });
    assert!(later.contains("From tomorrow at 8:00 am"), "{later}");

    let forms = [("half", 35_000), ("full", 60_000)].map(|(id, minor)| VariantView {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        texts: Texts::new(),
        price: rupees(minor),
        usual_price: None,
    });
    let from = row(ItemView {
        variants: forms.to_vec(),
        allergens: vec![Allergen::Milk],
        prep_minutes: 12,
        left: Some(3),
        photo: Some(photo()),
        ..item("biryani", "Biryani")
    });
    for words in [
        "from <b",
        "aria-label=\"Ready in about 12 minutes\">12 min",
        "Only 3 left",
        "Contains milk",
        "/photos/0123456789abcdef0123456789abcdef-192",
    ] {
        assert!(from.contains(words), "{words}: {from}");
    }
    assert!(!from.contains("tile"), "{from}");
}

#[test]
fn a_price_of_a_while_says_until_when() {
    let mut happy = menu(vec![ItemView {
        price_list: Some("happy".parse().unwrap()),
        usual_price: Some(rupees(40_000)),
        ..item("chai", "Chai")
    }]);
    happy.price_lists = vec![PriceListView {
        id: "happy".parse().unwrap(),
        name: "Happy hour".to_owned(),
        texts: Texts::new(),
        until: Some(now() + SignedDuration::from_hours(1)),
    }];
    let html = shown(happy, None).html;
    assert!(html.contains("Happy hour until 7:00 pm, otherwise ₹400"));
}

#[test]
fn what_is_popular_stands_first_and_in_its_category() {
    let mut menu = menu(vec![item("vada", "Vada"), item("poha", "Poha")]);
    menu.popular = vec!["poha".parse().unwrap()];
    let html = shown(menu, None).html;
    let at = |words: &str| html.find(words).unwrap();
    assert!(at(">Popular</h2>") < at(">Chaat</h2>"));
    assert_eq!(html.matches(">Poha</span>").count(), 2);
    assert_eq!(html.matches("aria-current=\"true\"").count(), 1);
}

#[test]
fn a_branch_that_takes_no_orders_says_so() {
    let mut menu = menu(vec![item("vada", "Vada")]);
    menu.ordering.open = false;
    menu.ordering.opens_at = Some(now() + SignedDuration::from_hours(14));
    let html = shown(menu, None).html;
    assert!(html.contains("Closed now"));
    assert!(html.contains("Opens tomorrow at 8:00 am. You can still read the menu."));
}

#[test]
fn a_brand_wears_its_looks_and_its_style_is_the_one_that_may_be() {
    let plain = shown(menu(vec![item("vada", "Vada")]), None);
    assert!(!plain.html.contains("data-own=\"yes\""));
    assert!(!plain.html.contains("og:image"));
    let colour: Colour = "#9c3d1b".parse().unwrap();
    let looks = LooksView {
        colour: Some(colour),
        palette: Some(Palette::of(colour)),
        face: DisplayFace::Modern,
        logo: None,
        cover: Some(photo()),
        version: 2,
    };
    let own = shown(menu(vec![item("vada", "Vada")]), Some(&looks));
    assert!(own.html.contains("data-face=\"modern\" data-own=\"yes\""));
    assert!(own.html.contains("--light-accent:#"));
    let image = "content=\"https://order.example.com/photos/0123456789abcdef0123456789abcdef-800\"";
    assert!(own.html.contains(image));
    assert!(
        own.html
            .contains("href=\"https://order.example.com/m/lake-road\"")
    );
    assert_ne!(own.style, plain.style);
    for page in [plain, own] {
        let styles: Vec<_> = page.html.split("<style>").skip(1).collect();
        assert_eq!(styles.len(), 1);
        let style = styles[0].split("</style>").next().unwrap();
        assert_eq!(hash(style), page.style);
        assert!(policy(&page.style).contains(&page.style));
    }
}

/// But for its own style it may do what every page may.
#[test]
fn the_policy_is_that_of_the_site() {
    let template = include_str!("../../../infra/template.yaml");
    let (_, from) = template.split_once("ContentSecurityPolicy: >-\n").unwrap();
    let (site, _) = from.split_once("Override:").unwrap();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words(&policy("x")).replace(" 'x'", ""), words(site));
}

#[test]
fn the_page_of_no_branch_is_that_of_every_other_address() {
    let template = include_str!("../../../infra/template.yaml");
    let (_, from) = template.split_once("const MISSING =\n          '").unwrap();
    let (site, _) = from.split_once("';\n").unwrap();
    assert_eq!(missing().to_lowercase(), site.to_lowercase());
}

#[test]
fn what_the_menu_says_bears_its_language_where_that_is_not_the_pages() {
    let english = shown(menu(vec![item("vada", "Vada")]), None).html;
    let page = " lang=\"en\"";
    assert_eq!(
        english.matches(page).count(),
        2,
        "the page's, kept for what the app takes over"
    );
    assert_eq!(english.matches(" lang=").count(), 2, "and no other");

    let mut own = menu(vec![ItemView {
        description: Some("مقلي".to_owned()),
        ..item("falafel", "فلافل")
    }]);
    own.language = Language::try_from("ar".to_owned()).unwrap();
    own.languages = vec![Language::english()];
    let said = Said {
        name: Some("Falafel".to_owned()),
        description: None,
    };
    own.categories[0].items[0].texts = [(Language::english(), said)].into();
    let html = shown(own, None).html;
    assert!(html.contains("<html lang=\"en\""));
    for element in [
        "<span class=\"name di\" dir=\"auto\" lang=\"ar\">فلافل",
        "<p class=\"description di\" dir=\"auto\" lang=\"ar\">مقلي",
        "<h2 class=\"dm\" dir=\"auto\" lang=\"ar\">Chaat",
        "<button class=\"dc\" type=\"button\" dir=\"auto\" lang=\"ar\" aria-current=\"true\">Chaat",
    ] {
        assert!(html.contains(element), "{element}: {html}");
    }
    let data = data(&html);
    assert_eq!(data[0]["items"][0]["texts"]["en"]["name"], "Falafel");
    assert_eq!(data[1]["languages"], serde_json::json!(["en"]));
}

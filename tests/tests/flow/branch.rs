//! What a manager runs the branch with: settings, cards, codes, the list of tables.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Coded, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

async fn settings(manager: &Staff) -> Value {
    let path = format!("/branches/{}", manager.branch);
    manager.caller.get(&path).await.expect_status(200)
}

async fn change(manager: &Staff, body: &Value) -> Answer {
    let path = format!("/branches/{}", manager.branch);
    manager.caller.send(Method::PATCH, &path, body).await
}

async fn cards(manager: &Staff) -> Value {
    let path = manager.path("cards");
    manager.caller.get(&path).await.expect_status(200)
}

async fn reissue(manager: &Staff, table: &str, key: &str) -> Answer {
    let path = manager.path(&format!("tables/{table}/code"));
    let request = manager.caller.request(Method::POST, &path);
    Answer::to(request.header("idempotency-key", key)).await
}

async fn order(phone: &Phone, stack: &Stack, line: &str) -> Value {
    let dish = stack.menu().await.dish();
    let cart = phone.put(line, &dish, 1).await;
    phone.order(&cart).await
}

/// What a reader sees in a picture whose pixels are `dark`.
fn read(side: usize, dark: impl Fn(usize, usize) -> bool) -> String {
    let gray = |x, y| if dark(x, y) { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, gray);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code in the picture");
    grids[0].decode().unwrap().1
}

#[tokio::test]
async fn caps_and_the_length_of_pins_count_from_the_next_table_on() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let waiter = stack.staff(Role::Waiter).await;
    let first = waiter.open(&stack.tables[0], "family").await;
    let wish =
        json!({"pin_length": 6, "lines_per_order": 1, "orders_per_session": 1, "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    let seen = [
        "pin_length",
        "lines_per_order",
        "orders_per_session",
        "lines_per_session",
    ]
    .map(|name| changed[name].clone());
    assert_eq!(seen, [6, 1, 1, 1000]);
    assert_eq!(first.pin.len(), 4);
    let dish = stack.menu().await.dish();
    let old = first.join(&stack, "phone-one").await;
    old.put("line-1", &dish, 1).await;
    old.put("line-2", &dish, 1).await;
    let second = waiter.open(&stack.tables[1], "family").await;
    assert_eq!(second.pin.len(), 6);
    let phone = second.join(&stack, "phone-two").await;
    order(&phone, &stack, "line-1").await;
    let cart = phone.put("line-2", &dish, 1).await;
    let body = Phone::order_body(&cart);
    Answer::to(phone.ordering(&key(), &body))
        .await
        .refused(409, "session_order_limit");

    for (field, value) in [
        ("pin_length", json!(3)),
        ("pin_length", json!(7)),
        ("orders_per_session", json!(0)),
        ("orders_per_window", json!(61)),
        ("lines_per_order", json!(61)),
        ("lines_per_session", json!(1001)),
    ] {
        let refused = change(&manager, &json!({field: value}))
            .await
            .refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    }
    change(&manager, &json!({"pin_length": 5, "version": 1}))
        .await
        .refused(409, "version_conflict");
    change(&waiter, &json!({"pin_length": 5}))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn settings_count_from_the_next_order_on_and_pages_hear_of_them() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let before = settings(&manager).await;
    assert_eq!(
        before,
        json!({
            "id": stack.branch, "name": "Lake Road", "address": "12 Lake Road\nKolkata 700029", "brand": "The Marigold Tram",
            "auto_accept": false, "urgent_minutes": 10, "critical_minutes": 15,
            "table_list": true, "opening_hours": {"week": [], "closed_on": []}, "time_zone": "Asia/Kolkata", "closing_hour": 4,
            "pin_length": 4, "orders_per_session": 100, "orders_per_window": 10,
            "lines_per_order": 40, "lines_per_session": 1000,
            "version": 1,
        })
    );
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    assert_eq!(order(&phone, &stack, "line-1").await["status"], "placed");

    let mut floor = Socket::open(&waiter.caller).await;
    let wish = json!({"auto_accept": true, "urgent_minutes": 3, "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(
        (
            &changed["auto_accept"],
            &changed["urgent_minutes"],
            &changed["version"]
        ),
        (&json!(true), &json!(3), &json!(2))
    );
    assert_eq!(settings(&manager).await, changed);
    // The process that took the first order takes the second one otherwise.
    assert_eq!(order(&phone, &stack, "line-2").await["status"], "accepted");
    floor
        .event("stock.changed", |stock| stock["profile_version"] == 2)
        .await;
    let board = manager.caller.get(&manager.path("kitchen")).await;
    let board = board.expect_status(200);
    assert_eq!(
        (
            &board["branch"]["urgent_minutes"],
            &board["branch"]["critical_minutes"]
        ),
        (&json!(3), &json!(15)),
        "{board}"
    );
    let shown = waiter.caller.get(&waiter.path("floor")).await;
    assert_eq!(shown.expect_status(200)["branch"]["auto_accept"], true);

    // What is so already moves nothing.
    let again = change(&manager, &json!({"auto_accept": true})).await;
    assert_eq!(again.expect_status(200), changed);
}

/// Two times of a Monday, of which the second one begins at `again`.
fn hours(opens: &str, closes: &str, again: &str) -> Value {
    json!({
        "week": [
            {"day": "monday", "opens": opens, "closes": closes},
            {"day": "monday", "opens": again, "closes": "17:00"},
        ],
        "closed_on": [],
    })
}

#[tokio::test]
async fn bad_settings_are_refused_and_change_nothing() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let before = settings(&manager).await;
    for (body, field) in [
        (json!({}), "body"),
        (json!({"version": 1}), "body"),
        (json!({"urgent_minutes": 0}), "urgent_minutes"),
        (
            json!({"urgent_minutes": 241, "critical_minutes": 300}),
            "urgent_minutes",
        ),
        (json!({"urgent_minutes": 15}), "urgent_minutes"),
        (json!({"critical_minutes": 10}), "critical_minutes"),
        (json!({"critical_minutes": 481}), "critical_minutes"),
        (json!({"urgent_minutes": -1}), "urgent_minutes"),
        (json!({"urgent_minutes": 1.5}), "urgent_minutes"),
        (json!({"auto_accept": "yes"}), "auto_accept"),
        (
            json!({"opening_hours": hours("12:00", "15:00", "14:59")}),
            "opening_hours.week",
        ),
        (
            json!({"opening_hours": hours("12:00", "24:00", "16:00")}),
            "opening_hours.week[0].closes",
        ),
        (
            json!({"opening_hours": {"week": [], "closed_on": ["25.12.2026"]}}),
            "opening_hours.closed_on[0]",
        ),
        (json!({"opening_hours": {"week": []}}), "opening_hours"),
        (json!({"auto_accept": true, "currency": "EUR"}), "currency"),
        (json!({"name": ""}), "name"),
        (json!({"name": " \u{200b} "}), "name"),
        (json!({"name": "x".repeat(61)}), "name"),
        (json!({"address": "1\n2\n3\n4\n5\n6"}), "address"),
        (json!({"address": "x".repeat(301)}), "address"),
        (json!({"address": "a\u{202E}b"}), "address"),
        (json!({"address": 12}), "address"),
        (json!({"time_zone": "Asia/Kolkatta"}), "time_zone"),
        (json!({"time_zone": "UTC+5"}), "time_zone"),
        (json!({"time_zone": 5}), "time_zone"),
        (json!({"closing_hour": 24}), "closing_hour"),
        (json!({"closing_hour": "4"}), "closing_hour"),
        // Not one of several is taken.
        (
            json!({"name": "Mill Lane", "time_zone": "Mars/Base"}),
            "time_zone",
        ),
    ] {
        let refused = change(&manager, &body).await.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{body}");
    }
    let stale = json!({"table_list": false, "version": 9});
    let refused = change(&manager, &stale).await;
    assert_eq!(refused.refused(409, "version_conflict")["version"], 1);
    assert_eq!(settings(&manager).await, before);
}

/// What was said of the branch at set-up is put right: on every page, on its cards and for the
/// day that the next order counts for.
#[tokio::test]
async fn a_branch_gets_another_name_and_another_clock() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    order(&phone, &stack, "line-1").await;
    let figures = async || {
        let answer = manager.caller.get(&manager.path("figures")).await;
        answer.expect_status(200)
    };
    let before = figures().await["business_day"].clone();

    // With this clock and this hour it is always an earlier day than in India at four.
    let wish = json!({
        "name": " Mill Lane ", "time_zone": "pacific/pago_pago", "closing_hour": 23, "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(
        changed,
        json!({
            "id": stack.branch, "name": "Mill Lane", "address": "12 Lake Road\nKolkata 700029", "brand": "The Marigold Tram",
            "auto_accept": false, "urgent_minutes": 10, "critical_minutes": 15,
            "table_list": true, "opening_hours": {"week": [], "closed_on": []},
            "time_zone": "Pacific/Pago_Pago", "closing_hour": 23,
            "pin_length": 4, "orders_per_session": 100, "orders_per_window": 10,
            "lines_per_order": 40, "lines_per_session": 1000, "version": 2,
        })
    );
    assert_eq!(settings(&manager).await, changed);
    let shown = figures().await;
    let today = shown["business_day"].as_str().unwrap();
    assert!(today < before.as_str().unwrap(), "{today} {before}");
    assert_eq!(shown["branch"]["time_zone"], "Pacific/Pago_Pago");

    // The process that numbered the first order by the old clock numbers this one by the new.
    let counter = format!("COUNT#ORDER#{today}");
    let is_numbered = async || stack.dump().await.keys().any(|key| key.contains(&counter));
    assert!(!is_numbered().await);
    order(&phone, &stack, "line-2").await;
    assert!(is_numbered().await);

    // What is so already moves nothing, in whatever case it is written.
    let again = json!({"name": "Mill Lane", "time_zone": "Pacific/Pago_pago"});
    assert_eq!(change(&manager, &again).await.expect_status(200), changed);
    let table = format!("/tables/{}", stack.tables[0].code);
    let table = stack.nobody().get(&table).await.expect_status(200);
    assert_eq!(
        (&table["branch"]["name"], &table["branch"]["time_zone"]),
        (&json!("Mill Lane"), &json!("Pacific/Pago_Pago"))
    );
    assert_eq!(cards(&manager).await["branch"], changed);
    // Where people choose among their branches it is called so too.
    let listed = manager.caller.request(Method::GET, "/auth/branches");
    let listed = listed.header("cookie", format!("salver_refresh={}", manager.refresh));
    let listed = Answer::to(listed).await;
    assert_eq!(
        listed.expect_status(200)["branches"][0]["name"],
        "Mill Lane"
    );
    let entry = stack.record().await;
    let entry = entry
        .iter()
        .find(|entry| entry["what"] == "settings_changed");
    assert_eq!(
        entry.unwrap()["details"],
        json!({
            "name": "Lake Road -> Mill Lane", "closing_hour": "4 -> 23",
            "time_zone": "Asia/Kolkata -> Pacific/Pago_Pago",
        })
    );
}

/// Where the branch is stands below its menu, for who came by a link and for who sits there.
#[tokio::test]
async fn guests_read_where_the_branch_is_until_its_manager_takes_that_away() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let nobody = stack.nobody();
    let table = async || {
        let path = format!("/tables/{}", stack.tables[0].code);
        nobody.get(&path).await.expect_status(200)["branch"].clone()
    };
    let page = async || {
        let request = nobody.to(Method::GET, &format!("/m/{}", stack.branch));
        request.send().await.unwrap().text().await.unwrap()
    };
    let tag = page().await.matches("<address").count();
    assert_eq!(tag, 1, "the demo says where it is");

    let wish = json!({"address": " 1 Mill <Lane> \n\n Pune \u{200b}", "version": 1});
    let changed = change(&manager, &wish).await.expect_status(200);
    assert_eq!(changed["address"], "1 Mill <Lane>\nPune");
    assert_eq!(table().await["address"], "1 Mill <Lane>\nPune");
    assert!(
        page()
            .await
            .contains(">1 Mill &lt;Lane&gt;\nPune</address>")
    );
    // Written otherwise it is the same, and moves nothing.
    let again = change(&manager, &json!({"address": "1 Mill <Lane>\n \nPune"})).await;
    assert_eq!(again.expect_status(200), changed);

    let gone = change(&manager, &json!({"address": ""})).await;
    assert_eq!(gone.expect_status(200)["address"], "");
    assert_eq!(table().await.get("address"), None);
    assert!(!page().await.contains("<address"));
    let record = stack.record().await;
    let noted = record.iter().filter(|e| e["what"] == "settings_changed");
    let details: Vec<_> = noted.map(|e| e["details"]["address"].clone()).collect();
    let steps = [
        "12 Lake Road, Kolkata 700029 -> 1 Mill <Lane>, Pune",
        "1 Mill <Lane>, Pune -> none",
    ];
    assert_eq!(details, steps);
}

#[tokio::test]
async fn cards_and_pictures_hold_the_address_of_their_table() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let sheet = cards(&manager).await;
    let all = sheet["cards"].as_array().unwrap();
    assert_eq!(all.len(), stack.tables.len());
    assert_eq!(sheet["branch"], settings(&manager).await);
    // Several names lead to this machine; the cards carry the last one.
    let list = sheet["list_url"].as_str().unwrap();
    let origin = list.strip_suffix(&format!("/#/{}", stack.branch)).unwrap();
    let port = stack.url.rsplit(':').next().unwrap();
    assert_eq!(origin, format!("http://localhost:{port}"));
    for (card, table) in all.iter().zip(&stack.tables) {
        assert_eq!(card["id"], table.id, "in the tables' order");
        let url = format!("{origin}/m/{}#{}", stack.branch, table.code);
        assert_eq!(card["url"], url);
        assert_eq!(
            card["short_url"],
            format!("localhost:{port}/#{}", table.code)
        );
        assert_eq!(
            (&card["code"], &card["version"]),
            (&json!(table.code), &card["version"])
        );
    }

    let table = &stack.tables[0];
    let url = format!("{origin}/m/{}#{}", stack.branch, table.code);
    let path = manager.path(&format!("tables/{}/qr", table.id));
    let picture = async |query: &str| {
        let request = manager
            .caller
            .request(Method::GET, &format!("{path}{query}"));
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200, "{query}");
        let header = |name| response.headers()[name].to_str().unwrap().to_owned();
        let about = (header("content-type"), header("content-disposition"));
        (about, response.bytes().await.unwrap())
    };
    for (query, width) in [("?format=png", 1024), ("?format=png&width=200", 200)] {
        let (about, file) = picture(query).await;
        assert_eq!(about.0, "image/png");
        assert_eq!(about.1, "attachment; filename=\"qr-H1.png\"");
        let mut reader = png::Decoder::new(std::io::Cursor::new(file))
            .read_info()
            .unwrap();
        let mut bits = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut bits).unwrap();
        assert_eq!((info.width, info.height), (width, width));
        let (side, line) = (info.width as usize, info.line_size);
        let dark = |x: usize, y: usize| bits[y * line + x / 8] & (0x80 >> (x % 8)) == 0;
        assert_eq!(read(side, dark), url, "{query}");
    }
    for query in ["", "?format=svg"] {
        let (about, file) = picture(query).await;
        assert_eq!(about.0, "image/svg+xml");
        assert_eq!(about.1, "attachment; filename=\"qr-H1.svg\"");
        let svg = String::from_utf8(file.to_vec()).unwrap();
        assert!(
            svg.contains("<title>The Marigold Tram, Lake Road: H1</title>"),
            "{svg}"
        );
        assert_eq!(drawn_and_read(&svg), url);
    }
    for (query, field) in [
        ("?format=pdf", "format"),
        ("?format=png&width=127", "width"),
        ("?format=png&width=4097", "width"),
        ("?format=png&width=wide", "width"),
        ("?width=500", "width"),
    ] {
        let refused = manager.caller.get(&format!("{path}{query}")).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{query}");
    }
    let missing = manager.path("tables/no-such-table/qr");
    manager.caller.get(&missing).await.refused(404, "not_found");
}

/// Draws the dark rectangles of an SVG, three pixels to the unit, and reads what they say.
fn drawn_and_read(svg: &str) -> String {
    let between = |from: &str, to: &str| {
        let (_, rest) = svg.split_once(from).unwrap();
        rest.split_once(to).unwrap().0.to_owned()
    };
    let side: usize = between("viewBox=\"0 0 ", " ").parse().unwrap();
    let path = between("/><path d=\"", "\"");
    let mut canvas = vec![false; side * side];
    for part in path.split('z').filter(|part| !part.is_empty()) {
        let (at, shape) = part.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = at.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let width: usize = shape.split('v').next().unwrap().parse().unwrap();
        canvas[y * side + x..y * side + x + width].fill(true);
    }
    read(side * 3, |x, y| canvas[y / 3 * side + x / 3])
}

#[tokio::test]
async fn an_old_code_is_dead_and_who_sits_there_stays() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let nobody = stack.nobody();
    let old = stack.tables[0].clone();
    let party = waiter.open(&old, "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let mut floor = Socket::open(&waiter.caller).await;
    let shown = waiter.table(&old).await["version"].as_u64();

    let intent = key();
    let made = reissue(&manager, &old.id, &intent).await;
    assert_eq!(
        made.header("location"),
        format!("/api/v1/branches/{}/cards", stack.branch)
    );
    let card = made.expect_status(201);
    let code = card["code"].as_str().unwrap().to_owned();
    assert_ne!(code, old.code);
    assert!(
        card["url"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/m/{}#{code}", stack.branch))
    );
    let again = reissue(&manager, &old.id, &intent).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(
        again.expect_status(201),
        card,
        "the same answer, no third code"
    );
    // The key belongs to this table's intent.
    let other = reissue(&manager, &stack.tables[1].id, &intent).await;
    other.refused(422, "idempotency_key_reused");
    assert_eq!(cards(&manager).await["cards"][0], card);

    // The old code: nothing, wherever it is sent.
    let path = format!("/tables/{}", old.code);
    nobody.get(&path).await.refused(404, "not_found");
    let stranger = party.try_join(&stack, "phone-new", &party.pin).await;
    stranger.refused(404, "not_found");
    let mut back = json!({"table_code": old.code, "pin": party.pin, "device_id": "phone-one"});
    let resume = nobody.post("/sessions/resume", &back).await;
    resume.refused(404, "not_found");

    // The phone that sits there orders on, and the floor sees it.
    let order = order(&phone, &stack, "line-1").await;
    let told = floor
        .event("table.changed", |t| t["session"]["order_count"] == 1)
        .await;
    assert!(told["data"]["version"].as_u64() > shown);
    assert_eq!(told["data"], waiter.table(&old).await);

    // With the new code it comes back as the same guest, and others join.
    back["table_code"] = code.clone().into();
    let resumed = nobody.post("/sessions/resume", &back).await;
    let resumed = resumed.expect_status(200);
    assert_eq!(resumed["guest"]["id"], phone.guest);
    let phone = nobody.with_token(resumed["token"].as_str().unwrap());
    let orders = phone.get("/orders").await.expect_status(200);
    assert_eq!(orders["orders"][0]["id"], order["id"]);
    let renamed = salver_tests::Party {
        table: Coded {
            code,
            ..old.clone()
        },
        ..party.clone()
    };
    renamed.join(&stack, "phone-two").await;
    waiter.close(&party).await.expect_status(200);
    assert_eq!(waiter.table(&old).await["status"], "free");

    let keyless = manager.path(&format!("tables/{}/code", old.id));
    let refused = manager.caller.post(&keyless, &json!({})).await;
    refused.refused(400, "idempotency_key_missing");
    let missing = reissue(&manager, "no-such-table", &key()).await;
    missing.refused(404, "not_found");
}

#[tokio::test]
async fn tables_are_listed_only_where_the_branch_wants_it() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let path = format!("/branches/{}/tables", stack.branch);
    let list = stack.nobody().get(&path).await.expect_status(200);
    assert_eq!(list["branch"]["name"], "Lake Road");
    let sections = list["sections"].as_array().unwrap();
    let tables: Vec<&Value> = sections
        .iter()
        .flat_map(|section| section["tables"].as_array().unwrap())
        .collect();
    let codes: Vec<&str> = tables.iter().map(|t| t["code"].as_str().unwrap()).collect();
    let expected: Vec<&str> = stack.tables.iter().map(|t| t.code.as_str()).collect();
    assert_eq!(codes, expected);
    assert!(
        tables.iter().all(|t| t.as_object().unwrap().len() == 2),
        "name and code only"
    );

    change(&manager, &json!({"table_list": false}))
        .await
        .expect_status(200);
    let refused = stack.nobody().get(&path).await.refused(403, "forbidden");
    assert!(!refused.to_string().contains(codes[0]));
    for branch in ["no-such-branch", "x_y", "%23"] {
        let path = format!("/branches/{branch}/tables");
        stack.nobody().get(&path).await.refused(404, "not_found");
    }
    // The codes themselves lead on as before.
    let by_code = format!("/tables/{}", codes[0]);
    stack.nobody().get(&by_code).await.expect_status(200);
}

//! The cards of a branch's tables, and the codes on them.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Coded, Socket, Stack, Staff, key};
use serde_json::json;

use crate::branch::{cards, order, settings};

/// What a reader sees in a picture whose pixels are `dark`.
fn read(side: usize, dark: impl Fn(usize, usize) -> bool) -> String {
    let gray = |x, y| if dark(x, y) { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, gray);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code in the picture");
    grids[0].decode().unwrap().1
}

async fn reissue(manager: &Staff, table: &str, key: &str) -> Answer {
    let path = manager.path(&format!("tables/{table}/code"));
    let request = manager.caller.request(Method::POST, &path);
    Answer::to(request.header("idempotency-key", key)).await
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

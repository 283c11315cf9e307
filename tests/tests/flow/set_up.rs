//! The first minute: an empty stack becomes somebody's restaurant, once.

use reqwest::Method;
use salver_tests::{Answer, Caller, Stack, refresh_cookie};
use serde_json::{Value, json};

/// What the page sends, right in all but perhaps the code.
fn wish(code: &str, login: &str) -> Value {
    json!({
        "code": code,
        "account": {"name": "Vera", "login": login, "password": "four plain words"},
        "brand": {"name": "The Lanes"},
        "branch": {
            "name": "Lake Road", "currency": "INR", "time_zone": "Asia/Kolkata", "closing_hour": 4,
        },
        "origin": "http://192.168.1.10:8080",
    })
}

async fn set_up(nobody: &Caller, wish: &Value) -> Answer {
    nobody.post("/set-up", wish).await
}

async fn is_done(nobody: &Caller) -> bool {
    let state = nobody.get("/set-up").await.expect_status(200);
    assert_eq!(state.as_object().unwrap().len(), 1, "it tells nothing else");
    state["done"].as_bool().unwrap()
}

/// All of the table but what counts and records tries.
async fn made(stack: &Stack) -> Vec<String> {
    let dump = stack.dump().await;
    let noted = |key: &&String| key.starts_with("RATE#") || key.starts_with("AUDIT#");
    dump.keys().filter(|key| !noted(key)).cloned().collect()
}

#[tokio::test]
async fn the_link_that_is_printed_makes_the_house_once() {
    let stack = Stack::start_empty().await;
    let nobody = stack.nobody();
    let code = stack.set_up_code.clone().unwrap();
    assert_eq!(
        stack.ready_file(),
        json!({"url": stack.url, "branch": null, "staff": [], "tables": [], "set_up_code": code})
    );
    let link = format!("{}/set-up#{code}", stack.url);
    assert!(stack.printed().contains(&link), "{}", stack.printed());
    assert!(!stack.log().contains(&code), "no log holds it");
    assert!(!is_done(&nobody).await);
    assert_eq!(made(&stack).await, [""; 0]);

    let answer = set_up(&nobody, &wish(&code, " Vera@Lane.Example ")).await;
    let cookie = refresh_cookie(&answer);
    let location = answer.header("location").to_owned();
    let done = answer.expect_status(201);
    let branch = done["branch"]["id"].as_str().unwrap();
    assert_eq!(location, format!("/api/v1/branches/{branch}"));
    let staff = &done["staff"];
    assert_eq!(
        (&staff["name"], &staff["role"], &staff["branches"]),
        (&json!("Vera"), &json!("owner"), &json!([branch]))
    );
    assert!(is_done(&nobody).await);

    // The owner is signed in, and finds a whole restaurant.
    let owner = nobody.with_token(done["access_token"].as_str().unwrap());
    let at = format!("/branches/{branch}");
    let settings = owner.get(&at).await.expect_status(200);
    assert_eq!(
        (
            &settings["name"],
            &settings["brand"],
            &settings["auto_accept"]
        ),
        (&json!("Lake Road"), &json!("The Lanes"), &json!(false))
    );
    assert_eq!(settings["address"], "", "nobody has said it yet");
    let menu = nobody.get(&format!("{at}/menu")).await.expect_status(200);
    assert_eq!(
        (&menu["version"], &menu["categories"]),
        (&json!(1), &json!([]))
    );
    assert_eq!(menu["currency"], "INR");
    for page in ["floor", "kitchen", "figures", "cards"] {
        owner.get(&format!("{at}/{page}")).await.expect_status(200);
    }
    // Its cards carry the address that was confirmed with it.
    let cards = owner.get(&format!("{at}/cards")).await.expect_status(200);
    assert_eq!(cards["site"]["origin"], "http://192.168.1.10:8080");
    assert!(cards["site"]["confirmed_at"].is_string());
    assert_eq!(
        cards["list_url"],
        format!("http://192.168.1.10:8080/#/{branch}")
    );
    let refresh = nobody.request(Method::POST, "/auth/refresh");
    let refresh = refresh.header("cookie", format!("salver_refresh={cookie}"));
    Answer::to(refresh).await.expect_status(200);
    let again = json!({"login": "VERA@lane.example", "password": "four plain words"});
    nobody
        .post("/auth/sign-in", &again)
        .await
        .expect_status(200);

    // The code is void now, whoever has it.
    let before = made(&stack).await;
    let late = set_up(&nobody, &wish(&code, "mallory@lane.example")).await;
    late.refused(409, "already_set_up");
    assert_eq!(made(&stack).await, before);
    let record = stack.record().await;
    let of = |what: &str| record.iter().filter(|entry| entry["what"] == what).count();
    assert_eq!((of("set_up"), of("set_up_refused")), (1, 0), "{record:?}");
    let text = serde_json::to_string(&record).unwrap();
    for secret in [
        code.as_str(),
        "four plain words",
        "vera@lane.example",
        "Vera",
    ] {
        assert!(!text.contains(secret), "{secret} is on record");
    }

    // At the next start there is nothing to do, and nothing to print.
    let folder = stack.stop_for_good().await;
    let stack = Stack::start_with(folder, &["--no-demo"]).await;
    assert_eq!(stack.set_up_code, None);
    assert!(!stack.printed().contains(&code));
    assert!(is_done(&stack.nobody()).await);
}

#[tokio::test]
async fn the_demo_is_set_up() {
    let stack = Stack::start().await;
    assert!(is_done(&stack.nobody()).await);
    assert_eq!(stack.ready_file().get("set_up_code"), None);
    assert!(!stack.printed().contains("/set-up"));
}

#[tokio::test]
async fn what_is_not_right_is_refused_by_its_field_and_makes_nothing() {
    let stack = Stack::start_empty().await;
    let nobody = stack.nobody();
    let code = stack.set_up_code.clone().unwrap();
    let right = wish(&code, "vera@lane.example");
    for (field, value) in [
        ("branch.time_zone", json!("Asia/Nowhere")),
        ("branch.time_zone", json!("")),
        ("branch.currency", json!("XXX")),
        ("branch.currency", json!("inr")),
        ("branch.closing_hour", json!(24)),
        ("branch.closing_hour", json!(-1)),
        ("branch.name", json!(" ")),
        ("branch.name", json!("x".repeat(61))),
        ("branch.address", json!("1\n2\n3\n4\n5\n6")),
        ("branch.address", json!("x".repeat(301))),
        ("branch.address", json!("a\u{202E}b")),
        ("branch.address", json!(["12 Lake Road"])),
        ("brand.name", json!("a\u{202E}b")),
        ("account.name", json!("\u{200B}")),
        ("account.login", json!("two words")),
        ("account.login", json!("ab")),
        ("account.password", json!("short")),
        ("account.password", json!("password123")),
        ("account.password", json!("vera@lane.example")),
        ("account.role", json!("owner")),
        ("origin", json!("https://lane.example/")),
        ("brand", json!(["The Lanes"])),
    ] {
        let mut body = right.clone();
        match field.split_once('.') {
            Some((part, name)) => body[part][name] = value.clone(),
            None => body[field] = value.clone(),
        }
        let problem = set_up(&nobody, &body).await.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{value}: {problem}");
    }
    assert_eq!(made(&stack).await, [""; 0]);
    assert!(!is_done(&nobody).await);
    let mut with_address = right.clone();
    with_address["branch"]["address"] = json!(" 12 Lake Road \n\n Kolkata ");
    let done = set_up(&nobody, &with_address).await.expect_status(201);
    let owner = nobody.with_token(done["access_token"].as_str().unwrap());
    let branch = done["branch"]["id"].as_str().unwrap();
    let settings = owner.get(&format!("/branches/{branch}")).await;
    let settings = settings.expect_status(200);
    assert_eq!(settings["address"], "12 Lake Road\nKolkata");
}

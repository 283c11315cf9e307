//! What people type, on every field that takes it.

use reqwest::Method;
use salver_tests::{Answer, Phone, Scene, key};
use serde_json::{Value, json};

/// Hides text, or turns around what stands beside it.
const REFUSED: [&str; 6] = [
    "a\u{7}b",
    "a\u{202E}b",
    "\u{202A}a\u{202C}",
    "a\u{2067}b",
    "a\u{E0062}\u{E007F}",
    "a\u{FFF9}b\u{FFFB}",
];

/// Nothing of it is to be seen.
const NOTHING: [&str; 4] = [
    "\u{200B}\u{FEFF}",
    "\u{3164}",
    "\u{200F}\u{2060}",
    "\u{200D} \u{AD}",
];

/// Real texts of people, which stay as they are.
const SEEN: [&str; 4] = [
    "بدون \u{2068}MSG\u{2069}",
    "می\u{200C}خواهم",
    "क्\u{200D}ष",
    "👩\u{200D}🍳",
];

/// A field that takes text: how it is sent, what it is called in a refusal, and how it is shown.
struct Field {
    name: &'static str,
    method: Method,
    path: String,
    by_staff: bool,
    body: Box<dyn Fn(&str) -> Value>,
    shown: fn(&Value) -> &Value,
}

impl Field {
    async fn send(&self, scene: &Scene, text: &str) -> Answer {
        let caller = match self.by_staff {
            true => &scene.waiter.caller,
            false => &scene.phone.caller,
        };
        let request = caller.request(self.method.clone(), &self.path);
        let request = request.header("idempotency-key", key());
        Answer::to(request.json(&(self.body)(text))).await
    }
}

async fn fields(scene: &Scene) -> Vec<Field> {
    let line = scene.stack.menu().await.dish().line(2);
    let order = Phone::order_body(&scene.cart);
    let placed = scene.order["id"].as_str().unwrap();
    let placed = format!("orders/{placed}");
    let of_line = format!("{placed}/lines/line-0");
    let join = scene.party.join_body("phone-two", &scene.party.pin);
    let with = |body: Value, path: &'static str| -> Box<dyn Fn(&str) -> Value> {
        Box::new(move |text| {
            let mut body = body.clone();
            *body.pointer_mut(path).unwrap() = text.into();
            body
        })
    };
    let and = |mut body: Value, field: &str| {
        body[field] = Value::Null;
        body
    };
    let phone_of = |mut body: Value| {
        body["guest"] = json!({"name": null, "phone": null});
        body
    };
    let cancel = json!({"status": "cancelled", "reason": null});
    let call = json!({"reason": "other", "note": null});
    let guest = |name, path, method, to: &str, body, shown| Field {
        name,
        method,
        path: to.to_owned(),
        by_staff: false,
        body: with(body, path),
        shown,
    };
    vec![
        // Before the cart changes.
        guest(
            "note",
            "/note",
            Method::POST,
            "/orders",
            and(order, "note"),
            |order| &order["note"],
        ),
        guest(
            "note",
            "/note",
            Method::PUT,
            "/cart/lines/line-2",
            and(line, "note"),
            |cart| {
                let lines = cart["lines"].as_array().unwrap();
                &lines.iter().find(|line| line["id"] == "line-2").unwrap()["note"]
            },
        ),
        guest("note", "/note", Method::POST, "/calls", call, |call| {
            &call["note"]
        }),
        guest(
            "guest.name",
            "/guest/name",
            Method::POST,
            "/sessions/join",
            phone_of(join.clone()),
            |joined| &joined["guest"]["name"],
        ),
        guest(
            "guest.phone",
            "/guest/phone",
            Method::POST,
            "/sessions/join",
            phone_of(join),
            |_| &Value::Null,
        ),
        Field {
            name: "reason",
            method: Method::PATCH,
            path: scene.waiter.path(&of_line),
            by_staff: true,
            body: with(cancel.clone(), "/reason"),
            shown: |order| &order["lines"][0]["reason"],
        },
        Field {
            name: "reason",
            method: Method::PATCH,
            path: scene.waiter.path(&placed),
            by_staff: true,
            body: with(cancel, "/reason"),
            shown: |order| &order["reason"],
        },
    ]
}

#[tokio::test]
async fn threat_39_text_that_nobody_sees_or_that_turns_other_text_around() {
    let scene = Scene::set().await;
    for field in fields(&scene).await {
        for text in REFUSED {
            let problem = field.send(&scene, text).await.refused(422, "validation");
            let (of, path) = (&problem["errors"][0]["field"], &field.path);
            assert_eq!(of, field.name, "{path} {text:?}: {problem}");
        }
        scene.assert_unchanged(&field.path).await;
    }
}

#[tokio::test]
async fn threat_39_a_text_of_nothing_visible_is_none() {
    let scene = Scene::set().await;
    for field in fields(&scene).await {
        for (nth, text) in NOTHING.into_iter().enumerate() {
            match field.name {
                // Needed, so nothing is too little.
                "reason" => {
                    let problem = field.send(&scene, text).await.refused(422, "validation");
                    assert_eq!(problem["errors"][0]["field"], "reason");
                }
                "guest.name" => {
                    let joined = field.send(&scene, text).await;
                    assert_eq!(joined.expect_status(201)["guest"]["name"], "Guest 2");
                }
                // A call or an order is made once.
                _ if nth > 0 && field.method == Method::POST => {}
                _ => {
                    let answer = field.send(&scene, text).await;
                    assert!(
                        answer.status < 300,
                        "{} {text:?}: {}",
                        field.path,
                        answer.text
                    );
                    let body: Value = serde_json::from_str(&answer.text).unwrap();
                    assert_eq!(
                        (field.shown)(&body),
                        &Value::Null,
                        "{} {text:?}",
                        field.path
                    );
                }
            }
        }
    }
    let party = scene.waiter.party(&scene.party).await.expect_status(200);
    assert_eq!(party["guests"][1].get("phone"), None);
}

#[tokio::test]
async fn real_texts_stay_as_they_are() {
    for text in SEEN {
        let scene = Scene::set().await;
        for field in fields(&scene).await {
            let answer = field.send(&scene, text).await;
            // The line was voided just before, and with it the order.
            if answer.status == 409 && field.path.ends_with(scene.order["id"].as_str().unwrap()) {
                continue;
            }
            assert!(answer.status < 300, "{}: {}", field.path, answer.text);
            let body: Value = serde_json::from_str(&answer.text).unwrap();
            if field.name != "guest.phone" {
                assert_eq!((field.shown)(&body), text, "{}", field.path);
            }
        }
        let party = scene.waiter.party(&scene.party).await.expect_status(200);
        assert_eq!(party["guests"][1]["phone"], text);
    }
}

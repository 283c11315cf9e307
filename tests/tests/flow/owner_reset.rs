//! The only owner has forgotten the password: whoever runs the stack makes a link.

use std::process::Command;

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, SignIn, Stack, Staff, code_of, key, program};
use serde_json::{Value, json};

const PASSWORD: &str = "other plain words";

/// What was noted since of links that whoever runs the stack made.
async fn offered(stack: &Stack) -> Vec<Value> {
    let record = stack.record().await.into_iter();
    let of = |entry: &Value| entry["what"] == "reset_offered";
    record.filter(of).collect()
}

#[tokio::test]
async fn an_owner_chooses_a_new_password_by_a_link_of_whoever_runs_the_stack() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let owner = stack.staff(Role::Owner).await;
    let old = stack.sign_in_of(Role::Owner).clone();
    let operator = stack.operator_code();
    assert_ne!(operator, stack.code_of_set_up());
    // As somebody types it.
    let typed = format!(" {} ", old.login.to_uppercase());
    let made = nobody.offer_owner_reset(&operator, &typed).await;
    assert_eq!(made.header("location"), "/api/v1/auth/links");
    let made = made.expect_status(201);
    let code = code_of(&made);
    let lasts = made["expires_at"].as_i64().unwrap() - salver::api::clock::now().as_second();
    assert!((86_300..=86_400).contains(&lasts), "{lasts}");
    assert_eq!(made.as_object().unwrap().len(), 3, "no password is told");
    let seen = nobody.look_up_link(&code).await.expect_status(200);
    assert_eq!(
        (&seen["purpose"], &seen["login"]),
        (&json!("reset"), &json!(old.login))
    );
    // Nothing has ended yet, and another link may be made by the same code.
    owner.team().await.expect_status(200);
    Staff::sign_in(&nobody, &stack.branch, &old).await;
    let second = nobody.offer_owner_reset(&operator, &old.login).await;
    let second = second.expect_status(201);
    assert_ne!(second["id"], made["id"]);
    // It stands with the brand, by the operator, and holds neither code.
    let noted = offered(&stack).await;
    assert_eq!(noted.len(), 2, "{noted:?}");
    for (entry, made) in noted.iter().zip([&made, &second]) {
        assert_eq!(entry["brand_id"], "marigold-tram");
        assert_eq!(entry.get("branch_id"), None);
        assert_eq!(entry["who"], json!({"kind": "operator"}));
        assert_eq!(entry["entity"], owner.id.as_str());
        assert_eq!(entry["details"], json!({"link": made["id"]}));
    }

    let new = SignIn {
        password: PASSWORD.to_owned(),
        ..old.clone()
    };
    let answer = nobody.reset_password(&code, PASSWORD).await;
    let now = Staff::of(&nobody, &stack.branch, &new, answer);
    now.team().await.expect_status(200);
    let party = owner.path(&format!("tables/{}/open", stack.tables[0].id));
    let opening = owner.caller.post(&party, &json!({"mode": "family"})).await;
    opening.refused(401, "token_expired");
    let body = json!({"login": old.login, "password": old.password});
    let answer = nobody.post("/auth/sign-in", &body).await;
    answer.refused(401, "unauthenticated");
    Staff::sign_in(&nobody, &stack.branch, &new).await;
    // Each is good once, and one of before ends with the password.
    let again = nobody.reset_password(&code, PASSWORD).await;
    again.refused(409, "link_used");
    let again = nobody.reset_password(&code_of(&second), PASSWORD).await;
    again.refused(409, "link_ended");
    let dump = format!("{:?}", stack.dump().await);
    assert!(!dump.contains(&operator) && !dump.contains(&code));
    assert!(!stack.log().contains(&operator) && !stack.log().contains(&code));
}

#[tokio::test]
async fn a_link_is_for_owners_and_ends_when_they_are_none() {
    let stack = Stack::start().await;
    let (nobody, operator) = (stack.nobody(), stack.operator_code());
    let waiter = &stack.sign_in_of(Role::Waiter).login;
    let manager = &stack.sign_in_of(Role::Manager).login;
    for login in [waiter, manager, "nobody@lane.example"] {
        let answer = nobody.offer_owner_reset(&operator, login).await;
        let problem = answer.refused(422, "validation");
        let error = &problem["errors"][0];
        assert_eq!(error["field"], "login", "{login}");
        assert_eq!(error["message"], "no owner has this e-mail", "{login}");
    }
    assert_eq!(offered(&stack).await, [Value::Null; 0]);
    // Somebody who was an owner when it was made, and is a manager now.
    let owner = stack.staff(Role::Owner).await;
    let omar = SignIn {
        login: "omar@lane.example".to_owned(),
        password: "four plain words".to_owned(),
    };
    let made = owner.invite("Omar", "owner", None).await.expect_status(201);
    let joined = nobody.join_team(&code_of(&made), &omar).await;
    let second = Staff::of(&nobody, &stack.branch, &omar, joined);
    let made = nobody.offer_owner_reset(&operator, &omar.login).await;
    let code = code_of(&made.expect_status(201));
    let to = json!({"role": "manager", "branches": [stack.branch]});
    let id = second.id.to_string();
    owner.change_member(&id, &to).await.expect_status(204);
    let answer = nobody.reset_password(&code, PASSWORD).await;
    answer.refused(409, "link_ended");
}

#[tokio::test]
async fn the_same_request_makes_one_link_and_a_bad_one_none() {
    let stack = Stack::start().await;
    let (nobody, operator) = (stack.nobody(), stack.operator_code());
    let login = &stack.sign_in_of(Role::Owner).login;
    let ask = async |key: Option<&str>, body: &Value| {
        let request = nobody
            .request(Method::POST, "/set-up/reset-links")
            .json(body);
        Answer::to(match key {
            Some(key) => request.header("idempotency-key", key),
            None => request,
        })
        .await
    };
    let (one, right) = (key(), json!({"code": operator, "login": login}));
    let first = ask(Some(&one), &right).await.expect_status(201);
    assert_eq!(ask(Some(&one), &right).await.expect_status(201), first);
    assert_eq!(offered(&stack).await.len(), 1);
    let other = json!({"code": format!("{operator} "), "login": login});
    let answer = ask(Some(&one), &other).await;
    answer.refused(422, "idempotency_key_reused");
    ask(None, &right)
        .await
        .refused(400, "idempotency_key_missing");
    for (field, value) in [
        ("login", json!("two words")),
        ("login", json!(7)),
        ("code", Value::Null),
        ("password", json!("four plain words")),
    ] {
        let mut body = right.clone();
        body[field] = value;
        let answer = ask(Some(&key()), &body).await;
        let problem = answer.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    assert_eq!(offered(&stack).await.len(), 1);
}

/// The program beside the stack, on its data directory.
fn reset_link(stack_data: &std::path::Path, email: &str) -> (bool, String, String) {
    let ran = Command::new(program())
        .args(["reset-link", "--email", email, "--data-dir"])
        .arg(stack_data)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (ran.status.success(), text(ran.stdout), text(ran.stderr))
}

#[tokio::test]
async fn whoever_has_the_machine_prints_a_link_while_the_stack_runs() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let login = stack.sign_in_of(Role::Owner).login.clone();
    let (made, printed, told) = reset_link(&stack.data(), &login);
    assert!(made, "{told}");
    let start = format!("{}/invite#", stack.url);
    let link = printed
        .lines()
        .find_map(|line| line.trim().strip_prefix(&start));
    let code = link.expect(&printed).to_owned();
    let new = SignIn {
        login: login.clone(),
        password: PASSWORD.to_owned(),
    };
    let answer = nobody.reset_password(&code, PASSWORD).await;
    Staff::of(&nobody, &stack.branch, &new, answer);
    assert!(!printed.contains(&stack.operator_code()));
    assert!(!stack.log().contains(&code));

    let (made, printed, told) = reset_link(&stack.data(), "nobody@lane.example");
    assert!(!made && printed.is_empty());
    assert_eq!(told.trim(), "error: no owner has this e-mail");
    let folder = stack.stop_for_good().await;
    let (made, _, told) = reset_link(&folder.path().join("data"), &login);
    assert!(!made && told.contains("Salver does not run on"), "{told}");
}

//! One-time links in wrong hands, and staff who reach above or beside themselves.

use std::collections::BTreeSet;

use futures::future::join_all;
use salver::domain::role::Role;
use salver_tests::{SignIn, Stack, Staff, Tenant, code_of};
use serde_json::{Value, json};

fn who(number: usize) -> SignIn {
    SignIn {
        login: format!("omar-{number}@lane.example"),
        password: "four plain words".to_owned(),
    }
}

/// An invitation by the owner as it was answered, and its code.
async fn invited(stack: &Stack) -> (Value, String) {
    let owner = stack.staff(Role::Owner).await;
    let made = owner.invite("Omar", "waiter", None).await;
    let made = made.expect_status(201);
    let code = code_of(&made);
    (made, code)
}

#[tokio::test]
async fn threat_44_of_many_who_use_a_link_at_one_moment_one_comes_in() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let (_, code) = invited(&stack).await;
    let before = stack.items("ACCOUNT#").await.len();
    let people: Vec<SignIn> = (0..8).map(who).collect();
    let all = people.iter().map(|who| nobody.join_team(&code, who));
    let answers = join_all(all).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|a| a.status == 200);
    assert_eq!(won.len(), 1);
    for answer in lost {
        answer.refused(409, "link_used");
    }
    // An account with its membership, and nothing of the others.
    assert_eq!(stack.items("ACCOUNT#").await.len(), before + 2);
    assert_eq!(stack.items("LOGIN#omar-").await.len(), 1);
    let record = stack.record().await;
    let joined = record.iter().filter(|e| e["what"] == "colleague_joined");
    assert_eq!(joined.count(), 1);
}

#[tokio::test]
async fn threat_44_wrong_codes_are_told_alike_and_then_limited() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let (made, code) = invited(&stack).await;
    let mut told = BTreeSet::new();
    let other = format!("{}A", &code[..42]);
    let other = if other == code {
        format!("{}B", &code[..42])
    } else {
        other
    };
    for wrong in ["", "x", &code[1..], &other, made["id"].as_str().unwrap()] {
        for answer in [
            nobody.look_up_link(wrong).await,
            nobody.join_team(wrong, &who(0)).await,
        ] {
            let mut problem = answer.refused(403, "link_wrong");
            problem.as_object_mut().unwrap().remove("request_id");
            told.insert(problem.to_string());
        }
    }
    assert_eq!(told.len(), 1, "{told:?}");
    // Ten are judged; then also the right one has to wait, from here.
    nobody
        .look_up_link(&code)
        .await
        .refused(429, "rate_limited");
    let limited = nobody.reset_password("x", "four plain words").await;
    let limited = limited.refused(429, "rate_limited");
    assert!(limited["retry_after"].as_u64().unwrap() <= 900);
    let elsewhere = nobody.from_address("127.0.0.9");
    elsewhere.look_up_link(&code).await.expect_status(200);
    // Who has an account is nothing to find out by an invitation: taken logins count too.
    let cook = SignIn {
        login: stack.sign_in_of(Role::Cook).login.clone(),
        ..who(0)
    };
    let guesses = (0..12).map(|_| elsewhere.join_team(&code, &cook));
    let statuses: Vec<u16> = join_all(guesses).await.iter().map(|a| a.status).collect();
    let judged = statuses.iter().filter(|status| **status == 422).count();
    assert_eq!(judged, 10, "{statuses:?}");
    let record = stack.record().await;
    let refused = record.iter().filter(|e| e["what"] == "link_refused");
    assert_eq!(refused.count(), 20);
    assert!(!json!(record).to_string().contains(&code));
}

/// Whoever made a link and is out may know its code: it is worth nothing from then on.
#[tokio::test]
async fn threat_44_whoever_is_out_comes_in_by_no_link_of_theirs() {
    let stack = Stack::start().await;
    let (nobody, owner) = (stack.nobody(), stack.staff(Role::Owner).await);
    let made = owner
        .invite("Mira", "manager", None)
        .await
        .expect_status(201);
    let answer = nobody.join_team(&code_of(&made), &who(0)).await;
    let mira = Staff::of(&nobody, &stack.branch, &who(0), answer);
    let back = mira.invite("Omar", "waiter", None).await.expect_status(201);
    let waiter = mira.member(&waiter_name(&owner).await).await;
    let id = waiter["id"].as_str().unwrap();
    let reset = mira.offer_reset(id).await.expect_status(201);
    owner
        .part_with(&mira.id.to_string())
        .await
        .expect_status(204);
    let answer = nobody.join_team(&code_of(&back), &who(1)).await;
    answer.refused(409, "link_ended");
    let answer = nobody
        .reset_password(&code_of(&reset), "four plain words")
        .await;
    answer.refused(409, "link_ended");
    // The owner may take it back all the same, and is the only one left who sees it.
    owner.withdraw(&back).await.expect_status(204);
    mira.team().await.refused(401, "token_expired");
    mira.invite("Omar", "waiter", None)
        .await
        .refused(401, "token_expired");
}

async fn waiter_name(by: &Staff) -> String {
    let team = by.team().await.expect_status(200);
    let mut people = team["people"].as_array().unwrap().iter();
    let waiter = people.find(|person| person["places"][0]["role"] == "waiter");
    waiter.unwrap()["name"].as_str().unwrap().to_owned()
}

/// What each role may make of each other, asked of the real stack.
#[tokio::test]
async fn threat_45_nobody_reaches_above_or_beside_themselves() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let second = "yard".parse().unwrap();
    let seeder = stack.seeder();
    let brand = "marigold-tram".parse().unwrap();
    seeder
        .list_branch(&brand, &second, "The Yard")
        .await
        .unwrap();
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let stranger = tenant.staff(&stack, Role::Owner).await;
    let foreign = tenant.staff(&stack, Role::Waiter).await.id.to_string();
    for role in Role::ALL {
        let by = stack.staff(role).await;
        for wanted in Role::ALL {
            let answer = by.invite("Omar", wanted.name(), None).await;
            let right = if role.leads(wanted) { 201 } else { 403 };
            assert_eq!(answer.status, right, "{role:?} invites {wanted:?}");
        }
        let yard = by.invite("Omar", "waiter", Some(&["yard"])).await;
        let right = if role == Role::Owner { 201 } else { 403 };
        assert_eq!(
            yard.status, right,
            "{role:?} at a branch that is not theirs"
        );
    }
    // Colleagues: up, beside, of another house, and the other house's own words about ours.
    let manager = stack.staff(Role::Manager).await;
    let (boss, own) = (owner.id.to_string(), manager.id.to_string());
    let to = json!({"role": "waiter", "branches": [stack.branch]});
    for person in [&boss, &own] {
        manager
            .change_member(person, &to)
            .await
            .refused(403, "forbidden");
        manager.part_with(person).await.refused(403, "forbidden");
        manager.offer_reset(person).await.refused(403, "forbidden");
    }
    for person in [foreign.as_str(), "nobody"] {
        for by in [&manager, &owner] {
            by.change_member(person, &to)
                .await
                .refused(404, "not_found");
            by.part_with(person).await.refused(404, "not_found");
            by.offer_reset(person).await.refused(404, "not_found");
        }
    }
    let waiter = stack.staff(Role::Waiter).await.id.to_string();
    let up = json!({"role": "manager", "branches": [stack.branch]});
    let away = json!({"role": "waiter", "branches": [stack.branch, "yard"]});
    for beyond in [up, away, json!({"role": "waiter"})] {
        manager
            .change_member(&waiter, &beyond)
            .await
            .refused(403, "forbidden");
    }
    let ours = owner.team().await.expect_status(200);
    for invitation in ours["invitations"].as_array().unwrap() {
        stranger
            .withdraw(invitation)
            .await
            .refused(404, "not_found");
    }
    let theirs = stranger.team().await.expect_status(200);
    assert_eq!(theirs["invitations"], json!([]));
    // A manager sees who leads them without their login, and nothing of the yard.
    let seen = manager.team().await.expect_status(200);
    let of = |team: &Value, id: &str| {
        let mut people = team["people"].as_array().unwrap().iter();
        people.find(|person| person["id"] == id).unwrap().clone()
    };
    assert_eq!(of(&seen, &boss).get("login"), None);
    assert_eq!(of(&seen, &boss)["led"], false);
    assert!(!seen.to_string().contains("yard"));
    assert_eq!(seen["roles"], json!(["cashier", "waiter", "cook", "rider"]));
}

/// An inviter holds the code of their own link. It is no way into an account that there is, nor to
/// learn of one.
#[tokio::test]
async fn threat_51_an_invitation_takes_no_account_over_and_tells_of_none() {
    let stack = Stack::start().await;
    let (nobody, ours) = (stack.nobody(), stack.staff(Role::Owner).await);
    let made = ours.invite("Omar", "waiter", None).await.expect_status(201);
    let answer = nobody.join_team(&code_of(&made), &who(0)).await;
    let omar = Staff::of(&nobody, &stack.branch, &who(0), answer);
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let mallory = tenant.staff(&stack, Role::Owner).await;
    let made = mallory.invite("Omar", "waiter", None).await;
    let code = code_of(&made.expect_status(201));
    let before = stack.items(&format!("ACCOUNT#{} ", omar.id)).await;
    // Nobody's login and a wrong password are told alike, and both count as at the sign-in.
    let mut told = BTreeSet::new();
    let guess = |login: &str| SignIn {
        login: login.to_owned(),
        password: "some other words".to_owned(),
    };
    for login in [who(0).login.as_str(), "nobody@lane.example"] {
        let answer = nobody.join_with_account(&code, &guess(login)).await;
        let mut problem = answer.refused(401, "unauthenticated");
        problem.as_object_mut().unwrap().remove("request_id");
        told.insert(problem.to_string());
    }
    assert_eq!(told.len(), 1, "{told:?}");
    let guesses = (0..20).map(|_| guess(&who(0).login)).collect::<Vec<_>>();
    let all = guesses
        .iter()
        .map(|who| nobody.join_with_account(&code, who));
    let statuses: Vec<u16> = join_all(all).await.iter().map(|a| a.status).collect();
    let judged = statuses.iter().filter(|status| **status == 401).count();
    assert_eq!(judged, 9, "{statuses:?}");
    // The right one has to wait as well from there, here and at the sign-in; elsewhere it opens.
    let limited = nobody.join_with_account(&code, &who(0)).await;
    limited.refused(429, "rate_limited");
    let body = json!({"login": who(0).login, "password": who(0).password});
    let limited = nobody.post("/auth/sign-in", &body).await;
    limited.refused(429, "rate_limited");
    // No password is tried behind a link that is none.
    let elsewhere = nobody.from_address("127.0.0.9");
    let answer = elsewhere.join_with_account("x", &who(0)).await;
    answer.refused(403, "link_wrong");
    assert_eq!(stack.items(&format!("ACCOUNT#{} ", omar.id)).await, before);
    let refused = |record: &[Value]| {
        let of = |e: &&Value| e["what"] == "sign_in_refused" && e["entity"] == omar.id.as_str();
        record.iter().filter(of).cloned().collect::<Vec<_>>()
    };
    // It stands with the restaurant that they work for, and Mallory's has nothing of it.
    let noted = refused(&stack.record().await);
    assert_eq!(noted.len(), 10);
    assert!(
        noted
            .iter()
            .all(|e| e["branch_id"] == stack.branch.as_str())
    );

    let answer = elsewhere.join_with_account(&code, &who(0)).await;
    Staff::of(&elsewhere, &tenant.branch, &who(0), answer);
    // Who works for two is nobody's alone: neither lets them choose a password, or ends the other's.
    let id = omar.id.to_string();
    for by in [&ours, &mallory] {
        by.offer_reset(&id).await.refused(403, "forbidden");
    }
    let to = json!({"role": "manager", "branches": [tenant.branch]});
    mallory.change_member(&id, &to).await.expect_status(204);
    assert_eq!(ours.member("Omar").await["places"][0]["role"], "waiter");
    mallory.part_with(&id).await.expect_status(204);
    let party = omar.open(&stack.tables[0], "family").await;
    omar.close(&party).await.expect_status(200);
}

/// Two invitations that are used at one moment do not make one person two things at one place.
#[tokio::test]
async fn threat_51_of_two_invitations_at_one_moment_one_counts() {
    let stack = Stack::start().await;
    let (nobody, ours) = (stack.nobody(), stack.staff(Role::Owner).await);
    let made = ours.invite("Omar", "waiter", None).await.expect_status(201);
    let answer = nobody.join_team(&code_of(&made), &who(0)).await;
    let omar = Staff::of(&nobody, &stack.branch, &who(0), answer);
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Owner).await;
    let mut codes = Vec::new();
    for role in ["owner", "waiter", "cook", "manager"] {
        let made = theirs.invite("Omar", role, None).await.expect_status(201);
        codes.push(code_of(&made));
    }
    let me = who(0);
    let all = codes.iter().map(|code| nobody.join_with_account(code, &me));
    let answers = join_all(all).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|a| a.status == 200);
    assert_eq!(won.len(), 1);
    for answer in lost {
        answer.refused(409, "already_colleague");
    }
    let stored = stack.items(&format!("ACCOUNT#{} MEMBER#", omar.id)).await;
    assert_eq!(stored.len(), 2, "{stored:?}");
}

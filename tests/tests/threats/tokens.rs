//! Access tokens of staff that somebody made themselves.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use salver::api::clock;
use salver::auth::staff_token;
use salver::domain::role::Role;
use salver_tests::{Stack, ticket};
use serde_json::{Value, json};

/// Header and body of a JWT.
fn content(header: &Value, body: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(body))
}

/// A JWT with something in place of its signature.
fn unsigned(header: &Value, body: &Value, signature: &str) -> String {
    format!("{}.{signature}", content(header, body))
}

/// A JWT that is signed, whatever its header says, with HMAC-SHA-256.
fn signed(header: &Value, body: &Value, key: &[u8]) -> String {
    let text = content(header, body);
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{text}.{signature}")
}

#[tokio::test]
async fn threat_20_forged_and_expired_tokens_are_nobody() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let token = waiter.caller.token();
    let parts: Vec<&str> = token.split('.').collect();
    let body = URL_SAFE_NO_PAD.decode(parts[1]).unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap();
    let key = stack.staff_key();
    // The very key that signs: only the form is wrong then, as it would be if somebody
    // made the server sign something for another purpose.
    let ours = key.derive("staff-access-token", &[]).unwrap();
    let header = json!({"alg": "HS256", "typ": "at+jwt"});
    let with = |name: &str, value: Value| {
        let mut body = body.clone();
        body[name] = value;
        body
    };
    let without = |name: &str| {
        let mut body = body.clone();
        body.as_object_mut().unwrap().remove(name);
        body
    };
    let none = json!({"alg": "none", "typ": "at+jwt"});
    let jwk = json!({"kty": "oct", "k": URL_SAFE_NO_PAD.encode(ours)});
    let mut tokens = vec![
        ("no algorithm", unsigned(&none, &body, "")),
        ("no algorithm, signed", unsigned(&none, &body, parts[2])),
        ("a made-up signature", unsigned(&header, &body, "AAAA")),
        ("no signature", format!("{}.{}", parts[0], parts[1])),
        ("a letter more", format!("{token}x")),
        ("nothing", String::new()),
        (
            "another role",
            unsigned(&header, &with("role", "owner".into()), parts[2]),
        ),
        ("another key", signed(&header, &body, &[7; 32])),
        (
            "the key as text",
            signed(&header, &body, b"staff-access-token"),
        ),
    ];
    for (what, header) in [
        ("a plain JWT", json!({"alg": "HS256", "typ": "JWT"})),
        ("no type", json!({"alg": "HS256"})),
        (
            "another algorithm",
            json!({"alg": "HS512", "typ": "at+jwt"}),
        ),
        (
            "a public-key algorithm",
            json!({"alg": "RS256", "typ": "at+jwt"}),
        ),
        (
            "a key of its own",
            json!({"alg": "RS256", "typ": "at+jwt", "jwk": jwk}),
        ),
        (
            "a key elsewhere",
            json!({"alg": "none", "typ": "at+jwt", "kid": "/dev/null"}),
        ),
    ] {
        tokens.push((what, signed(&header, &body, &ours)));
    }
    for (what, body) in [
        ("another audience", with("aud", "salver-guest".into())),
        ("no audience", without("aud")),
        ("another issuer", with("iss", "somebody".into())),
        ("no end", without("exp")),
        ("a role that is none", with("role", "god".into())),
        ("no family", without("family")),
        ("a branch that is none", with("branch", json!("lane#x"))),
    ] {
        tokens.push((what, signed(&header, &body, &ours)));
    }
    assert_eq!(tokens.len(), 22);
    let path = waiter.path("floor");
    let knock = async |token: &str| stack.nobody().with_token(token).get(&path).await;
    // The forge works: what is right in all is let through.
    knock(&signed(&header, &body, &ours))
        .await
        .expect_status(200);
    for (what, token) in &tokens {
        let answer = knock(token).await;
        assert_eq!(answer.status, 401, "{what}: {}", answer.text);
        answer.refused(401, "unauthenticated");
        let answer = ticket(&stack.nobody().with_token(token), None).await;
        assert_eq!(answer.status, 401, "{what}: {}", answer.text);
    }

    // With the right key everything is right but the time.
    let now = clock::now();
    let claims = staff_token::verify(&key, token, now).unwrap();
    let family = stack.store().refresh_family(&claims.family).await;
    let family = family.unwrap().unwrap();
    let ago = |seconds: i64| now - std::time::Duration::from_secs(seconds.unsigned_abs());
    let long_ago = ago(staff_token::ACCESS_SECONDS + 1);
    let expired = staff_token::issue(&key, &family, claims.access.clone(), long_ago).unwrap();
    knock(&expired).await.refused(401, "token_expired");
    let good = staff_token::issue(&key, &family, claims.access, ago(60)).unwrap();
    knock(&good).await.expect_status(200);
}

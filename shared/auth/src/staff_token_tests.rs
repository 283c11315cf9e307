use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::*;
use salver_domain::role::Role;
use salver_domain::sign_in::LONGEST_SECONDS;

fn key() -> Key {
    Key::new("a key of the tests with 32 letters").unwrap()
}

fn access() -> Access {
    Access {
        brand: "b".parse().unwrap(),
        branch: "lane".parse().unwrap(),
        role: Role::Waiter,
        whole_brand: false,
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

/// A token of a sign-in of `at(0)`.
fn token(second: i64) -> String {
    let (id, staff) = ("f1".parse().unwrap(), "asha".parse().unwrap());
    let family = RefreshFamily::begin(id, staff, 3, access(), at(0));
    issue(&key(), &family, access(), at(second)).unwrap()
}

#[test]
fn a_token_is_good_until_its_time_is_over() {
    let token = token(0);
    let claims = verify(&key(), &token, at(ACCESS_SECONDS - 1)).unwrap();
    assert_eq!((claims.sub.as_str(), claims.session_version), ("asha", 3));
    assert_eq!(claims.access, access());
    assert!(matches!(
        verify(&key(), &token, at(ACCESS_SECONDS)),
        Err(AuthError::Expired)
    ));
}

#[test]
fn a_token_ends_with_its_sign_in() {
    let token = token(LONGEST_SECONDS - 60);
    assert!(verify(&key(), &token, at(LONGEST_SECONDS - 1)).is_ok());
    assert!(matches!(
        verify(&key(), &token, at(LONGEST_SECONDS)),
        Err(AuthError::Expired)
    ));
}

/// Signs any header and body with our own key, as an attacker could who had it for
/// another purpose: only the form is wrong then.
fn signed(header: &serde_json::Value, body: &serde_json::Value, key: &[u8]) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let part = |v: &serde_json::Value| URL_SAFE_NO_PAD.encode(v.to_string());
    let text = format!("{}.{}", part(header), part(body));
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    format!(
        "{text}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

#[test]
fn forged_tokens_are_refused() {
    let good = token(0);
    let body: serde_json::Value = serde_json::from_slice(
        &URL_SAFE_NO_PAD
            .decode(good.split('.').nth(1).unwrap())
            .unwrap(),
    )
    .unwrap();
    let header = json!({"alg": "HS256", "typ": "at+jwt"});
    let ours = secret(&key()).unwrap();
    assert!(
        verify(&key(), &signed(&header, &body, &ours), at(1)).is_ok(),
        "the forge works"
    );

    let edit = |name: &str, value: serde_json::Value| {
        let mut body = body.clone();
        body[name] = value;
        body
    };
    let mut without_exp = body.clone();
    without_exp.as_object_mut().unwrap().remove("exp");
    let forged = [
        signed(&header, &body, b"another key"),
        signed(&json!({"alg": "none", "typ": "at+jwt"}), &body, &ours),
        signed(&json!({"alg": "HS512", "typ": "at+jwt"}), &body, &ours),
        signed(
            &json!({"alg": "RS256", "typ": "at+jwt", "jwk": {"kty": "oct"}}),
            &body,
            &ours,
        ),
        signed(&json!({"alg": "HS256", "typ": "JWT"}), &body, &ours),
        signed(&json!({"alg": "HS256"}), &body, &ours),
        signed(&header, &edit("aud", json!("salver-guest")), &ours),
        signed(&header, &edit("iss", json!("somebody")), &ours),
        signed(&header, &edit("role", json!("god")), &ours),
        signed(&header, &edit("branch", json!(["lane", "dock"])), &ours),
        signed(&header, &without_exp, &ours),
        format!(
            "{}.{}.",
            good.split('.').next().unwrap(),
            good.split('.').nth(1).unwrap()
        ),
        "a.b.c".to_owned(),
        String::new(),
    ];
    for token in forged {
        assert!(
            matches!(verify(&key(), &token, at(1)), Err(AuthError::Invalid)),
            "{token}"
        );
    }
}

//! The menu as a page: what a scanned code, a shared link and a preview of one get.

use reqwest::header::{ACCEPT, ACCEPT_ENCODING, IF_NONE_MATCH};
use reqwest::{Method, RequestBuilder};
use salver::domain::role::Role;
use salver_tests::{Answer, Stack};
use serde_json::json;

/// Status, headers and text of a page.
async fn page(request: RequestBuilder) -> (u16, reqwest::header::HeaderMap, String) {
    let answer = request.send().await.unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    (status, headers, answer.text().await.unwrap())
}

fn at(stack: &Stack, address: &str) -> RequestBuilder {
    let request = stack.nobody().to(Method::GET, address);
    request.header(ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
}

#[tokio::test]
async fn a_menu_is_a_page_that_a_cdn_keeps_for_seconds() {
    let stack = Stack::start().await;
    let address = format!("/m/{}", stack.branch);
    let (status, headers, html) = page(at(&stack, &address)).await;
    assert_eq!(status, 200);
    assert_eq!(headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(headers["cache-control"], "public, max-age=0, s-maxage=5");
    assert_eq!(headers["vary"], "accept-encoding");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    let policy = headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("style-src 'self' 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for item in stack.menu().await.items() {
        let name = item["name"].as_str().unwrap();
        let escaped = name.replace('&', "&amp;");
        assert!(html.contains(&format!(">{escaped}</span>")), "{name}");
    }

    // A preview, a campaign and somebody who scanned get the same.
    let (status, others, with_query) = page(at(&stack, &format!("{address}?utm_source=x"))).await;
    assert_eq!((status, with_query), (200, html));
    assert_eq!(others["etag"], headers["etag"]);
    let known = at(&stack, &address).header(IF_NONE_MATCH, &headers["etag"]);
    let (status, again, nothing) = page(known).await;
    assert_eq!((status, nothing.as_str()), (304, ""));
    assert_eq!(again["cache-control"], "public, max-age=0, s-maxage=5");
    // The bytes as they come: the client of the tests would unpack them.
    let raw = reqwest::Client::builder().no_gzip().build().unwrap();
    let packed = at(&stack, &address).header(ACCEPT_ENCODING, "gzip");
    let packed = raw.execute(packed.build().unwrap()).await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert_eq!(packed.headers()["etag"], headers["etag"]);
}

#[tokio::test]
async fn a_page_says_by_what_the_app_asks_for_news() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let (_, _, html) = page(at(&stack, &format!("/m/{}", stack.branch))).await;
    let (_, after) = html.split_once("data-etag=\"").unwrap();
    let (etag, _) = after.split_once('"').unwrap();
    let menu = format!("/branches/{}/menu", stack.branch);
    let asked = || {
        let request = nobody.request(Method::GET, &menu);
        request.header(IF_NONE_MATCH, format!("W/\"{etag}\""))
    };
    assert_eq!(Answer::to(asked()).await.status, 304);

    // The branch rests: the page and the menu are others.
    let manager = stack.staff(Role::Manager).await;
    let pause = json!({"open": false, "word": "Back </script> soon"});
    let path = manager.path("ordering");
    let paused = manager.caller.send(Method::PUT, &path, &pause).await;
    paused.expect_status(200);
    assert_eq!(Answer::to(asked()).await.status, 200);
    let (_, _, html) = page(at(&stack, &format!("/m/{}", stack.branch))).await;
    assert!(html.contains("Back &lt;/script&gt; soon"), "as text");
    assert!(html.contains("Back \\u003c/script> soon"), "as data");
}

#[tokio::test]
async fn a_branch_that_there_is_not_has_a_page_for_people_and_a_problem_for_programs() {
    let stack = Stack::start().await;
    for branch in ["elsewhere", "no%20branch"] {
        let (status, headers, html) = page(at(&stack, &format!("/m/{branch}"))).await;
        assert_eq!(status, 404);
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(headers["cache-control"], "no-store");
        assert!(html.contains("There is no such page"), "{html}");
        let program = stack.nobody().to(Method::GET, &format!("/m/{branch}"));
        Answer::to(program).await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn the_head_of_a_page_and_of_a_document_is_that_of_the_whole_without_it() {
    let stack = Stack::start().await;
    for (path, status) in [
        (format!("/m/{}", stack.branch), 200),
        ("/m/elsewhere".to_owned(), 404),
        ("/photos/00ff".to_owned(), 404),
    ] {
        let (whole, headers, html) = page(at(&stack, &path)).await;
        let head = stack.nobody().to(Method::HEAD, &path);
        let head = head.header(ACCEPT, "text/html").send().await.unwrap();
        assert_eq!((head.status().as_u16(), whole), (status, status), "{path}");
        for name in ["content-type", "cache-control", "etag"] {
            assert_eq!(head.headers().get(name), headers.get(name), "{path} {name}");
        }
        assert!(head.bytes().await.unwrap().is_empty());
        assert!(!html.is_empty());
    }
}

#[tokio::test]
async fn a_page_that_is_read_writes_nothing() {
    let stack = Stack::start().await;
    let before = stack.items("").await;
    for query in ["", "?fbclid=1"] {
        let (status, _, _) = page(at(&stack, &format!("/m/{}{query}", stack.branch))).await;
        assert_eq!(status, 200);
    }
    assert_eq!(stack.items("").await, before);
}

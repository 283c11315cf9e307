//! The static site on the same origin.

use std::{fs, path::Path};

use crate::support::{Served, start_with};

async fn site() -> Served {
    site_in(&tempfile::tempdir().unwrap().keep()).await
}

async fn site_in(folder: &Path) -> Served {
    fs::create_dir(folder.join("assets")).unwrap();
    fs::write(folder.join("index.html"), "<h1>home</h1>".repeat(200)).unwrap();
    fs::write(folder.join("kitchen.html"), "<h1>kitchen</h1>").unwrap();
    fs::write(folder.join("assets/app-1.js"), "let a = 1;\n".repeat(500)).unwrap();
    fs::write(folder.join("assets/app-1.js.br"), "not really brotli").unwrap();
    fs::write(folder.join("secret.env"), "SECRET").unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.join("link.txt")).unwrap();
    start_with(|config| config.site_dir = Some(folder.to_owned())).await
}

#[tokio::test]
async fn pages_have_clean_urls_and_the_headers_of_the_template() {
    let served = site().await;
    for (path, expected) in [
        ("/", "home"),
        ("/kitchen", "kitchen"),
        ("/kitchen.html", "kitchen"),
    ] {
        let response = served.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        let headers = response.headers();
        assert_eq!(headers["content-type"], "text/html; charset=utf-8");
        assert_eq!(headers["content-security-policy"], "default-src 'none'");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["cache-control"], "no-cache");
        assert!(headers.contains_key("apigw-requestid"));
        assert!(response.text().await.unwrap().contains(expected), "{path}");
    }
    let asset = served.get("/assets/app-1.js").await;
    assert_eq!(
        asset.headers()["cache-control"],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        asset.headers()["content-type"],
        "text/javascript; charset=utf-8"
    );
    served.stop().await;
}

#[tokio::test]
async fn a_page_that_is_not_there_is_a_page_and_a_file_is_not() {
    let served = site().await;
    for (path, kind) in [
        ("/kitchn", "text/html; charset=utf-8"),
        ("/kitchn.html", "text/plain; charset=utf-8"),
        ("/assets/app-2.js", "text/plain; charset=utf-8"),
    ] {
        let response = served.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(response.headers()["content-type"], kind, "{path}");
        let says_so = response
            .text()
            .await
            .unwrap()
            .contains("There is no such page");
        assert_eq!(says_so, kind.starts_with("text/html"), "{path}");
    }
    served.stop().await;
}

#[tokio::test]
async fn what_people_make_of_a_link_leads_on() {
    let served = site().await;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    for (path, expected) in [
        ("/kitchen/", "/kitchen"),
        ("/KITCHEN", "/kitchen"),
        ("//", "/"),
        ("/%23k7q4-m2xh", "/#K7Q4M2XH"),
        ("/K7Q4M2XH", "/#K7Q4M2XH"),
        ("/%23/lake-road", "/#/lake-road"),
    ] {
        let response = client.get(served.at(path)).send().await.unwrap();
        assert_eq!(response.status(), 302, "{path}");
        assert_eq!(response.headers()["location"], expected, "{path}");
        assert_eq!(response.headers()["cache-control"], "no-cache", "{path}");
    }
    served.stop().await;
}

/// A browser that asked a moment too early would keep "not found" for a year.
#[tokio::test]
async fn what_may_be_kept_for_ever_is_there() {
    let served = site().await;
    let url = served.at("/assets/app-1.js");
    let etag = served.get("/assets/app-1.js").await.headers()["etag"].clone();
    let known = served.client.get(&url).header("if-none-match", etag);
    let missing = served.client.get(served.at("/assets/app-2.js"));
    let posted = served.client.post(&url);
    for (request, status, kept) in [
        (known, 304, true),
        (missing, 404, false),
        (posted, 405, false),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status);
        let headers = response.headers();
        assert_eq!(headers.contains_key("cache-control"), kept, "{status}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin");
    }
    served.stop().await;
}

#[tokio::test]
async fn text_is_compressed_for_those_who_take_it() {
    let served = site().await;
    let plain = reqwest::Client::builder().no_gzip().build().unwrap();
    let get = async |path: &str, accept: &str| {
        let request = plain.get(served.at(path)).header("accept-encoding", accept);
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["vary"], "accept-encoding");
        let encoding = response.headers().get("content-encoding").cloned();
        (
            encoding.map(|value| value.to_str().unwrap().to_owned()),
            response.bytes().await.unwrap(),
        )
    };
    let (encoding, body) = get("/", "identity").await;
    assert_eq!((encoding, body.len()), (None, 2600));
    let (encoding, body) = get("/", "gzip, br").await;
    assert_eq!(encoding.as_deref(), Some("gzip"));
    assert!(body.len() < 260, "{}", body.len());
    assert!(body.starts_with(&[0x1f, 0x8b]));
    let (encoding, body) = get("/assets/app-1.js", "gzip, br").await;
    assert_eq!(
        (encoding.as_deref(), &body[..]),
        (Some("br"), &b"not really brotli"[..])
    );
    let (encoding, _) = get("/kitchen", "gzip").await;
    assert_eq!(encoding, None, "too small to gain");
    served.stop().await;
}

#[tokio::test]
async fn a_known_version_is_not_sent_again_and_a_new_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let served = site_in(folder.path()).await;
    let etag = served.get("/kitchen").await.headers()["etag"].clone();
    let again = async || {
        let request = served
            .client
            .get(served.at("/kitchen"))
            .header("if-none-match", &etag);
        request.send().await.unwrap()
    };
    let response = again().await;
    assert_eq!(response.status(), 304);
    assert_eq!(response.headers()["etag"], etag);
    assert_eq!(
        response.headers()["content-security-policy"],
        "default-src 'none'"
    );
    assert_eq!(response.bytes().await.unwrap().len(), 0);
    fs::write(folder.path().join("kitchen.html"), "<h1>new kitchen</h1>").unwrap();
    let response = again().await;
    assert_eq!(response.status(), 200);
    assert_ne!(response.headers()["etag"], etag);
    assert_eq!(response.text().await.unwrap(), "<h1>new kitchen</h1>");
    served.stop().await;
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let served = site().await;
    for path in [
        "/nothing",
        "/link.txt",
        "/%2e%2e/etc/hostname",
        "/..%2fx.html",
        "/.hidden",
        "/assets",
    ] {
        assert_eq!(served.get(path).await.status(), 404, "{path}");
    }
    let response = served
        .client
        .post(served.at("/kitchen"))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 405);
    assert_eq!(response.headers()["allow"], "GET, HEAD");
    let head = served
        .client
        .head(served.at("/kitchen"))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            head.status().as_u16(),
            head.headers()["content-length"].to_str().unwrap()
        ),
        (200, "16")
    );
    served.stop().await;
}

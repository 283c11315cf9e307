//! Where a request comes from: the other end of its connection, or whom a reverse proxy on this
//! machine names.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// Tells functions whether the client came over TLS.
pub(super) const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Says who sends a request, and settles in its headers what functions are told of the way.
///
/// With `trust`, a peer on this machine is a reverse proxy: the last address of
/// `X-Forwarded-For` is the client, as the proxy wrote it there, and leaves the list, because
/// whoever builds the event puts it back. Anything before it is the client's own word. A peer
/// from elsewhere is never believed, so a port that is open by mistake gives nobody a false name.
pub(super) fn settle(headers: &mut HeaderMap, peer: IpAddr, trust: bool) -> IpAddr {
    let trusted = trust && peer.to_canonical().is_loopback();
    let https = trusted
        && headers
            .get(&FORWARDED_PROTO)
            .is_some_and(|proto| proto == "https");
    let proto = if https { "https" } else { "http" };
    headers.insert(FORWARDED_PROTO, HeaderValue::from_static(proto));
    let named = if trusted { last(headers) } else { None };
    let Some((before, client)) = named else {
        return peer;
    };
    headers.remove(&FORWARDED_FOR);
    if let Ok(before) = HeaderValue::from_str(&before)
        && !before.is_empty()
    {
        headers.insert(FORWARDED_FOR, before);
    }
    client
}

/// The last address of all lists, and what stands before it.
fn last(headers: &HeaderMap) -> Option<(String, IpAddr)> {
    let lists: Option<Vec<_>> = headers
        .get_all(&FORWARDED_FOR)
        .iter()
        .map(|list| list.to_str().ok())
        .collect();
    let all = lists?.join(", ");
    let (before, last) = all.rsplit_once(',').unwrap_or(("", &all));
    Some((before.trim().to_owned(), address(last.trim())?))
}

/// An address, or one with a port, as some proxies write it.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().map(|address: SocketAddr| address.ip());
    text.parse().or_else(|_| with_port()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a request with these headers, from `peer`, looks like to a function.
    fn check(
        peer: &str,
        trust: bool,
        lists: &[&str],
        proto: Option<&str>,
        expected: (&str, &str, &str),
    ) {
        let mut headers = HeaderMap::new();
        for list in lists {
            headers.append(FORWARDED_FOR, list.parse().unwrap());
        }
        if let Some(proto) = proto {
            headers.append(FORWARDED_PROTO, proto.parse().unwrap());
        }
        let client = settle(&mut headers, peer.parse().unwrap(), trust).to_string();
        let left: Vec<_> = headers.get_all(FORWARDED_FOR).iter().collect();
        let left: Vec<_> = left.iter().map(|value| value.to_str().unwrap()).collect();
        let told = headers[FORWARDED_PROTO].to_str().unwrap();
        assert_eq!(
            (client.as_str(), left.join(" & ").as_str(), told),
            expected,
            "{peer} {trust} {lists:?} {proto:?}"
        );
    }

    #[test]
    fn only_a_trusted_proxy_on_this_machine_is_believed() {
        let (here, forged) = ("127.0.0.1", "198.51.100.7");
        let https = Some("https");
        // Nobody is trusted, or it comes from elsewhere: headers say nothing.
        check(here, false, &[forged], https, (here, forged, "http"));
        check(
            "10.0.0.5",
            true,
            &[forged],
            https,
            ("10.0.0.5", forged, "http"),
        );
        // The proxy's word is the last one; the client's own stands before it.
        check(here, true, &["10.0.0.5"], https, ("10.0.0.5", "", "https"));
        let both = "198.51.100.7, 10.0.0.5";
        check(here, true, &[both], https, ("10.0.0.5", forged, "https"));
        let lists = [forged, "192.0.2.1, 10.0.0.5"];
        let left = "198.51.100.7, 192.0.2.1";
        check(here, true, &lists, https, ("10.0.0.5", left, "https"));
        check(
            "::1",
            true,
            &["2001:db8::7"],
            None,
            ("2001:db8::7", "", "http"),
        );
        let mapped = "::ffff:127.0.0.1";
        check(
            mapped,
            true,
            &["10.0.0.5:4711"],
            https,
            ("10.0.0.5", "", "https"),
        );
    }

    #[test]
    fn what_names_nobody_leaves_the_proxy_itself() {
        let here = "127.0.0.1";
        check(here, true, &[], Some("https"), (here, "", "https"));
        for list in ["unknown", "10.0.0.5, ", "10.0.0.5, _hidden", "10.0.0.256"] {
            let list = list.trim();
            check(here, true, &[list], Some("HTTPS"), (here, list, "http"));
        }
    }
}

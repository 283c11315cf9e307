//! Which route a request takes, as API Gateway decides it.

use std::{cmp::Ordering, collections::BTreeMap};

use percent_encoding::percent_decode_str;

use crate::template::HttpRoute;

/// The routes of an HTTP API.
#[derive(Debug)]
pub struct Router {
    routes: Vec<Compiled>,
}

#[derive(Debug)]
struct Compiled {
    route: HttpRoute,
    segments: Vec<Segment>,
}

/// A part of a path. The order is the precedence: a fixed text wins over a parameter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Fixed(String),
    Parameter(String),
    Greedy(String),
}

/// A route that was found.
#[derive(Debug, PartialEq, Eq)]
pub struct Match<'r> {
    pub route: &'r HttpRoute,
    /// Path parameters, percent-decoded.
    pub parameters: BTreeMap<String, String>,
}

/// Why no route was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMatch {
    /// The path is not valid percent-encoded UTF-8.
    Malformed,
    /// No route has this method and path, and there is no `$default`.
    Unknown,
}

impl Router {
    /// Compiles the routes.
    #[must_use]
    pub fn new(routes: &[HttpRoute]) -> Self {
        let compile = |route: &HttpRoute| Compiled {
            route: route.clone(),
            segments: route.path.split('/').skip(1).map(Segment::parse).collect(),
        };
        Self {
            routes: routes.iter().map(compile).collect(),
        }
    }

    /// Finds the route of a request; `path` is as it came, still percent-encoded.
    ///
    /// A full match wins over a greedy one, a fixed segment over a parameter, a named method
    /// over `ANY`, and `$default` takes the rest.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, method: &str, path: &str) -> Result<Match<'_>, NoMatch> {
        let segments = path
            .split('/')
            .skip(1)
            .map(|segment| percent_decode_str(segment).decode_utf8().ok())
            .collect::<Option<Vec<_>>>()
            .filter(|_| well_formed(path))
            .ok_or(NoMatch::Malformed)?;
        let best = self
            .routes
            .iter()
            .filter(|one| one.route.method == method || one.route.method == "ANY")
            .filter_map(|one| Some((one, one.matches(&segments)?)))
            .min_by(|(a, _), (b, _)| a.precedence(b));
        if let Some((found, parameters)) = best {
            return Ok(Match {
                route: &found.route,
                parameters,
            });
        }
        let default = self.routes.iter().find(|one| one.route.path == "$default");
        let default = default.ok_or(NoMatch::Unknown)?;
        Ok(Match {
            route: &default.route,
            parameters: BTreeMap::new(),
        })
    }
}

impl Compiled {
    fn matches<T: AsRef<str>>(&self, path: &[T]) -> Option<BTreeMap<String, String>> {
        if self.route.path == "$default" {
            return None;
        }
        let mut parameters = BTreeMap::new();
        let mut rest = path;
        for segment in &self.segments {
            let (first, after) = rest.split_first()?;
            let first = first.as_ref();
            match segment {
                Segment::Fixed(text) if text == first => {}
                Segment::Parameter(name) if !first.is_empty() => {
                    parameters.insert(name.clone(), first.to_owned());
                }
                Segment::Greedy(name) => {
                    let all: Vec<_> = rest.iter().map(AsRef::as_ref).collect();
                    parameters.insert(name.clone(), all.join("/"));
                    return Some(parameters);
                }
                _ => return None,
            }
            rest = after;
        }
        rest.is_empty().then_some(parameters)
    }

    fn precedence(&self, other: &Self) -> Ordering {
        let kinds = |one: &Self| one.segments.iter().map(Segment::rank).collect::<Vec<_>>();
        let greedy = |one: &Self| matches!(one.segments.last(), Some(Segment::Greedy(_)));
        greedy(self)
            .cmp(&greedy(other))
            // Of two greedy routes the longer one is the more exact.
            .then_with(|| match greedy(self) {
                true => other.segments.len().cmp(&self.segments.len()),
                false => Ordering::Equal,
            })
            .then_with(|| kinds(self).cmp(&kinds(other)))
            .then_with(|| (self.route.method == "ANY").cmp(&(other.route.method == "ANY")))
    }
}

impl Segment {
    fn parse(text: &str) -> Self {
        match text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
        {
            Some(name) => match name.strip_suffix('+') {
                Some(name) => Self::Greedy(name.to_owned()),
                None => Self::Parameter(name.to_owned()),
            },
            None => Self::Fixed(text.to_owned()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Fixed(_) => 0,
            Self::Parameter(_) => 1,
            Self::Greedy(_) => 2,
        }
    }
}

/// True when every `%` begins two hexadecimal digits.
pub(super) fn well_formed(path: &str) -> bool {
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        let digits = |next: Option<u8>| next.is_some_and(|byte| byte.is_ascii_hexdigit());
        if byte == b'%' && !(digits(bytes.next()) && digits(bytes.next())) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn router() -> Router {
        let routes = [
            "GET /pets",
            "ANY /pets/{id}",
            "GET /pets/{id}",
            "GET /pets/dog",
            "GET /pets/{id}/toys/{toy}",
            "GET /files/{rest+}",
            "ANY /files/deep/{rest+}",
            "POST /",
        ];
        Router::new(&routes.map(|route| {
            let (method, path) = route.split_once(' ').unwrap();
            HttpRoute {
                method: method.to_owned(),
                path: path.to_owned(),
                function: "F".to_owned(),
                timeout: Duration::from_secs(30),
                line: 0,
            }
        }))
    }

    fn check(method: &str, path: &str, expected: &str) {
        let router = router();
        let found = match router.find(method, path) {
            Ok(Match { route, parameters }) => format!("{} {parameters:?}", route.key()),
            Err(error) => format!("{error:?}"),
        };
        assert_eq!(found, expected, "{method} {path}");
    }

    #[test]
    fn the_most_exact_route_wins() {
        check("GET", "/pets", "GET /pets {}");
        check("GET", "/pets/dog", "GET /pets/dog {}");
        check("GET", "/pets/cat", r#"GET /pets/{id} {"id": "cat"}"#);
        check("PUT", "/pets/dog", r#"ANY /pets/{id} {"id": "dog"}"#);
        check(
            "GET",
            "/pets/1/toys/2",
            r#"GET /pets/{id}/toys/{toy} {"id": "1", "toy": "2"}"#,
        );
        check("GET", "/files/a/b", r#"GET /files/{rest+} {"rest": "a/b"}"#);
        check(
            "GET",
            "/files/deep/b",
            r#"ANY /files/deep/{rest+} {"rest": "b"}"#,
        );
        check("POST", "/", "POST / {}");
    }

    #[test]
    fn parameters_are_decoded_and_a_coded_slash_stays_inside_its_segment() {
        check(
            "GET",
            "/pets/a%20b%2Fc%C3%A9+",
            r#"GET /pets/{id} {"id": "a b/cé+"}"#,
        );
        check("GET", "/p%65ts", "GET /pets {}");
        check("GET", "/pets/%zz", "Malformed");
        check("GET", "/pets/%f", "Malformed");
        check("GET", "/pets/%ff", "Malformed");
    }

    #[test]
    fn what_has_no_route_is_unknown() {
        check("GET", "/", "Unknown");
        check("POST", "/pets", "Unknown");
        check("GET", "/pets/", "Unknown");
        check("GET", "/pets/1/toys", "Unknown");
        check("GET", "/files", "Unknown");
        let mut routes: Vec<_> = router().routes.into_iter().map(|one| one.route).collect();
        routes.push(HttpRoute {
            path: "$default".to_owned(),
            method: "ANY".to_owned(),
            ..routes[0].clone()
        });
        let router = Router::new(&routes);
        assert_eq!(
            router
                .find("GET", "/nowhere")
                .map(|found| found.route.key()),
            Ok("$default".to_owned())
        );
    }
}

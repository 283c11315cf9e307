//! CloudFront Functions. They cannot be run here, so those that are known are recognised by their
//! text and done by the stack itself.

use super::data::properties;
use crate::template::{Header, TemplateError, eval::Eval, names::Resource};

/// A function of a viewer's request: `/` is the index page, and a path without an extension is
/// a page.
const CLEAN_URLS: &str = "
function handler(event) {
  const request = event.request;
  if (request.uri === '/') request.uri = '/index.html';
  else if (!request.uri.slice(request.uri.lastIndexOf('/')).includes('.')) request.uri += '.html';
  return request;
}";

/// The same with an own answer for a page that is not there: around the list of the pages, which
/// here are the files on the disk, and around the answer's text.
const CLEAN_URLS_OR_MISSING: [&str; 3] = [
    "const PAGES = [",
    "]; const MISSING = '",
    r"';
     function handler(event) {
       const request = event.request;
       const menu = /^\/+m\/+([0-9A-Za-z-]{1,120})\/*(%23.*)?$/i.exec(request.uri);
       if (menu) {
         const page = '/m/' + menu[1].toLowerCase();
         const table = (menu[2] || '').replace(/%23|%20|[-\/]/g, '').toUpperCase();
         const whole = /^[2-9A-HJ-NP-Z]{8}$/.test(table) ? page + '#' + table : page;
         if (whole === request.uri) return request;
         return {statusCode: 302, statusDescription: 'Found', headers: {location: {value: whole}}};
       }
       const path = request.uri === '/' ? '/index' : request.uri;
       if (path.slice(path.lastIndexOf('/')).includes('.')) return request;
       if (PAGES.includes(path)) {
         request.uri = path + '.html';
         return request;
       }
       const words = path.replace(/^\/+/, '').replace(/\/+$/, '').split(/^%23\/*/);
       const typed = words[words.length - 1];
       const code = typed.replace(/-|%20/g, '').toUpperCase();
       let lead;
       if (typed === '') lead = '/';
       else if (PAGES.includes('/' + typed.toLowerCase())) lead = '/' + typed.toLowerCase();
       else if (/^[2-9A-HJ-NP-Z]{8}$/.test(code)) lead = '/#' + code;
       else if (words.length > 1 && /^[0-9A-Za-z-]{1,120}$/.test(typed)) lead = '/#/' + typed;
       if (lead) {
         return {statusCode: 302, statusDescription: 'Found', headers: {location: {value: lead}}};
       }
       return {
         statusCode: 404,
         statusDescription: 'Not Found',
         headers: {'content-type': {value: 'text/html; charset=utf-8'}},
         body: MISSING,
       };
     }",
];

/// A function of a viewer's response, around the name of a header and its value: what is no
/// error gets that header.
const HEADER_OF_SUCCESS: [&str; 3] = [
    "function handler(event) {
       const response = event.response;
       if (response.statusCode < 400) response.headers['",
    "'] = {value: '",
    "'};
       return response;
     }",
];

/// What the stack knows a CloudFront Function to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum EdgeFunction {
    /// Paths become files; `missing` is the page in the place of one that is not there.
    CleanUrls { missing: Option<String> },
    /// What is no error gets this header.
    HeaderOfSuccess(Header),
}

impl EdgeFunction {
    /// The event that it is made for.
    pub(super) fn event(&self) -> &'static str {
        match self {
            Self::CleanUrls { .. } => "viewer-request",
            Self::HeaderOfSuccess(_) => "viewer-response",
        }
    }

    /// Reads the text of a function; line breaks and indents do not count.
    fn parse(text: &str) -> Option<Self> {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = words(text);
        if text == words(CLEAN_URLS) {
            return Some(Self::CleanUrls { missing: None });
        }
        // What stands in the two gaps of a known text; a quote or a backslash would end or bend
        // the JavaScript string in it.
        let gaps = |known: [&str; 3]| {
            let [before, between, after] = known.map(words);
            let inner = text.strip_prefix(&before)?.strip_suffix(&after)?;
            let (first, second) = inner.split_once(&between)?;
            let is_plain = !second.contains(['\'', '\\']);
            is_plain.then(|| (first.to_owned(), second.to_owned()))
        };
        if let Some((_, missing)) = gaps(CLEAN_URLS_OR_MISSING) {
            let missing = Some(missing);
            return Some(Self::CleanUrls { missing });
        }
        let (name, value) = gaps(HEADER_OF_SUCCESS)?;
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        is_name.then_some(Self::HeaderOfSuccess(Header {
            name,
            value,
            overrides: true,
        }))
    }
}

/// Refuses every CloudFront Function but those that are understood.
pub(super) fn check(eval: &Eval<'_>, resource: &Resource<'_>) -> Result<(), TemplateError> {
    function(eval, resource).map(drop)
}

/// What a function does.
pub(super) fn function(
    eval: &Eval<'_>,
    resource: &Resource<'_>,
) -> Result<EdgeFunction, TemplateError> {
    let mut fields = properties(eval, "AWS::CloudFront::Function", resource)?;
    let code = fields.require("FunctionCode")?;
    fields.finish()?;
    EdgeFunction::parse(&code.text("FunctionCode")?).ok_or_else(|| {
        let message = "this CloudFront Function is none of those that the local stack knows (clean URLs; \
                       a header of answers that are no errors); it cannot run others";
        TemplateError::at(code.line, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_functions_are_recognised_whatever_their_line_breaks() {
        let clean = EdgeFunction::CleanUrls { missing: None };
        let squeezed = CLEAN_URLS.replace("\n  ", "\n\n    ");
        assert_eq!(EdgeFunction::parse(&squeezed), Some(clean));
        let [before, between, after] = CLEAN_URLS_OR_MISSING;
        let text = |page: &str| format!("{before}'/index'{between}{page}{after}");
        let missing = Some("<p>Not here.</p>".to_owned());
        let page = EdgeFunction::parse(&text("<p>Not here.</p>"));
        assert_eq!(page, Some(EdgeFunction::CleanUrls { missing }));
        let [before, between, after] = HEADER_OF_SUCCESS;
        let header = |name: &str, value: &str| {
            EdgeFunction::parse(&format!("{before}{name}{between}{value}{after}"))
        };
        let kept = Header {
            name: "cache-control".to_owned(),
            value: "immutable".to_owned(),
            overrides: true,
        };
        let known = header("cache-control", "immutable");
        assert_eq!(known, Some(EdgeFunction::HeaderOfSuccess(kept)));
        for (name, value) in [
            ("Cache-Control", "a"),
            ("x'] = '", "a"),
            ("x", "a'}; f('"),
            ("x", "\\n"),
        ] {
            assert_eq!(header(name, value), None, "{name} {value}");
        }
        assert_eq!(EdgeFunction::parse(&text("'; steal(); '")), None);
        assert_eq!(
            EdgeFunction::parse("function handler(event) { return event.request; }"),
            None
        );
    }
}

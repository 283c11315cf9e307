//! Descriptions that a web shop wrote: HTML to text.

/// Elements of text; what else stands between `<` and `>` is text ("3 < 5").
const ELEMENTS: [&str; 33] = [
    "a",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "tr",
    "u",
    "ul",
];
/// Those that begin a line.
const LINES: [&str; 14] = [
    "blockquote",
    "br",
    "center",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "tr",
];

/// Letters from U+00A0 on by their HTML names.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
    Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
    egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
    ugrave uacute ucirc uuml yacute thorn yuml";
const OTHERS: [(&str, char); 22] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("sbquo", '‚'),
    ("bull", '•'),
    ("euro", '€'),
    ("trade", '™'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
    ("zwnj", '\u{200C}'),
];

/// The longest name of a letter.
const NAME: usize = 10;

/// The text of a piece of HTML; nothing when it is none.
pub(crate) fn text_of_html(html: &str) -> Option<String> {
    let mut text = String::with_capacity(html.len());
    let mut found = false;
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let piece = if from.starts_with('<') {
            element(from)
        } else {
            letter(from)
        };
        match piece {
            Some((said, length)) => {
                found = true;
                match said {
                    // A line begins once, however many elements begin it.
                    '\n' if text.ends_with('\n') || text.is_empty() => {}
                    said if said != '\0' => text.push(said),
                    _ => {}
                }
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                text.push_str(from.get(..1).unwrap_or_default());
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    found.then(|| text.trim().to_owned())
}

/// What an element says (a new line, or nothing) and how long it is.
fn element(from: &str) -> Option<(char, usize)> {
    if from.starts_with("<!--") {
        let end = from.find("-->")?;
        return Some(('\0', end + 3));
    }
    let end = from.find('>')?;
    let inside = from.get(1..end)?;
    let name = inside.trim_start_matches('/');
    let length = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let name = name.get(..length)?.to_ascii_lowercase();
    if inside.contains('<') || !ELEMENTS.contains(&name.as_str()) {
        return None;
    }
    let said = if LINES.contains(&name.as_str()) {
        '\n'
    } else {
        '\0'
    };
    Some((said, end + 1))
}

/// The letter that `&name;` or `&#number;` is, and how long that is.
fn letter(from: &str) -> Option<(char, usize)> {
    let window = from.char_indices().take(NAME + 2).find(|(_, c)| *c == ';');
    let (end, _) = window?;
    let name = from.get(1..end)?;
    let found = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
        None => named(name)?,
    };
    Some((found, end + 1))
}

fn named(name: &str) -> Option<char> {
    if let Some((_, letter)) = OTHERS.iter().find(|(other, _)| *other == name) {
        return Some(*letter);
    }
    let place = LATIN.split_whitespace().position(|latin| latin == name)?;
    char::from_u32(0xA0 + u32::try_from(place).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_text() {
        let check = |html: &str, expected: &str| {
            assert_eq!(text_of_html(html).as_deref(), Some(expected), "{html}");
        };
        check(
            "<p>Rice &amp; lentils, jalape&ntilde;o chutney</p><p>45&nbsp;cm long</p>",
            "Rice & lentils, jalapeño chutney\n45\u{A0}cm long",
        );
        check("a<br/>b<BR>c", "a\nb\nc");
        check("<ul><li>a</li><li>b</li></ul>", "a\nb");
        check(
            "<a href=\"x\">Menu</a> &#8211; &#x2013;<!-- no -->",
            "Menu – –",
        );
        check(
            "Cr&egrave;me br&ucirc;l&eacute;e &yuml; &frac12;",
            "Crème brûlée ÿ ½",
        );
    }

    #[test]
    fn what_is_no_html_stays() {
        for text in [
            "3 < 5 > 2",
            "Fish & chips",
            "a &unknown; b",
            "<3",
            "Salt&Pepper;",
            "<dish>",
            "&#0;",
            "plain",
        ] {
            assert_eq!(text_of_html(text), None, "{text}");
        }
    }
}

//! The forms that name a resource's attribute: `GetAtt`, and `${..}` inside `Sub`.

use super::{
    TemplateError,
    node::{Node, Value},
};

/// `Id.Attribute` or `[Id, Attribute]`.
pub(super) fn attribute_of(node: &Node) -> Result<(String, String), TemplateError> {
    let wrong = || TemplateError::at(node.line, "GetAtt takes a resource and an attribute");
    match &node.value {
        Value::List(parts) => match parts.as_slice() {
            [id, attribute] => Ok((id.text("GetAtt")?, attribute.text("GetAtt")?)),
            _ => Err(wrong()),
        },
        _ => {
            let text = node.text("GetAtt")?;
            let (id, attribute) = text.split_once('.').ok_or_else(wrong)?;
            Ok((id.to_owned(), attribute.to_owned()))
        }
    }
}

/// A piece of a `Sub` string.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SubPart<'a> {
    Plain(&'a str),
    Name(&'a str),
}

/// Cuts `a${B}c${!D}` into its pieces; `${!D}` stands for the plain text `${D}`.
pub(super) fn sub_parts(text: &str) -> Vec<SubPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        parts.push(SubPart::Plain(before));
        match name.strip_prefix('!') {
            Some(_) => {
                parts.push(SubPart::Plain("${"));
                let literal = after.get(1..=name.len()).unwrap_or_default();
                parts.push(SubPart::Plain(literal));
            }
            None => parts.push(SubPart::Name(name.trim())),
        }
        rest = tail;
    }
    parts.push(SubPart::Plain(rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sub_is_cut_into_pieces() {
        use SubPart::{Name, Plain};
        assert_eq!(sub_parts("plain"), [Plain("plain")]);
        assert_eq!(
            sub_parts("a${B.C}-${!D}${E}"),
            [
                Plain("a"),
                Name("B.C"),
                Plain("-"),
                Plain("${"),
                Plain("D}"),
                Plain(""),
                Name("E"),
                Plain("")
            ]
        );
        assert_eq!(
            sub_parts("{{resolve:secretsmanager:${Key}}}"),
            [Plain("{{resolve:secretsmanager:"), Name("Key"), Plain("}}")]
        );
        assert_eq!(sub_parts("open ${end"), [Plain("open ${end")]);
    }
}

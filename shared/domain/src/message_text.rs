//! The words of messages to customers: short, since a text message is paid for by its parts.
//!
//! In English; a provider that keeps templates may have them in any language, with the same values
//! in the same order.

use super::message_settings::MessageKind;

/// The most letters of a restaurant's name in a message.
const NAME: usize = 30;

/// How many of the letters that every telephone has fit into a text message of one part.
const ONE_PART: usize = 160;
/// How many fit into each part of a longer one.
const EACH_PART: usize = 153;
/// The same, in UTF-16 units, of a message with any other letter.
const ONE_WIDE_PART: usize = 70;
const EACH_WIDE_PART: usize = 67;

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said<'a> {
    OrderConfirmed {
        brand: &'a str,
        number: u32,
        /// Where the customer comes for it, with the time on the branch's clock where they said
        /// one; `None` for what is brought.
        pickup: Option<Option<String>>,
    },
    OutForDelivery {
        brand: &'a str,
        number: u32,
    },
    Bill {
        brand: &'a str,
        /// `2026-27/12`.
        number: &'a str,
        /// Where it is.
        url: &'a str,
    },
}

impl Said<'_> {
    /// Of which kind it is.
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::OrderConfirmed { .. } => MessageKind::OrderConfirmed,
            Self::OutForDelivery { .. } => MessageKind::OutForDelivery,
            Self::Bill { .. } => MessageKind::Bill,
        }
    }
}

/// What of a message is this customer's, in the order in which it is said.
pub fn values(said: &Said<'_>) -> Vec<String> {
    match said {
        Said::OrderConfirmed {
            brand,
            number,
            pickup,
        } => {
            let how = match pickup {
                None => "for delivery".to_owned(),
                Some(None) => "for pickup".to_owned(),
                Some(Some(time)) => format!("for pickup at {time}"),
            };
            vec![short(brand), number.to_string(), how]
        }
        Said::OutForDelivery { brand, number } => vec![short(brand), number.to_string()],
        Said::Bill { brand, number, url } => {
            vec![short(brand), (*number).to_owned(), (*url).to_owned()]
        }
    }
}

/// A message as its customer reads it.
pub fn text(said: &Said<'_>) -> String {
    let values = values(said);
    let value = |n: usize| values.get(n).map_or("", String::as_str);
    let (brand, number) = (value(0), value(1));
    match said.kind() {
        MessageKind::OrderConfirmed => {
            format!("{brand}: order {number} is confirmed, {}.", value(2))
        }
        MessageKind::OutForDelivery => format!("{brand}: order {number} is on its way."),
        MessageKind::Bill => format!("{brand}: bill {number}: {}", value(2)),
    }
}

/// A name, cut where it is longer than a message bears.
fn short(name: &str) -> String {
    let name = name.trim();
    if name.chars().count() <= NAME {
        return name.to_owned();
    }
    let cut: String = name.chars().take(NAME - 3).collect();
    format!("{}...", cut.trim_end())
}

/// In how many parts a text message is sent, each of which is paid for.
pub fn parts(text: &str) -> usize {
    let narrow: Option<usize> = text.chars().map(septets).sum();
    let (length, one, each) = match narrow {
        Some(septets) => (septets, ONE_PART, EACH_PART),
        None => (text.encode_utf16().count(), ONE_WIDE_PART, EACH_WIDE_PART),
    };
    match length <= one {
        true => 1,
        false => length.div_ceil(each),
    }
}

/// How much a letter takes in the alphabet that every telephone has (GSM 03.38); `None` for one
/// that is not in it.
fn septets(letter: char) -> Option<usize> {
    const OTHERS: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
    const ESCAPED: &str = "^{}\\[~]|€";
    if letter.is_ascii_alphanumeric() || OTHERS.contains(letter) {
        return Some(1);
    }
    ESCAPED.contains(letter).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bill<'a>(brand: &'a str, url: &'a str) -> Said<'a> {
        Said::Bill {
            brand,
            number: "LR-2026-27/12345",
            url,
        }
    }

    #[test]
    fn a_customer_reads_who_it_is_and_which_order() {
        let confirmed = |pickup| Said::OrderConfirmed {
            brand: "Saffron Table",
            number: 12,
            pickup,
        };
        for (said, wanted) in [
            (
                confirmed(None),
                "Saffron Table: order 12 is confirmed, for delivery.",
            ),
            (
                confirmed(Some(None)),
                "Saffron Table: order 12 is confirmed, for pickup.",
            ),
            (
                confirmed(Some(Some("19:30".to_owned()))),
                "Saffron Table: order 12 is confirmed, for pickup at 19:30.",
            ),
            (
                Said::OutForDelivery {
                    brand: " Saffron Table ",
                    number: 12,
                },
                "Saffron Table: order 12 is on its way.",
            ),
            (
                bill("Saffron Table", "https://s.example/receipt#x"),
                "Saffron Table: bill LR-2026-27/12345: https://s.example/receipt#x",
            ),
        ] {
            assert_eq!(text(&said), wanted);
            // All that is the customer's own stands in the text as it is.
            let text = text(&said);
            assert!(values(&said).iter().all(|value| text.contains(value)));
        }
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        let name = "Śrī Venkaṭeśvara Bhojanālaya and Sons of the Old Market";
        let said = Said::OutForDelivery {
            brand: name,
            number: 1,
        };
        let brand = values(&said).swap_remove(0);
        assert_eq!(brand, "Śrī Venkaṭeśvara Bhojanālay...");
        assert_eq!(brand.chars().count(), NAME);
    }

    #[test]
    fn parts_are_counted_as_they_are_paid_for() {
        for (text, wanted) in [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            // Two each.
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            // In no telephone's own alphabet.
            ("न".repeat(70), 1),
            ("न".repeat(71), 2),
            (format!("{}न", "a".repeat(134)), 3),
            // Two units each.
            ("🍛".repeat(36), 2),
        ] {
            assert_eq!(parts(&text), wanted, "{text}");
        }
    }

    /// What is told by itself takes one part, however long the name is.
    #[test]
    fn what_is_told_by_itself_is_paid_for_once() {
        let name = "W".repeat(60);
        for said in [
            Said::OrderConfirmed {
                brand: &name,
                number: u32::MAX,
                pickup: Some(Some("19:30".to_owned())),
            },
            Said::OutForDelivery {
                brand: &name,
                number: u32::MAX,
            },
        ] {
            assert_eq!(parts(&text(&said)), 1);
        }
        // A link is long.
        let url = format!("https://order.example.com/receipt#{}", "x".repeat(140));
        assert_eq!(parts(&text(&bill(&name, &url))), 2);
    }
}

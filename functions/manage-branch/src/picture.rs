//! A table's QR code as a file to print or to send to a printer's shop.

use salver::api::operations::table::{FORMAT, WIDTH};
use salver::api::{HttpRequest, Problem, Reply, staff};
use salver::domain::id::{BranchId, TableId};

use salver::service::branch::profile;
use salver::service::looks::brand;

use crate::cards;
use crate::parts::Parts;
use crate::qr::Qr;

/// Pixels of a PNG on each side when the caller names none: 8 cm at 300 dpi.
const USUAL_WIDTH: u32 = 1024;

/// The wanted kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Svg,
    Png { width: u32 },
}

fn format(format: Option<&str>, width: Option<u32>) -> Result<Format, Problem> {
    match (format, width) {
        (None | Some("svg"), None) => Ok(Format::Svg),
        (None | Some("svg"), Some(_)) => Err(Problem::invalid("width", "for a png only")),
        (Some("png"), width) => Ok(Format::Png {
            width: width.unwrap_or(USUAL_WIDTH),
        }),
        (Some(_), _) => Err(Problem::invalid("format", "svg or png")),
    }
}

/// Answers with the picture.
pub async fn read(parts: &Parts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    let staff = staff::authorize(parts, http, &branch)?;
    let format = format(http.query(FORMAT.name).as_deref(), http.number(&WIDTH)?)?;
    let id: TableId = http.id("table")?;
    let table = async { Ok(parts.store.table_of(&branch, &id).await?) };
    let brand = brand(&parts.store, &staff.access.brand);
    let (table, brand) = tokio::try_join!(table, brand)?;
    let table = table.ok_or_else(|| Problem::not_found("table"))?;
    let qr = Qr::of(&cards::url(&cards::origin(parts, &brand)?, &branch, &table))?;
    match format {
        Format::Svg => {
            let profile = profile(&parts.store, &branch).await?;
            let title = format!("{}, {}: {}", brand.name, profile.name, table.name);
            let file = file_name(&table.name, &table.id, "svg");
            Ok(Reply::file(
                "image/svg+xml",
                qr.svg(&title).into_bytes(),
                &file,
            ))
        }
        Format::Png { width } => {
            let file = file_name(&table.name, &table.id, "png");
            Ok(Reply::file("image/png", qr.png(width)?, &file))
        }
    }
}

/// `qr-H1.png`: of the table's name only what every file system and header takes. A name
/// in another script leaves nothing; then it is the ID, which is always plain.
fn file_name(name: &str, id: &TableId, kind: &str) -> String {
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        words.join("-")
    };
    let mut stem = if name.is_ascii() {
        plain(name)
    } else {
        String::new()
    };
    if stem.is_empty() {
        stem = plain(id.as_str());
    }
    stem.truncate(60);
    format!("qr-{stem}.{kind}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        let id: TableId = "t-7".parse().unwrap();
        for (name, file) in [
            ("H1", "qr-H1.svg"),
            ("Bar 3 / left", "qr-Bar-3-left.svg"),
            ("\"../x\r\nset-cookie: a\"", "qr-x-set-cookie-a.svg"),
            ("मेज़ १", "qr-t-7.svg"),
            ("Café 1", "qr-t-7.svg"),
            ("", "qr-t-7.svg"),
        ] {
            assert_eq!(file_name(name, &id, "svg"), file);
        }
        assert_eq!(file_name(&"x".repeat(200), &id, "png").len(), 3 + 60 + 4);
    }

    #[test]
    fn formats_and_widths() {
        let field = |kind, width| {
            let problem = format(kind, width).unwrap_err();
            assert_eq!(problem.status, 422);
            problem.extras["errors"][0]["field"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(format(None, None).unwrap(), Format::Svg);
        assert_eq!(
            format(Some("png"), None).unwrap(),
            Format::Png { width: 1024 }
        );
        assert_eq!(
            format(Some("png"), Some(512)).unwrap(),
            Format::Png { width: 512 }
        );
        assert_eq!(field(Some("svg"), Some(512)), "width");
        assert_eq!(field(Some("pdf"), None), "format");
        assert_eq!(field(Some(""), None), "format");
    }
}

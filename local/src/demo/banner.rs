//! What the terminal shows when everything is up.

use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use salver::domain::role::Role;

use super::{Facts, OpenTable};

/// The staff's pages as they call themselves, and where they are.
const STAFF_PAGES: [(&str, &str); 9] = [
    ("Sign-in", "/sign-in"),
    ("Counter", "/counter"),
    ("Floor", "/floor"),
    ("Kitchen", "/kitchen"),
    ("Deliveries", "/rider"),
    ("Today", "/owner"),
    ("Menu", "/menu"),
    ("Team", "/team"),
    ("Manage", "/admin"),
];

/// Prints addresses, sign-ins and the QR code of an open table, if there is one.
pub fn print(origins: &[String], facts: &Facts, table: Option<&OpenTable>) {
    let (Some(here), Some(phones)) = (origins.first(), origins.last()) else {
        return;
    };
    println!("\n  {} is open\n", facts.name);
    if let Some(table) = table {
        println!("  Guests    {here}/m/{}#{}", facts.branch, table.code);
    }
    println!("  Tables    {here}/#/{}", facts.branch);
    for (name, path) in STAFF_PAGES {
        println!("  {name:<9} {here}{path}");
    }
    println!();
    println!("  Sign in as");
    for role in Role::ALL {
        if let Some(person) = facts.somebody(role) {
            let role = format!("{role:?}").to_lowercase();
            println!("    {role:<8} {:<28} {}", person.login, person.password);
        }
    }
    if let Some(table) = table {
        print_code(
            &format!("{phones}/m/{}#{}", facts.branch, table.code),
            table,
        );
    }
    println!("\n  Without a camera, guests pick their table from the list:");
    println!("  {phones}/#/{}", facts.branch);
    if phones.contains("127.0.0.1") || phones.contains("localhost") {
        println!("\n  Phones in your network get in with --host 0.0.0.0.");
    }
    println!("\n  Stop with Ctrl-C. Everything is kept for the next start.\n");
}

/// Prints an open table as a phone scans it.
fn print_code(link: &str, table: &OpenTable) {
    println!(
        "\n  Table {} is open, PIN {}. Scan it with a phone:",
        table.name, table.pin
    );
    println!("  {link}\n");
    if let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::L) {
        let picture = code
            .render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build();
        for line in picture.lines() {
            println!("  {line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    #[test]
    fn every_page_of_the_staff_is_named() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../static-site");
        let files = fs::read_dir(folder).unwrap();
        let built: BTreeSet<String> = files
            .filter_map(|file| file.unwrap().file_name().into_string().ok())
            .filter_map(|name| name.strip_suffix(".html").map(|page| format!("/{page}")))
            // The guests' own; those that have nothing to do without a code or a link; and the one of parts,
            // which only those who write pages open and no build has.
            .filter(|path| {
                ![
                    "/index", "/set-up", "/invite", "/status", "/receipt", "/parts",
                ]
                .contains(&path.as_str())
            })
            .collect();
        let named = STAFF_PAGES.map(|(_, path)| path.to_owned());
        assert_eq!(BTreeSet::from(named), built);
    }
}

//! How a brand looks to its guests, chosen by its owner.

use super::by::By;
use super::refusal::Refusal;
use crate::domain::DomainError;
use crate::domain::audit::{AuditEntry, Deed, Record};
use crate::domain::id::{BrandId, PhotoId};
use crate::domain::looks::{Brand, Looks};
use crate::store::{Retry, Store};

/// A brand, fresh.
///
/// # Errors
/// `NotFound`; or when the store fails.
pub async fn brand(store: &Store, id: &BrandId) -> Result<Brand, Refusal> {
    let brand = store.brand(id).await?;
    brand.ok_or(Refusal::NotFound("brand"))
}

/// Changes how a brand looks, all of it at once. `version` is the one that the owner saw, if they
/// say so; whoever asks for what is so already is not in anybody's way.
///
/// # Errors
/// `Invalid` for a photo that nobody has brought, `VersionConflict`, `NotFound`; or when the
/// store fails.
pub async fn change(
    store: &Store,
    id: &BrandId,
    (looks, version): (&Looks, Option<u64>),
    by: &By,
) -> Result<Brand, Refusal> {
    let entry = by.entry(Record::Brand(id.clone()), Deed::LooksChanged)?;
    let mut tries = Retry::USUAL.tries();
    loop {
        let known = brand(store, id).await?;
        if known.looks == *looks {
            return Ok(known);
        }
        if let Some(expected) = version.filter(|v| *v != known.looks_version) {
            let actual = known.looks_version;
            return Err(DomainError::VersionConflict { expected, actual }.into());
        }
        // A photo never goes, so what was looked at before the commit holds with it.
        tokio::try_join!(
            require(store, "logo", looks.logo.as_ref()),
            require(store, "cover", looks.cover.as_ref()),
        )?;
        let entry = moves(entry.clone(), &known.looks, looks);
        let next = known.clone().with(looks.clone());
        if store.save_brand(&known, &next, &entry).await? {
            return Ok(next);
        }
        tries.again().await?;
    }
}

async fn require(
    store: &Store,
    field: &'static str,
    photo: Option<&PhotoId>,
) -> Result<(), Refusal> {
    match photo {
        Some(photo) if !store.has_photo(photo).await? => {
            Err(DomainError::invalid(field, "there is no such photo").into())
        }
        _ => Ok(()),
    }
}

/// The entry with what each part that changed was, and what it is now.
fn moves(entry: AuditEntry, from: &Looks, to: &Looks) -> AuditEntry {
    let both = named(from).into_iter().zip(named(to));
    let changed = both.filter(|(from, to)| from != to);
    changed.fold(entry, |entry, ((name, from), (_, to))| {
        entry.with(name, format!("{from} -> {to}"))
    })
}

fn named(looks: &Looks) -> [(&'static str, String); 4] {
    let photo = |photo: &Option<PhotoId>| {
        let photo = photo.as_ref();
        photo.map_or_else(|| "none".to_owned(), |id| id.as_str().to_owned())
    };
    let colour = looks.colour;
    let colour = colour.map_or_else(|| "none".to_owned(), String::from);
    [
        ("colour", colour),
        ("face", looks.face.name().to_owned()),
        ("logo", photo(&looks.logo)),
        ("cover", photo(&looks.cover)),
    ]
}

//! What a manager runs a branch with: its settings and taxes, its status screens, its tables, their cards and codes, its
//! own prices; and what an owner makes branches with, and chooses of the brand: its name, looks and
//! address.

use salver::api::Router;
use salver::api::operations::branch::{CHANGE_BRANCH, READ_BRANCH};
use salver::api::operations::brand::{MAKE_BRANCH, RENAME_BRAND};
use salver::api::operations::floor_plan::{
    CHANGE_TABLE, MAKE_TABLES, REMOVE_TABLE, RENAME_SECTION,
};
use salver::api::operations::looks::PUT_LOOKS;
use salver::api::operations::own_menu::{CHANGE_OWN_MENU, READ_OWN_MENU};
use salver::api::operations::site::{CONFIRM_CARDS, PUT_SITE};
use salver::api::operations::status_screen::{
    CHANGE_STATUS_SCREEN, MAKE_STATUS_LINK, READ_STATUS_SCREEN, REMOVE_STATUS_LINK,
};
use salver::api::operations::table::{READ_CARDS, READ_QR_CODE, REISSUE_CODE};
use salver::api::operations::tax::{PUT_TAXES, READ_TAXES};

use crate::parts::Parts;
use crate::{
    brand, cards, code, floor_plan, looks, own_menu, picture, settings, site, status_screen, taxes,
};

/// What this function serves.
pub fn router() -> Router<Parts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&READ_BRANCH, |parts, http| {
            Box::pin(settings::read(parts, http))
        })
        .on(&CHANGE_BRANCH, |parts, http| {
            Box::pin(settings::change(parts, http))
        })
        .on(&READ_TAXES, |parts, http| {
            Box::pin(taxes::read(parts, http))
        })
        .on(&PUT_TAXES, |parts, http| Box::pin(taxes::put(parts, http)))
        .on(&READ_STATUS_SCREEN, |parts, http| {
            Box::pin(status_screen::read(parts, http))
        })
        .on(&CHANGE_STATUS_SCREEN, |parts, http| {
            Box::pin(status_screen::change(parts, http))
        })
        .on(&MAKE_STATUS_LINK, |parts, http| {
            Box::pin(status_screen::make_link(parts, http))
        })
        .on(&REMOVE_STATUS_LINK, |parts, http| {
            Box::pin(status_screen::remove_link(parts, http))
        })
        .on(&PUT_LOOKS, |parts, http| Box::pin(looks::put(parts, http)))
        .on(&PUT_SITE, |parts, http| Box::pin(site::put(parts, http)))
        .on(&CONFIRM_CARDS, |parts, http| {
            Box::pin(site::confirm(parts, http))
        })
        .on(&READ_CARDS, |parts, http| {
            Box::pin(cards::read(parts, http))
        })
        .on(&READ_QR_CODE, |parts, http| {
            Box::pin(picture::read(parts, http))
        })
        .on(&MAKE_TABLES, |parts, http| {
            Box::pin(floor_plan::make(parts, http))
        })
        .on(&CHANGE_TABLE, |parts, http| {
            Box::pin(floor_plan::change(parts, http))
        })
        .on(&REMOVE_TABLE, |parts, http| {
            Box::pin(floor_plan::remove(parts, http))
        })
        .on(&RENAME_SECTION, |parts, http| {
            Box::pin(floor_plan::rename(parts, http))
        })
        .on(&MAKE_BRANCH, |parts, http| {
            Box::pin(brand::make(parts, http))
        })
        .on(&RENAME_BRAND, |parts, http| {
            Box::pin(brand::rename(parts, http))
        })
        .on(&READ_OWN_MENU, |parts, http| {
            Box::pin(own_menu::read(parts, http))
        })
        .on(&CHANGE_OWN_MENU, |parts, http| {
            Box::pin(own_menu::change(parts, http))
        })
        .on(&REISSUE_CODE, |parts, http| {
            Box::pin(code::reissue(parts, http))
        })
}

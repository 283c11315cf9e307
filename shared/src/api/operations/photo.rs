//! Photos of dishes.

use crate::api::operation::{Caller, File, Nothing, Operation};
use crate::api::problem::Code;
use crate::domain::role::Permission;
use crate::wire::photo::PhotoKept;

/// No key makes two of it one: a photo is named by what is in it.
pub static UPLOAD_PHOTO: Operation<File, PhotoKept> =
    Operation::new("POST /api/v1/branches/{branch}/photos", "manage-photos")
        .named("uploadPhoto", "Keep a photo of a dish")
        .by(Caller::Staff(Permission::ManageMenu))
        .takes(&[
            "image/jpeg",
            "image/png",
            "image/webp",
            "application/octet-stream",
        ])
        .creates()
        .refuses(&[Code::PhotoUnreadable, Code::PhotoTooLarge]);

/// Beside the API: pages show it by its address, and the CDN keeps it for ever.
pub static READ_PHOTO: Operation<Nothing, File> =
    Operation::new("GET /photos/{photo}", "serve-menu")
        .named("readPhoto", "A picture of a photo, which never changes")
        .files(&["image/jpeg"])
        .kept();

/// What looks at a link before somebody taps it asks for the head alone.
pub static HEAD_PHOTO: Operation<Nothing, File> =
    Operation::new("HEAD /photos/{photo}", "serve-menu")
        .named("headPhoto", "The same without the picture itself")
        .files(&["image/jpeg"])
        .kept();

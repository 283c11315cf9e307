//! Photos of dishes, as files come from phones and cameras. Decoding what strangers made stays in
//! this function, with its memory and its time.

use salver::api::operations::photo::UPLOAD_PHOTO;
use salver::api::{Code, HttpRequest, Problem, Reply, Router, StaffParts, staff};
use salver::domain::id::BranchId;
use salver::domain::photo::{Photo, PhotoName, PhotoSize};
use salver::service::photo as photos;
use salver::wire::photo::PhotoKept;
use tokio::sync::Semaphore;

use crate::photo::{self, MAX_BYTES, PhotoFault};

/// One after the other: two large photos at once would need twice the memory.
static TURN: Semaphore = Semaphore::const_new(1);

/// What this function serves.
pub fn router() -> Router<StaffParts> {
    Router::new(env!("CARGO_PKG_NAME"))
        .on(&UPLOAD_PHOTO, |parts, http| Box::pin(upload(parts, http)))
}

async fn upload(parts: &StaffParts, http: &HttpRequest) -> Result<Reply, Problem> {
    let branch: BranchId = http.id("branch")?;
    staff::authorize_menu(parts, http, &branch).await?;
    let file = http.file(MAX_BYTES, "Make the photo smaller.")?;
    let photo = made_of(file.to_vec()).await?;
    photos::keep(&parts.store, &photo).await?;
    let size = PhotoSize::Sheet;
    let photo = photo.id;
    let name = PhotoName {
        photo: photo.clone(),
        size,
    };
    Reply::created(&format!("/photos/{name}"), &PhotoKept { photo })
}

/// The photo in a file. The work goes on beside the calls, so that a call's time limit holds.
async fn made_of(file: Vec<u8>) -> Result<Photo, Problem> {
    let turn = TURN.acquire().await.map_err(|closed| {
        Problem::new(Code::Internal, "Please try again later.").because(closed)
    })?;
    let work = move || {
        let made = photo::made_of(&file);
        drop(turn);
        made
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(made) => made.map_err(|fault| refused(&fault)),
        // A decoder that gave up on a file says nothing about the next one.
        Err(broke) => Err(refused(&PhotoFault::Broken).because(broke)),
    }
}

fn refused(fault: &PhotoFault) -> Problem {
    let code = match fault {
        PhotoFault::Unknown | PhotoFault::Broken | PhotoFault::Animated => Code::PhotoUnreadable,
        PhotoFault::TooLarge => Code::PhotoTooLarge,
    };
    Problem::new(code, fault.to_string())
}

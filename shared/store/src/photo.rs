//! Photos of dishes. A photo is named by what is in it, so it is written once and never changes;
//! one that no menu shows any more stays.

use salver_domain::id::PhotoId;
use salver_domain::photo::{Photo, PhotoName, PhotoSize};
use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;

/// A picture as it is stored.
#[derive(Serialize, Deserialize)]
struct PhotoItem {
    #[serde(with = "serde_bytes")]
    jpeg: Vec<u8>,
}

impl Store {
    /// Keeps a photo in all its sizes, or none of it. `false` when it was there before, and then
    /// nothing is written.
    ///
    /// # Errors
    /// When the store fails; a retry then keeps it once all the same.
    pub async fn keep_photo(&self, photo: &Photo) -> Result<bool, StoreError> {
        let sizes = PhotoSize::ALL.into_iter();
        let commit = sizes.fold(Commit::new(self), |commit, size| {
            let jpeg = photo.jpeg(size).to_vec();
            let item = write_item(&keys::photo(&photo.id, size), &PhotoItem { jpeg });
            commit.put(Part::Photo, item, Expression::absent())
        });
        commit.stands().await
    }

    /// The JPEG of one picture.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn photo(&self, name: &PhotoName) -> Result<Option<Vec<u8>>, StoreError> {
        let item: Option<PhotoItem> = self.get(&keys::photo(&name.photo, name.size)).await?;
        Ok(item.map(|item| item.jpeg))
    }

    /// Whether somebody has brought this photo. Its key is what comes, and no picture.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_photo(&self, photo: &PhotoId) -> Result<bool, StoreError> {
        let smallest = keys::photo(photo, PhotoSize::List);
        let answer = self
            .client()
            .get_item()
            .table_name(self.table())
            .set_key(Some(smallest.attributes()))
            .consistent_read(true)
            .projection_expression(keys::PK)
            .send()
            .await?;
        Ok(answer.item.is_some())
    }
}
